import type { JsonObject } from "../estate/json.ts";
import type { Severity } from "../evaluate/rule.ts";
import type { Waiver } from "../findings/waiver.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";

export type Project = {
  name: string;
  owner: string;
  /** The owner is always one of them. */
  members: string[];
  /** null: the estate's default, if there is one. */
  stop: StopPolicy | null;
};

export type RuleSetting = { enabled?: boolean; severity?: Severity; parameters?: JsonObject };

/** What the stop workflow may do while nobody looks. */
export type StandingApproval = {
  verbs: string[];
  kinds: string[];
  projects: string[];
  maxActs: number;
  approvedBy: string;
  /** RFC 3339 date or instant; from then on it allows nothing. */
  expires: string;
};

export type Remediation = {
  /** Acts in one plan; 0 means none. */
  maxActs: number;
  /** Share of the resources of a kind that one plan may act on; 0 means none. */
  maxPercent: number;
  /** null: nothing happens unattended. */
  standingApproval: StandingApproval | null;
};

/** sagewarden.yaml after validation and normalisation: every default filled in. */
export type Config = {
  /** The file it came from; null: built-in defaults. */
  file: string | null;
  profile: string;
  regions: string[];
  /** null: there is no map, and questions about projects do not apply. */
  projects: Project[] | null;
  administrators: string[];
  /** Stop policy of projects without one of their own. */
  stop: StopPolicy | null;
  rules: Record<string, RuleSetting>;
  exceptions: Waiver[];
  failOn: Severity;
  allowIncomplete: string[];
  /** null: as the verb has it, which is fail, but in a check a warning for values known only after apply. */
  unknown: "ignore" | "warn" | "fail" | null;
  remediation: Remediation;
};
