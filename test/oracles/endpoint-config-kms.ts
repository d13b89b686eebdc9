import { hasLocalStorage } from "./local-storage.ts";
import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const withInstances = listOf(valueOf(resource, "variants"))
    .filter(isObject)
    .filter((variant) => !variant["serverless"]);
  const types = withInstances.map((variant) => variant["instanceType"]);
  const takesKey = types.length > 0 && types.every((type) => typeof type === "string" && !hasLocalStorage(type));
  return takesKey ? failIf(valueOf(resource, "kmsKeyId") === null) : "not-applicable";
};

export default oracle;
