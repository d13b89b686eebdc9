import { isObject } from "../../src/estate/json.ts";
import { failIf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params, now }) => {
  const label = valueOf(resource, "releaseLabel");
  if (valueOf(resource, "facts.ended") === true) return "not-applicable";
  const ends = isObject(params["ends"]) ? Object.entries(params["ends"]) : [];
  const nextDay = (last: string): number => Date.parse(last) + 86_400_000;
  if (label === null) return "fail";
  const own = ends.filter(([release]) => textOf(label).startsWith(release));
  if (own.length === 0) return "unknown";
  return failIf(own.some(([, last]) => Date.parse(now) >= nextDay(textOf(last))));
};

export default oracle;
