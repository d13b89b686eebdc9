import type { Json, JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import type { Leaf } from "../kinds/field.ts";

/** The value of a derived field: known (null = known absence), or unknown because an input that decides it is. */
export type Derived = { value: Json } | { unknown: Unknown };
export const known = (value: Json): Derived => ({ value });

/**
 * One file of derived fields: which kinds get them, their shapes, and the pure function that derives them. Rules read them as
 * `resource.facts.<name>`. `View` is what facts may ask of the estate.
 */
export type FactSource<View> = {
  kinds: readonly string[];
  fields: Record<string, Leaf>;
  derive: (view: View) => Record<string, Derived>;
};

export type FactValues = { facts: JsonObject; unknown: Record<string, Unknown> };
