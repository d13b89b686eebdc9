import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params, now }) => {
  const label = valueOf(resource, "releaseLabel");
  if (label === null || valueOf(resource, "facts.ended") === true) return "not-applicable";
  const over = listOf(params["releases"]).filter((one) => isObject(one) && Date.parse(textOf(one["ends"] ?? null)) <= Date.parse(now));
  return failIf(over.some((one) => isObject(one) && textOf(label).startsWith(textOf(one["release"] ?? null))));
};

export default oracle;
