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

/** Follows every relation below a place: which kinds are reached, and what is asked of them. `list`: the place as relations name it. */
const follow = (at: { kind: string; list: string; reached: boolean }, tree: ReadTree, world: { shapes: Shapes; fields: Fields }): void => {
  const { kind, list, reached } = at;
  for (const [name, below] of tree.below) {
    const relation = world.shapes.get(kind)?.relations[list + name];
    if (relation) {
      if (reached && list === "") note(world.fields, kind, Object.keys(relation.on));
      note(world.fields, relation.to, Object.values(relation.on));
      follow({ kind: relation.to, list: "", reached: true }, below, world);
      continue;
    }
    if (reached && list === "")
      note(world.fields, kind, name === "has" ? [...below.below.keys()] : [name === "unknownTags" ? "tags" : name]);
    follow({ ...at, list: `${list}${name}${below.list ? "[*]" : ""}.` }, below, world);
  }
};

/** Which kinds the rules of a kind look at through relations, and which of their fields. */
export const relationNeeds = (rulesOf: (kind: string) => readonly Rule[], shapes: Shapes): Needs =>
  new Map(
    [...shapes.keys()].map((kind) => {
      const fields: Fields = new Map();
      follow({ kind, list: "", reached: false }, readTree(rulesOf(kind).flatMap((rule) => rule.reads)), { shapes, fields });
      return [kind, fields];
    }),
  );
