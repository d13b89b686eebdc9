/** One square of the map of what was looked at: an account, a region, a kind and a phase of collecting it. */
export const cellStates = [
  "complete",
  "partial",
  "denied",
  "unsupported-in-region",
  "region-disabled",
  "throttled-out",
  "credentials-expired",
  "error",
  "skipped-by-configuration",
  "not-reached",
] as const;
export type CellState = (typeof cellStates)[number];
export const phases = ["list", "describe", "tags", "dependency"] as const;
export type Phase = (typeof phases)[number];

export type Cell = {
  account: string;
  region: string;
  kind: string;
  phase: Phase;
  state: CellState;
  /** How many resources this phase saw. */
  seen: number;
  /** The operation that failed and what AWS answered, where the state needs a reason. */
  detail?: string;
};

/** The region has no such thing, or nobody asked: the cell is empty, and that is known. */
const settled: readonly CellState[] = ["complete", "unsupported-in-region", "region-disabled"];
export const isComplete = (cell: Cell): boolean => settled.includes(cell.state);

/** A cell that was left out on purpose is a gap to rules, but no failure of the scan. */
export const isGap = (cell: Cell): boolean => !isComplete(cell) && cell.state !== "skipped-by-configuration";

/** `account/region/kind/phase`, as `--allow-incomplete` and the reports name a cell. */
export const cellName = (cell: Pick<Cell, "account" | "region" | "kind" | "phase">): string =>
  `${cell.account}/${cell.region}/${cell.kind}/${cell.phase}`;
