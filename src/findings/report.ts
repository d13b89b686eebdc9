import type { Cell } from "../estate/cell.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Position, Source } from "../estate/estate.ts";
import type { RuleEntry, Severity } from "../evaluate/rule.ts";
import type { Evidence, Open, VerdictWord } from "../evaluate/verdict.ts";

export const reportFormat = "sagewarden/report@1";

/** What a report says of a resource: enough to find it and its people, and the verdict of every rule that judged it. */
export type ReportedResource = {
  id: string;
  kind: string;
  name: string;
  arn: string | null;
  account: string;
  region: string;
  createdAt: string | null;
  /** What is planned on a report's word is done only while this is so. */
  modifiedAt: string | null;
  state: string | null;
  project: string | null;
  user: string | null;
  position?: Position;
  /** rule id -> verdict; rules that do not concern the kind are left out. */
  verdicts: Record<string, VerdictWord>;
};

/** A verdict that somebody should look at: fail, unknown or exempt. */
export type Finding = {
  /** Stable over scans: from rule, identity and evidence keys; never from indices, lines or time. */
  fingerprint: string;
  rule: string;
  verdict: "fail" | "unknown" | "exempt";
  severity: Severity;
  /** The resource's id; `resources` has the rest. */
  resource: string;
  title: string;
  /** One sentence about this resource. */
  message: string;
  evidence: readonly Evidence[];
  /** Which reads were unknown, and why. */
  open: readonly Open[];
  /** How overdue, since when, and other facts worth showing. */
  facts: JsonObject;
  position?: Position;
  waiver?: { id: string; reason: string; owner: string; expires: string; origin: string };
};

export type ReportedRule = Pick<
  RuleEntry,
  "id" | "title" | "family" | "kinds" | "severity" | "why" | "fix" | "fixable" | "controls" | "remedy" | "given"
> & {
  parameters: JsonObject;
  counts: Record<VerdictWord, number>;
};

/** Something about the configuration of the scan itself: an expired exception fails, an unused one is only told. */
export type Notice = { level: "error" | "warning" | "note"; code: string; message: string; where?: string };

export type Summary = {
  resources: number;
  verdicts: Record<VerdictWord, number>;
  /** Fails only, by severity. */
  severities: Record<Severity, number>;
  cells: { total: number; complete: number; gaps: number };
};

export type Report = {
  format: typeof reportFormat;
  tool: { name: "sagewarden"; version: string; policy: string };
  source: Source;
  /** Where it came from, in words: a file, accounts and regions. */
  target: string;
  /** The clock of the judgement, RFC 3339 UTC. */
  now: string;
  collectedAt: string | null;
  profile: string;
  summary: Summary;
  findings: Finding[];
  resources: ReportedResource[];
  rules: ReportedRule[];
  coverage: Cell[];
  notices: Notice[];
  /** API calls of a live scan, by operation. */
  calls?: Record<string, number>;
};
