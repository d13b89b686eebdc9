import { cellName } from "../estate/cell.ts";
import type { Estate } from "../estate/estate.ts";
import { gapsOf } from "./gaps.ts";
import { matches } from "../estate/pattern.ts";
import type { Notice } from "./report.ts";

const cells = (count: number): string => (count === 1 ? "1 cell" : `${count} cells`);

/** A gap that was allowed stays a gap: every reader of the report is told by which word the run may end well all the same. */
export const allowedNotices = (estate: Pick<Estate, "source" | "coverage">, patterns: readonly string[]): Notice[] => {
  const gaps = gapsOf(estate).map(cellName);
  return patterns.map((pattern): Notice => {
    const count = gaps.filter((name) => matches(pattern, name)).length;
    return count > 0
      ? {
          level: "warning",
          code: "incomplete-allowed",
          message: `${cells(count)} not seen completely may stay so, as --allow-incomplete ${pattern} says. Nothing is said of what is in them.`,
        }
      : {
          level: "note",
          code: "incomplete-allowed-unused",
          message: `--allow-incomplete ${pattern} allowed nothing in this run: no gap has such a name.`,
        };
  });
};
