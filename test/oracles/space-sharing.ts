import { failIf, type Oracle, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allowed = textsOf(params["allowed"]);
  const sharing = valueOf(resource, "sharingType");
  return allowed.length === 0 ? "not-applicable" : failIf(typeof sharing === "string" && !allowed.includes(sharing));
};

export default oracle;
