import { allowedBy } from "./allow-list.ts";
import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allows = allowedBy(params["allowed"]);
  return allows === undefined ? "not-applicable" : failIf(!allows(textOf(valueOf(resource, "baseImage"))));
};

export default oracle;
