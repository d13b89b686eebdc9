import { type Cell, cellName, type CellState } from "../src/estate/cell.ts";
import { counted } from "./headline.ts";

/** Cells that were not seen for the same reason. `name` has a star wherever they differ. */
export type GapGroup = { name: string; state: CellState; detail: string };

/** So many can be read one by one. */
const few = 40;

const parts = ["account", "region", "kind", "phase"] as const;

const oneOrStar = (cells: readonly Cell[], part: (typeof parts)[number]): string => {
  const values = new Set(cells.map((cell) => cell[part]));
  const [value = "*"] = values;
  return values.size === 1 ? value : "*";
};

const together = (cells: readonly Cell[]): GapGroup[] => {
  const [first] = cells;
  if (!first) return [];
  if (cells.length === 1) return [{ name: cellName(first), state: first.state, detail: first.detail ?? "" }];
  const places = new Set(cells.map(({ account, region }) => `${account}/${region}`)).size;
  const accounts = new Set(cells.map(({ account }) => account)).size;
  const many = `${counted(cells.length, "cell")} in ${accounts > 1 ? `${counted(accounts, "account")}, ` : ""}${counted(places, "place")}`;
  const name = parts.map((part) => oneOrStar(cells, part)).join("/");
  return [{ name, state: first.state, detail: first.detail === undefined ? many : `${first.detail} (${many})` }];
};

/** All gaps, however many: each by itself, or, where they are too many to be read, those of one reason as one. The JSON report has each. */
export const gapGroups = (gaps: readonly Cell[]): GapGroup[] => {
  if (gaps.length <= few) return gaps.flatMap((gap) => together([gap]));
  const byReason = Map.groupBy(gaps, ({ state, detail = "" }) => `${state} ${detail}`);
  return [...byReason.values()]
    .flatMap(together)
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.detail < b.detail ? -1 : 1));
};
