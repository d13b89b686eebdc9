import type { Relation } from "../estate/relation.ts";
import type { Shapes } from "../estate/shape.ts";
import type { Needs } from "../estate/turns.ts";
import { type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";

type Fields = Map<string, Set<string>>;

const note = (fields: Fields, kind: string, paths: readonly string[]): void => {
  const known = fields.get(kind) ?? new Set();
  fields.set(kind, known);
  // What lies within a field is kept with it.
  for (const path of paths) known.add(path.split(".")[0] ?? path);
};

const fieldsOf = (name: string, below: ReadTree): string[] => {
  if (name === "has") return [...below.below.keys()];
  return [name === "unknownTags" ? "tags" : name];
};

/** Relations by where rules find them: `variants.model`. Whether a list lies in between makes no difference to what is looked at. */
export const relationAt = (kind: string, path: string, shapes: Shapes): Relation | undefined =>
  Object.entries(shapes.get(kind)?.relations ?? {}).find(([name]) => name.replaceAll("[*]", "") === path)?.[1];

type Place = {
  kind: string;
  /** Within the resource: nothing, or fields, each with a dot behind it. */
  within: string;
  /** Whether a relation led here, so that what is read here must be kept. */
  related: boolean;
};

/** Follows every relation below a place: which kinds are reached, and what is asked of them. */
const follow = (place: Place, tree: ReadTree, world: { shapes: Shapes; fields: Fields }): void => {
  const { kind, within, related } = place;
  for (const [name, below] of tree.below) {
    const relation = relationAt(kind, within + name, world.shapes);
    if (related && within === "") note(world.fields, kind, relation ? Object.keys(relation.on) : fieldsOf(name, below));
    if (relation) note(world.fields, relation.to, Object.values(relation.on));
    follow(relation ? { kind: relation.to, within: "", related: true } : { ...place, within: `${within}${name}.` }, below, world);
  }
};

/** Which kinds the rules of a kind look at through relations, and which of their fields. */
export const relationNeeds = (rulesOf: (kind: string) => readonly Rule[], shapes: Shapes): Needs =>
  new Map(
    [...shapes.keys()].map((kind) => {
      const fields: Fields = new Map();
      follow({ kind, within: "", related: false }, readTree(rulesOf(kind).flatMap((rule) => rule.reads)), { shapes, fields });
      return [kind, fields];
    }),
  );
