import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, tagOf, textOf, textsOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const allowed = isObject(params["allowed"]) ? params["allowed"] : {};
  const policy = isObject(params["tagPolicy"]) ? Object.values(params["tagPolicy"]).filter(isObject) : null;
  if (Object.keys(allowed).length === 0 && policy === null) return "not-applicable";
  const fits = (value: string, wanted: JsonObject): boolean => {
    const values = wanted["values"] === undefined ? undefined : textsOf(wanted["values"]);
    const alike = (one: string): boolean => (one.endsWith("*") ? value.startsWith(one.slice(0, -1)) : value === one);
    const pattern = wanted["pattern"];
    return (values?.some(alike) ?? true) && (typeof pattern !== "string" || new RegExp(`^(?:${pattern})$`).test(value));
  };
  const asked = [...Object.entries(allowed), ...(policy ?? []).map((one): [string, Json] => [textOf(one["key"] ?? null), one])];
  const isWrong = asked.some(([key, wanted]) => tagOf(resource, key) !== "" && isObject(wanted) && !fits(tagOf(resource, key), wanted));
  const keys = isObject(resource.config["tags"]) ? Object.keys(resource.config["tags"]) : [];
  const isMisspelt = (policy ?? []).some(({ key }) =>
    keys.some((own) => own !== key && own.toLowerCase() === textOf(key ?? null).toLowerCase()),
  );
  return failIf(isWrong || isMisspelt);
};

export default oracle;
