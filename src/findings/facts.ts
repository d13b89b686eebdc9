import type { Resource } from "../estate/estate.ts";
import { isObject, type JsonObject } from "../estate/json.ts";

/** How overdue something is says little without since when it runs, when it was due, whose stop time that was, and what it costs. */
const companions: Record<string, readonly string[]> = {
  overdueSeconds: ["due", "runningSince", "source", "instanceHours", "monthlyInstanceHours", "cost", "monthlyCost"],
  due: ["runningSince", "source"],
};

/** The derived values that a rule read of a resource: known ones, by name. */
export const shownFacts = (reads: readonly string[], resource: Resource): JsonObject => {
  const facts = resource.config["facts"];
  if (!isObject(facts)) return {};
  const read = reads.filter((path) => path.startsWith("facts.")).map((path) => path.slice("facts.".length).replace(/[.[].*$/, ""));
  const names = [...new Set(read.flatMap((name) => [name, ...(companions[name] ?? [])]))].sort();
  const shown: JsonObject = {};
  for (const name of names) {
    const value = Object.hasOwn(facts, name) ? facts[name] : null;
    if (value !== null && value !== undefined) shown[name] = value;
  }
  return shown;
};
