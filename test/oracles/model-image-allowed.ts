import { isObject } from "../../src/estate/json.ts";
import { allowedBy } from "./allow-list.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allows = allowedBy(params["allowed"]);
  if (allows === undefined) return "not-applicable";
  const images = listOf(valueOf(resource, "containers")).map((container) => (isObject(container) ? container["image"] : null));
  return failIf(images.some((image) => typeof image === "string" && !allows(image)));
};

export default oracle;
