import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (["TERMINATED", "TERMINATED_WITH_ERRORS"].includes(textOf(valueOf(resource, "state")))) return "not-applicable";
  return failIf(textOf(valueOf(resource, "masterPublicDnsName")).startsWith("ec2-"));
};

export default oracle;
