import type { Resource } from "../estate/estate.ts";
import { isObject, type JsonObject } from "../estate/json.ts";
import { usageFacts, usageOf, type Uses } from "./usage.ts";

/** When something is due says little without since when it runs, and whose stop time that is. */
const companions: Record<string, readonly string[]> = { due: ["runningSince", "source"] };

/** By what rules read: there are a hundred rules, and findings by the hundred thousand. */
const factsRead = new WeakMap<Uses["reads"], readonly string[]>();

const factsIn = (reads: Uses["reads"]): readonly string[] => {
  const known = factsRead.get(reads);
  if (known) return known;
  const names = reads.filter((path) => path.startsWith("facts.")).map((path) => path.slice("facts.".length).replace(/[.[].*$/, ""));
  factsRead.set(reads, names);
  return names;
};

/** The derived values that a rule read of a resource, and what it uses where it runs on: known ones, by name. */
export const shownFacts = (rule: Uses, resource: Resource, now: string): JsonObject => {
  const facts = resource.config["facts"];
  if (!isObject(facts)) return {};
  const read = factsIn(rule.reads);
  const usage = usageOf(rule, facts, now);
  const isUsed = Object.keys(usage).length > 0;
  const beside = usageFacts(rule).filter((name) => isUsed || name !== "instances");
  const names = [...read.flatMap((name) => [name, ...(companions[name] ?? [])]), ...beside];
  const shown: JsonObject = {};
  for (const name of [...new Set([...names, ...Object.keys(usage)])].sort()) {
    const value = usage[name] ?? (Object.hasOwn(facts, name) ? facts[name] : null);
    if (value !== null && value !== undefined) shown[name] = value;
  }
  return shown;
};
