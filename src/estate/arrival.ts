import type { Cell } from "./cell.ts";
import type { Estate, Resource } from "./estate.ts";

/**
 * An estate as it comes in, so that nobody needs to hold all of it. `closed`: every account and region of the kind has been looked
 * at as far as it could be, and no resource of it follows.
 */
export type Arrival =
  { type: "resources"; kind: string; resources: readonly Resource[] } | { type: "closed"; kind: string; cells: readonly Cell[] };

/** An estate that is there already, as if it came in: one way of judging serves files, plans and what is live. */
export const arrivalsOf = ({ resources, coverage }: Pick<Estate, "resources" | "coverage">): Arrival[] => {
  const byKind = Map.groupBy(resources, ({ kind }) => kind);
  const cells = Map.groupBy(coverage, ({ kind }) => kind);
  return [...new Set([...byKind.keys(), ...cells.keys()])].flatMap((kind): Arrival[] => [
    { type: "resources", kind, resources: byKind.get(kind) ?? [] },
    { type: "closed", kind, cells: cells.get(kind) ?? [] },
  ]);
};
