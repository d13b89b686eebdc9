import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const policy = valueOf(resource, "facts.stopPolicy");
  return policy === "unasked" ? "not-applicable" : failIf(policy === "missing");
};

export default oracle;
