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
export type Unknown = { reason: UnknownReason; detail: string; set?: boolean };

/** Keyed by JSON Pointer into `config`: `/containers/1/image`, `/tags/project`; `/containers/-` = more elements may follow. */
export type Unknowns = Record<string, Unknown>;
