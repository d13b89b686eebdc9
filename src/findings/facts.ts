import type { Resource } from "../estate/estate.ts";
import { isObject, type JsonObject } from "../estate/json.ts";
import { usageFacts, usageOf, type Uses } from "./usage.ts";

/** When something is due says little without since when it runs, and whose stop time that is. */
const companions: Record<string, readonly string[]> = { due: ["runningSince", "source"] };

const factsIn = (reads: Uses["reads"]): string[] =>
  reads.filter((path) => path.startsWith("facts.")).map((path) => path.slice("facts.".length).replace(/[.[].*$/, ""));

/** The names to show of whatever uses nothing, in order. By what rules read: there are a hundred rules, and findings by the hundred thousand. */
const namesRead = new WeakMap<Uses["reads"], readonly string[]>();

const namesFor = (rule: Uses): readonly string[] => {
  const known = namesRead.get(rule.reads);
  if (known) return known;
  const read = factsIn(rule.reads).flatMap((name) => [name, ...(companions[name] ?? [])]);
  const names = [...new Set([...read, ...usageFacts(rule).filter((name) => name !== "instances")])].sort();
  namesRead.set(rule.reads, names);
  return names;
};

/** The derived values that a rule read of a resource, and what it uses where it runs on: known ones, by name. */
export const shownFacts = (rule: Uses, resource: Resource, now: string): JsonObject => {
  const facts = resource.config["facts"];
  if (!isObject(facts)) return {};
  const usage = usageOf(rule, facts, now);
  const used = Object.keys(usage);
  const names = used.length > 0 ? [...new Set([...namesFor(rule), ...usageFacts(rule), ...used])].sort() : namesFor(rule);
  const shown: JsonObject = {};
  for (const name of names) {
    const value = usage[name] ?? (Object.hasOwn(facts, name) ? facts[name] : null);
    if (value !== null && value !== undefined) shown[name] = value;
  }
  return shown;
};
