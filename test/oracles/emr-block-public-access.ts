import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";
import { isObject, type Json } from "../../src/estate/json.ts";

const oracle: Oracle = ({ resource }) => {
  const isOther = (range: Json): boolean => isObject(range) && (range["from"] !== 22 || (range["to"] !== 22 && range["to"] !== null));
  return failIf(valueOf(resource, "blocksPublicRules") !== true || listOf(valueOf(resource, "permittedPorts")).some(isOther));
};

export default oracle;
