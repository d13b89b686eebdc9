import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";

/** The value of a derived field: known (null = known absence), or unknown because an input that decides it is. */
export type Derived<Value extends Json = Json> = { value: Value } | { unknown: Unknown };
export const known = <Value extends Json>(value: Value): { value: Value } => ({ value });
