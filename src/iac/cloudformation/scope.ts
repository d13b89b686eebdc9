import type { Json, JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { Value } from "./value.ts";

/** A condition holds, does not, or nobody can tell for this reason. */
export type Truth = boolean | Unknown;

/** A resource as it is written: in `Resources`, made by a loop, or included. */
export type Written = {
  type: string;
  properties: Json;
  body: JsonObject;
  /** The member of `Resources` by which it was written. */
  from: string;
};

/** All that the functions of a template may ask for. */
export type Scope = {
  /** Parameters and pseudo parameters; undefined: there is none of this name. */
  parameter: (name: string) => Value | undefined;
  condition: (name: string) => Truth;
  mapping: (name: string) => Json | undefined;
  resource: (id: string) => Written | undefined;
  /** What a nested stack gives out, if its template was read. */
  output: (id: string, name: string) => Value | undefined;
  /** The content of a file beside the template, parsed. */
  included: (location: string) => Json | undefined;
  /** What stands before the ids of this template's resources: those of another are others. */
  prefix: string;
  /** Counts what is evaluated, and refuses what grows without end. */
  spend: () => void;
};

/** The value exists, and only the deployment knows it. */
export const atDeployment = (detail: string, more: Pick<Unknown, "same"> = {}): Unknown => ({
  reason: "known-after-apply",
  detail,
  set: true,
  ...more,
});

/** The template cannot say it, or somebody did not. */
export const unresolved = (detail: string): Unknown => ({ reason: "unresolved", detail });
