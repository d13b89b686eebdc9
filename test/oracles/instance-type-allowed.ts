import { allowedBy } from "./allow-list.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.ended") === true) return "not-applicable";
  const allows = allowedBy(params["allowed"]);
  const type = valueOf(resource, "instanceType");
  return allows === undefined || typeof type !== "string" || type === "system" ? "not-applicable" : failIf(!allows(type));
};

export default oracle;
