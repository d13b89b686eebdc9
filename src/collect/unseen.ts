import type { Cell, Phase } from "../estate/cell.ts";
import { globalRegion } from "../estate/relation.ts";
import { cellStateOf, type Failure } from "./failure.ts";
import type { Account } from "./open-account.ts";
import type { KindPlan } from "./plan.ts";

/** The phases in which a kind is read. */
export const phasesOf = ({ kind, documents, tags }: KindPlan): Phase[] => [
  "list",
  ...(documents === "list" ? [] : ["describe" as const]),
  ...(kind.tags.from === "operation" && tags !== "unwanted" ? ["tags" as const] : []),
];

const isOff: Failure = { type: "region-disabled", detail: "the region is switched off in this account" };

/** The cells of what nobody looks at: all of an account that nobody gets into, and regions that are switched off. */
export const unseenCells = (plan: KindPlan, one: Account): Cell[] => {
  const cellsIn = (region: string, failure: Failure): Cell[] =>
    phasesOf(plan).map((phase) => ({
      account: one.account,
      region,
      kind: plan.kind.name,
      phase,
      state: cellStateOf(failure),
      seen: 0,
      detail: failure.detail,
    }));
  // What is global is one for the account, and in no region that could be off.
  const regions = plan.kind.global ? [globalRegion] : one.regions;
  return [
    ...(one.state === "refused" ? regions.flatMap((region) => cellsIn(region, one.failure)) : []),
    ...(plan.kind.global ? [] : one.off.flatMap((region) => cellsIn(region, isOff))),
  ];
};
