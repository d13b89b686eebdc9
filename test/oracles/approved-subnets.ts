import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const approved = textsOf(params["approved"]);
  const used = textsOf(valueOf(resource, "subnetIds"));
  return approved.length === 0 ? "not-applicable" : failIf(used.some((one) => !approved.includes(one)));
};

export default oracle;
