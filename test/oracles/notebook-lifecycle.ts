import { isObject, type Json } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, related, params }) => {
  const name = valueOf(resource, "lifecycleConfigName");
  const approved = isObject(params["approved"]) ? params["approved"] : {};
  const isRequired = params["required"] === true;
  if (typeof name !== "string") return isRequired ? "fail" : "not-applicable";
  if (Object.keys(approved).length > 0 && approved[name] === undefined) return "fail";
  const config = related("lifecycle");
  if (config === null || config === "missing") return "not-applicable";
  if (Object.keys(approved).length === 0) return isRequired ? "pass" : "not-applicable";
  const wanted = listOf(approved[name]);
  const differs = (one: Json): boolean =>
    isObject(one) && (valueOf(config, "onCreateSha256") !== one["onCreate"] || valueOf(config, "onStartSha256") !== one["onStart"]);
  return failIf(wanted.some(differs));
};

export default oracle;
