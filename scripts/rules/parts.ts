import { Problem } from "../../src/estate/problem.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import type { World } from "./input-schema.ts";
import { policyFile } from "./policy-file.ts";

type Entry = Pick<RuleEntry, "id" | "family" | "parts">;

/** What an element of a list brings: its fields, and the relations that start at it. The owner's fields of these names are hidden from the rule. */
export const partNames = (kindName: string, list: string, { kinds }: World): string[] => {
  const kind = kinds.get(kindName);
  const field = kind?.fields[list];
  if (kind === undefined || field?.shape !== "elements") return [];
  const from = `${list}[*].`;
  const relations = Object.keys(kind.relations).filter((name) => name.startsWith(from));
  return [...Object.keys(field.fields), ...relations.map((name) => name.slice(from.length))].sort();
};

/**
 * Where a path of the rule leads on a kind: as it stands, or below each list whose elements are asked. Only of the element can be
 * asked what is present: of the owner `has` says nothing there.
 */
export const placesOn = (entry: Entry, kind: string, path: readonly string[], world: World): string[][] => {
  const lists = entry.parts?.[kind];
  if (lists === undefined) return [[...path]];
  const [first = "", second = ""] = path;
  const own = lists.filter((list) => partNames(kind, list, world).includes(first === "has" ? second : first));
  if (own.length === 0 && first !== "has") return [[...path]];
  if (own.length < lists.length)
    throw new Problem({
      code: "catalogue-invalid",
      what: `The rule ${entry.id} reads ${path.join(".")}, which not every element of ${kind} has that it is asked of.`,
      where: policyFile(entry),
      todo: "Name a field that all of them have.",
    });
  return own.map((list) => [list, ...path]);
};

/** The reads of a rule on a kind, with their marks: each element may convict alone. */
export const readsOn = (entry: Entry, kind: string, read: string, world: World): string[] => {
  const names = read.replaceAll(/\[(\*|all)\]/g, "").split(".");
  return placesOn(entry, kind, names, world).map((place) => (place.length === names.length ? read : `${place[0]}[*].${read}`));
};
