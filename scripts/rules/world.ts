import { factSources } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { FactFields, World } from "./input-schema.ts";

const factFields: FactFields = (kind) =>
  Object.assign({}, ...factSources.filter((source) => source.kinds.includes(kind)).map(({ fields }) => fields));

export const world: World = { kinds: new Map(kinds.map((kind) => [kind.name, kind])), facts: factFields };

export const shapes = allShapes();
