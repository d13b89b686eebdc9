/**
 * Why a value is not known. `set: true` on an unknown means: present, value unknown (a key that only exists after apply);
 * rules ask for that as `has.<field>`.
 */
export const unknownReasons = [
  "denied",
  "throttled-out",
  "credentials-expired",
  "error",
  "known-after-apply",
  "unresolved",
  "sensitive",
  "malformed",
  "not-given",
  "not-collected",
  "unmatched",
  "too-large",
] as const;
export type UnknownReason = (typeof unknownReasons)[number];
export type Unknown = {
  reason: UnknownReason;
  detail: string;
  set?: boolean;
  /** Unknown values with the same token are equal: a reference, and what it refers to. Joins may use it; nobody shows it. */
  same?: string;
};

/** Keyed by JSON Pointer into `config`: `/containers/1/image`, `/tags/project`; `/containers/-` = more elements may follow. */
export type Unknowns = Record<string, Unknown>;
