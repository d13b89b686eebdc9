import { arnAllowedBy } from "./allow-list.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.ended") === true) return "not-applicable";
  const allows = arnAllowedBy(params["allowed"]);
  const image = valueOf(resource, "imageArn");
  return allows === undefined || typeof image !== "string" ? "not-applicable" : failIf(!allows(image));
};

export default oracle;
