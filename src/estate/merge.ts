import { type Cell, cellName, isComplete } from "./cell.ts";
import type { Estate } from "./estate.ts";

/** Two looks at one cell: what both saw, and the worse of the two states. */
const both = (left: Cell, right: Cell): Cell => {
  const worse = isComplete(left) ? right : left;
  return { ...worse, seen: left.seen + right.seen };
};

const mergeCells = (cells: readonly Cell[]): Cell[] => {
  const byName = new Map<string, Cell>();
  for (const cell of cells) {
    const name = cellName(cell);
    const before = byName.get(name);
    byName.set(name, before ? both(before, cell) : cell);
  }
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
};

export type Part = { name: string; estate: Estate };

/** Several estates of one source as one. Addresses repeat from plan to plan, so each is told by its part's name. */
export const mergeEstates = ([first, ...rest]: readonly [Part, ...Part[]]): Estate => {
  if (rest.length === 0) return first.estate;
  const parts = [first, ...rest];
  return {
    ...first.estate,
    resources: parts
      .flatMap(({ name, estate }) => estate.resources.map((resource) => ({ ...resource, id: `${name}:${resource.id}` })))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    coverage: mergeCells(parts.flatMap(({ estate }) => estate.coverage)),
  };
};
