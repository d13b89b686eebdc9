import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  const withInstances = listOf(valueOf(resource, "variants")).filter((variant) => isObject(variant) && !variant["serverless"]);
  return withInstances.length === 0 ? "not-applicable" : failIf(valueOf(resource, "kmsKeyId") === null);
};

export default oracle;
