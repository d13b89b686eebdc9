import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Relations } from "../estate/relation.ts";
import type { Shape } from "../estate/shape.ts";
import type { ReadTree } from "./read-path.ts";

/**
 * All that a tree of reads sees of a resource, in one text: where two give the same, their projections are the same and nothing in them is hidden.
 * Undefined: something may be hidden, or not said at all, or lie with others. It costs little beside a projection.
 */
export type Glance = (resource: Resource, hidden: readonly string[]) => string | undefined;

/** Derived values are hidden one by one, and the others are not the less known for it. */
const derived = "facts";

/** By which names the hidden parts of a resource are asked for: those of its fields, and of single derived ones. */
export const hiddenNames = ({ unknown }: Resource): readonly string[] => {
  const names: string[] = [];
  for (const pointer in unknown) {
    const first = pointer.indexOf("/", 1);
    const isDerived = first > 0 && pointer.startsWith(derived, 1) && first === derived.length + 1;
    const end = isDerived ? pointer.indexOf("/", first + 1) : first;
    names.push(pointer.slice(1, end < 0 ? undefined : end));
  }
  return names;
};

/** The names that a tree asks for, or of which it asks whether they are there. */
const namesIn = (tree: ReadTree): string[] =>
  [...tree.below].flatMap(([name, inside]) => (name === "has" ? [...inside.below.keys()] : [name]));

const namesRead = (tree: ReadTree): ReadonlySet<string> => {
  const facts = tree.below.get(derived);
  return new Set([...namesIn(tree), ...(facts ? namesIn(facts).map((fact) => `${derived}/${fact}`) : [])]);
};

const leadsToOthers = (tree: ReadTree, relations: Relations, path = ""): boolean =>
  [...tree.below].some(
    ([name, inside]) =>
      relations[path + name] !== undefined ||
      leadsToOthers(inside, relations, `${path}${name}.`) ||
      leadsToOthers(inside, relations, `${path}${name}[*].`),
  );

/** With their lengths, so that no two rows of values make one text. */
const ofText = (text: string): string => `${text.length}"${text}`;

const ofValue = (value: Json | undefined, tree: ReadTree): string | undefined => {
  if (typeof value === "string") return ofText(value);
  if (Array.isArray(value)) return ofList(value, tree);
  if (isObject(value)) return ofFields(value, tree);
  return value === undefined ? undefined : `${String(value)},`;
};

function ofList(items: readonly Json[], tree: ReadTree): string | undefined {
  let text = `[${items.length},`;
  for (const item of items) {
    const said = isObject(item) ? ofFields(item, tree) : ofText(JSON.stringify(item));
    if (said === undefined) return undefined;
    text += said;
  }
  return text;
}

const isThere = (value: Json): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

const ofHas = (holder: JsonObject, tree: ReadTree): string | undefined => {
  let text = "";
  for (const name of tree.below.keys()) {
    const value = holder[name];
    if (value === undefined) return undefined;
    text += isThere(value) ? "y" : "n";
  }
  return text;
};

function ofFields(holder: JsonObject, tree: ReadTree): string | undefined {
  let text = "{";
  for (const [name, inside] of tree.below) {
    const said = name === "has" ? ofHas(holder, inside) : name === "missing" ? "" : ofValue(holder[name], inside);
    if (said === undefined) return undefined;
    text += said;
  }
  return text;
}

/** How to look at resources of a kind. Undefined: what others are decides, or tags, in which no two are alike. */
export const glanceBy = (tree: ReadTree, shape: Shape | undefined): Glance | undefined => {
  if (!shape || tree.below.has("tags") || tree.below.has("unknownTags") || leadsToOthers(tree, shape.relations)) return undefined;
  const read = namesRead(tree);
  return ({ config }, hidden) => {
    for (const name of hidden) if (read.has(name)) return undefined;
    return ofFields(config, tree);
  };
};
