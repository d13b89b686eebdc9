import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import type { Leaf } from "../kinds/field.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";
import type { View } from "./view.ts";

/** The value of a derived field: known (null = known absence), or unknown because an input that decides it is. */
export type Derived<Value extends Json = Json> = { value: Value } | { unknown: Unknown };
export const known = <Value extends Json>(value: Value): { value: Value } => ({ value });

/** What facts need beyond the estate. */
export type FactContext = {
  /** RFC 3339. */
  now: string;
  /** Stop policies; a project without one of its own (null) has the default. */
  stop: { default: StopPolicy | null; projects: ReadonlyMap<string, StopPolicy | null> };
};

/**
 * One file of derived fields: which kinds get them, their shapes, and the pure function that derives them. Rules read them as
 * `resource.facts.<name>`.
 */
export type FactSource = {
  kinds: readonly string[];
  fields: Record<string, Leaf>;
  derive: (view: View, context: FactContext) => Record<string, Derived>;
};
