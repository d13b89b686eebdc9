import type { Arrival } from "../estate/arrival.ts";
import { type Cell, cellName } from "../estate/cell.ts";
import { type Estate, estateFormat, type Resource } from "../estate/estate.ts";

const byText = <Item>(items: readonly Item[], text: (item: Item) => string): Item[] =>
  items
    .map((item) => ({ item, key: text(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);

/** Keeps all that arrives, for those who want an estate as a whole. */
export const gatherEstate = (): { take: (arrival: Arrival) => Promise<void>; estate: (collectedAt: string) => Estate } => {
  const resources: Resource[] = [];
  const coverage: Cell[] = [];
  return {
    take: async (arrival) => {
      if (arrival.type === "closed") coverage.push(...arrival.cells);
      else resources.push(...arrival.resources);
    },
    estate: (collectedAt) => ({
      format: estateFormat,
      source: "live",
      collectedAt,
      resources: byText(resources, ({ id }) => id),
      coverage: byText(coverage, cellName),
    }),
  };
};
