import type { Cell, CellState, Phase } from "../estate/cell.ts";
import { cellStateOf, type Failure } from "./failure.ts";

/** What became of one phase: of how many something came, of how many something did not, and why, by state with the first words in the order of the alphabet. */
export type Tally = { total: number; seen: number; failed: number; failures: Map<CellState, string> };

export type Visit = { failures: readonly Failure[]; came: boolean };

export const newTally = (): Tally => ({ total: 0, seen: 0, failed: 0, failures: new Map() });

export const fail = (tally: Tally, failure: Failure): void => {
  const state = cellStateOf(failure);
  const before = tally.failures.get(state);
  if (before === undefined || failure.detail < before) tally.failures.set(state, failure.detail);
};

/** One resource was visited: what was refused of it, and whether anything came all the same. */
export const visited = (tally: Tally, { failures, came }: Visit): void => {
  tally.total += 1;
  tally.seen += Number(came);
  tally.failed += Number(failures.length > 0);
  failures.forEach((failure) => fail(tally, failure));
};

// Only a whole list can say that the region has no such thing; a resource that was listed is there.
const ofOne: Partial<Record<CellState, CellState>> = { "unsupported-in-region": "error", "region-disabled": "error" };

type Where = Pick<Cell, "account" | "region" | "kind">;
const cell = (where: Where, phase: Phase, rest: { state: CellState; seen: number; detail?: string }): Cell => ({
  ...where,
  phase,
  ...rest,
});

/** `bounds`: what it was kept to on purpose. Within them it is complete. */
export const listCell = (where: Where, tally: Tally, bounds: readonly string[] = []): Cell => {
  const [failure] = tally.failures;
  const words = [...(failure ? [failure[1]] : []), ...bounds].join("; ");
  const detail = words === "" ? {} : { detail: words };
  if (!failure) return cell(where, "list", { state: "complete", seen: tally.seen, ...detail });
  return cell(where, "list", { state: tally.seen > 0 ? "partial" : failure[0], seen: tally.seen, ...detail });
};

/** The cell of a phase that visits each resource that was listed. */
export const visitCell = (where: Where, phase: "describe" | "tags", tallies: { list: Cell; visits: Tally }): Cell => {
  const { list, visits } = tallies;
  if (list.seen === 0 && list.state !== "complete") {
    const isSettled = list.state === "unsupported-in-region" || list.state === "region-disabled";
    return cell(
      where,
      phase,
      isSettled
        ? { state: list.state, seen: 0, detail: list.detail ?? "" }
        : { state: "not-reached", seen: 0, detail: `not listed: ${list.detail}` },
    );
  }
  const details = [...visits.failures].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const [first] = details;
  if (!first) return cell(where, phase, { state: "complete", seen: visits.seen });
  const words = details.map(([, detail]) => detail).join("; ");
  if (visits.seen > 0 || details.length > 1)
    return cell(where, phase, { state: "partial", seen: visits.seen, detail: `${visits.failed} of ${visits.total}: ${words}` });
  return cell(where, phase, { state: ofOne[first[0]] ?? first[0], seen: 0, detail: words });
};
