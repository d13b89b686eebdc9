import { factSources } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import type { Leaf } from "../../src/kinds/field.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { World } from "./generate.ts";

const fieldsOf = new Map(
  kinds.map(({ name }): [string, Record<string, Leaf>] => [
    name,
    Object.assign({}, ...factSources.filter((source) => source.kinds.includes(name)).map((source) => source.fields)),
  ]),
);

/** All kinds with their derived fields, as the product knows them. */
export const world: World = {
  kinds: new Map(kinds.map((kind) => [kind.name, kind])),
  factFields: (kind) => fieldsOf.get(kind) ?? {},
  shapes: allShapes(),
};
