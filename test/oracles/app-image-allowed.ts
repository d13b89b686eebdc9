import { allowedBy } from "./allow-list.ts";
import { failIf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allows = allowedBy(params["allowed"]);
  const image = valueOf(resource, "imageArn");
  return allows === undefined || typeof image !== "string" ? "not-applicable" : failIf(!allows(image));
};

export default oracle;
