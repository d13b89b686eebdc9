import type { Relations } from "./relation.ts";

/** What those who know no kinds need to know of one: how it relates, what its list elements are called, what exists only at run time, what is secret. */
export type Shape = {
  relations: Relations;
  /** List field -> the field that names an element. */
  elementKeys: Record<string, string>;
  /** Paths (`state`, `facts.due`) that exist only at run time. */
  runtime: readonly string[];
  /** Paths whose values are never shown. */
  secret: readonly string[];
  /** An account has it once for all regions. */
  global?: true;
};
export type Shapes = ReadonlyMap<string, Shape>;
