import type { JsonObject } from "../estate/json.ts";
import type { Severity } from "../evaluate/rule.ts";
import type { Waiver } from "../findings/waiver.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";

export type Project = {
  name: string;
  owner: string;
  members: string[];
  /** null: the estate's default, if there is one. */
  stop: StopPolicy | null;
};

export type RuleSetting = { enabled?: boolean; severity?: Severity; parameters?: JsonObject };

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
  unknown: "ignore" | "warn" | "fail";
  remediation: { maxActs: number; maxPercent: number };
};
