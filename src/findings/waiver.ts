import type { Scope } from "../estate/scope.ts";

/**
 * The one waiver model: exceptions, baselines and inline suppressions are waivers that differ in origin. A waiver covers a rule
 * or one finding (its fingerprint), within a scope; it has a reason, an owner and an end.
 */
export type Waiver = {
  id: string;
  rule?: string;
  finding?: string;
  scope: Scope;
  reason: string;
  owner: string;
  /** RFC 3339 date or instant; from then on it covers nothing and is itself a finding. */
  expires: string;
  origin: "configuration" | "baseline" | "inline";
  position?: { file: string; line: number };
};
