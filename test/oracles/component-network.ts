import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const takesComponents = listOf(valueOf(resource, "variants")).some((variant) => isObject(variant) && variant["modelName"] === null);
  if (!takesComponents) return "not-applicable";
  return failIf(valueOf(resource, "networkIsolation") !== true || listOf(valueOf(resource, "subnetIds")).length === 0);
};

export default oracle;
