import type { Derived } from "./derived.ts";
import type { Leaf } from "../kinds/field.ts";
import type { SchedulerRow } from "../schedule/mlspace.ts";
import type { StopPolicies } from "../schedule/stop-policy.ts";
import type { View } from "./view.ts";

/** What facts need beyond the estate. */
export type FactContext = {
  /** RFC 3339. */
  now: string;
  /** With MLSpace's scheduler, where its rows are known. */
  stop: StopPolicies & { rows?: readonly SchedulerRow[] | null };
};

/**
 * One file of derived fields: which kinds get them, their shapes, and the pure function that derives them. Rules read them as
 * `resource.facts.<name>`.
 */
export type FactSource = {
  kinds: readonly string[];
  /** What the function reads of the resource itself, by its kind: nobody collects more for its sake. */
  reads: Readonly<Record<string, readonly string[]>>;
  /** Other kinds that the function looks at, and their fields: it sees no others of theirs, and runs when these kinds are complete. */
  looksAt: Readonly<Record<string, readonly string[]>>;
  fields: Record<string, Leaf>;
  derive: (view: View, context: FactContext) => Record<string, Derived>;
};
