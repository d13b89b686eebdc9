import type { Field, Leaf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import type { World } from "./input-schema.ts";

/** Where a path of a rule leads: a field, a tag, a question of presence, or nowhere. */
export type Place = { field: Field } | { tag: string } | { presence: string } | { relation: string } | undefined;

const withinElements = (kind: Kind, list: string, [name, ...rest]: readonly string[], world: World): Place => {
  const field = kind.fields[list];
  if (name === undefined || field?.shape !== "elements") return undefined;
  const relation = kind.relations[`${list}[*].${name}`];
  if (relation) return placeOf(relation.to, rest, world);
  const leaf = field.fields[name === "has" ? (rest[0] ?? "") : name];
  return leaf ? { field: leaf } : undefined;
};

const factOf = (facts: Record<string, Leaf>, name: string | undefined): Place => {
  const field = name === undefined ? undefined : facts[name];
  return field ? { field } : undefined;
};

/** Follows the steps of a read path or of an evidence path, without indices and list marks, from a kind through its relations. */
export function placeOf(kindName: string, path: readonly string[], world: World): Place {
  const kind = world.kinds.get(kindName);
  const [name, ...rest] = path;
  if (!kind) return undefined;
  if (name === undefined) return { relation: kindName };
  if (name === "tags") return { tag: rest[0] ?? "*" };
  if (name === "missing") return { presence: name };
  if (name === "has") return rest[0] !== undefined && kind.fields[rest[0]] ? { presence: rest[0] } : undefined;
  if (name === "facts") return factOf(world.facts(kindName), rest[0]);
  const relation = kind.relations[name];
  if (relation) return placeOf(relation.to, rest, world);
  const field = kind.fields[name];
  if (field?.shape === "elements" && rest.length > 0) return withinElements(kind, name, rest, world);
  return field && rest.length === 0 ? { field } : undefined;
}

/** `containers[*].image` as its names alone. */
export const namesOf = (read: string): string[] => read.replaceAll(/\[(\*|all)\]/g, "").split(".");
