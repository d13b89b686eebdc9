import { hasLocalStorage } from "./local-storage.ts";
import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const types = listOf(valueOf(resource, "variants")).map((variant) => (isObject(variant) ? variant["instanceType"] : null));
  const takesKey = types.every((type) => typeof type === "string" && !hasLocalStorage(type));
  return takesKey ? failIf(valueOf(resource, "kmsKeyId") === null) : "not-applicable";
};

export default oracle;
