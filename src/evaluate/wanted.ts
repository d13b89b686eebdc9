import { isObject, type JsonObject } from "../estate/json.ts";
import type { Shapes } from "../estate/shape.ts";
import type { Wanted } from "../estate/wanted.ts";
import { relationAt } from "./needs.ts";
import { onKind } from "./on-kind.ts";
import { type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";

/** What a derived field is derived from: kind -> fields. */
export type FactReads = (kind: string, fact: string) => Readonly<Record<string, readonly string[]>>;

type World = { shapes: Shapes; factReads: FactReads; parameters: JsonObject; found: Map<string, Found> };
type Found = { fields: Set<string>; tags: boolean; tagKeys: Set<string> };

const foundOf = ({ found }: World, kind: string): Found => {
  const known = found.get(kind) ?? { fields: new Set(), tags: false, tagKeys: new Set() };
  found.set(kind, known);
  return known;
};

const noteField = (world: World, kind: string, path: string): void => {
  const [name = path, below] = path.split(".");
  if (name === "facts") {
    for (const [other, fields] of Object.entries(world.factReads(kind, below ?? "")))
      for (const field of fields) noteField(world, other, field);
  } else if (name === "tags") foundOf(world, kind).tags = true;
  else foundOf(world, kind).fields.add(name);
};

/** A rule that reads all tags at once looks for those that its parameters name. */
const keysIn = (parameters: JsonObject): string[] =>
  Object.values(parameters).flatMap((value) => (isObject(value) ? Object.keys(value) : []));

const noteTags = (world: World, kind: string, below: ReadTree): void => {
  const found = foundOf(world, kind);
  found.tags = true;
  for (const key of below.below.size > 0 ? below.below.keys() : keysIn(world.parameters)) found.tagKeys.add(key);
};

type Place = { kind: string; within: string };

const walk = (place: Place, tree: ReadTree, world: World): void => {
  const { kind, within } = place;
  for (const [name, below] of tree.below) {
    const relation = relationAt(kind, within + name, world.shapes);
    if (relation) {
      if (within === "") for (const own of Object.keys(relation.on)) noteField(world, kind, own);
      for (const target of Object.values(relation.on)) noteField(world, relation.to, target);
      walk({ kind: relation.to, within: "" }, below, world);
    } else if (within !== "") walk({ kind, within: `${within}${name}.` }, below, world);
    else if (name === "has") for (const field of below.below.keys()) noteField(world, kind, field);
    else if (name === "tags" || name === "unknownTags") noteTags(world, kind, below);
    else if (name === "facts") for (const fact of below.below.keys()) noteField(world, kind, `facts.${fact}`);
    else if (name !== "missing") {
      noteField(world, kind, name);
      walk({ kind, within: `${name}.` }, below, world);
    }
  }
};

/** What rules read of each kind: by themselves, through relations, and through derived fields. */
export const wantedByRules = (
  chosen: readonly { rule: Pick<Rule, "kinds" | "reads" | "partReads">; parameters: JsonObject }[],
  { shapes, factReads }: Pick<World, "shapes" | "factReads">,
): Wanted => {
  const found = new Map<string, Found>();
  for (const { rule, parameters } of chosen) {
    const world: World = { shapes, factReads, parameters, found };
    for (const kind of rule.kinds) {
      foundOf(world, kind);
      walk({ kind, within: "" }, readTree(onKind(rule, kind).reads), world);
    }
  }
  return found;
};
