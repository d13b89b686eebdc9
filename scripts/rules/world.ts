import { factSources } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { FactFields, World } from "./input-schema.ts";

const factFields: FactFields = (kind) =>
  Object.fromEntries(factSources.filter((source) => source.kinds.includes(kind)).flatMap(({ fields }) => Object.entries(fields)));

export const world: World = { kinds: new Map(kinds.map((kind) => [kind.name, kind])), facts: factFields };

export const shapes = allShapes();
