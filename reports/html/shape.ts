/** What the page carries for its script: rows without names of columns, as there may be a hundred thousand of them. */
export const severityNames = ["critical", "high", "medium", "low", "info"] as const;
export const verdictNames = ["fail", "unknown", "exempt"] as const;
export type SeverityName = (typeof severityNames)[number];
export type VerdictName = (typeof verdictNames)[number];

export type PackedRule = {
  id: string;
  title: string;
  family: string;
  why: string;
  fixable: string;
  remedy: string | null;
  /** Title and lines. */
  fixes: [string, string[]][];
  /** Framework, id, link. */
  controls: [string, string, string | null][];
};

export type PackedResource = {
  id: string;
  name: string;
  kind: string;
  account: string;
  region: string;
  state: string | null;
  project: string | null;
  user: string | null;
  createdAt: string | null;
  place: string | null;
};

export type PackedWaiver = { id: string; reason: string; owner: string; expires: string };

/** fingerprint, rule, resource, severity, verdict, message, evidence, open, facts, waiver: numbers are indices. */
export type PackedFinding = [
  string,
  number,
  number,
  number,
  number,
  string,
  [key: string, value: string][],
  [path: string, reason: string, detail: string][],
  [label: string, value: string][],
  PackedWaiver | null,
];

export type Packed = { rules: PackedRule[]; resources: PackedResource[]; findings: PackedFinding[] };
