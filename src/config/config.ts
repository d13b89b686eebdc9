import type { Json, JsonObject } from "../estate/json.ts";
import type { PlatformParameters } from "./platform-parameters.ts";
import type { TagPolicy } from "./tag-policy.ts";
import type { Scope } from "../estate/scope.ts";
import type { ProfileChoice, Severity } from "../evaluate/rule.ts";
import type { Waiver } from "../findings/waiver.ts";
import type { SchedulerRow } from "../schedule/mlspace.ts";
import type { PriceList } from "../schedule/prices.ts";
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
export type RuleOverride = RuleSetting & { where: Scope };
export type RuleSettings = RuleSetting & { overrides?: readonly RuleOverride[] };

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

/** How far acting may go. Every number is a bound, and 0 means none. */
export type Remediation = {
  /** Acts in one plan. */
  maxActs: number;
  /** Share of the resources of a kind that one plan may act on, in percent. */
  maxPercent: number;
  /** Acts in one plan on what belongs to one user, and to one project. */
  maxPerOwner: number;
  maxPerProject: number;
  /** Acts in one plan in one account. */
  maxPerAccount: number;
  /** Acts of all plans together within an hour. */
  maxPerHour: number;
  /** So many acts of a plan must succeed before any failure is put up with. */
  canaries: number;
  /** More failures than this end the plan. */
  maxFailures: number;
  /** What may be done beside what is reversible. */
  allow: ("recreatable" | "irreversible")[];
  freezes: { from: string; to: string; reason: string }[];
  protectedTags: Record<string, string[]>;
  /** While this file exists, nothing is done. */
  killSwitch: string;
  /** A parameter of Systems Manager without whose word nothing is done; null: there is none. */
  killSwitchParameter: string | null;
  platformMayStart: boolean;
  /** What verbs write that need a value, by kind and field. */
  values: Record<string, Record<string, Json>>;
  /** null: nothing happens unattended. */
  standingApproval: StandingApproval | null;
};

/** Who is who in AWS, for the question who may act. */
export type Identities = {
  people: Record<string, string[]>;
  sessionRoles: string[];
  platform: string[];
};

/** How to get into an account: by a profile, by a role, or, with neither, as the caller. */
export type AccountConfig = {
  id?: string;
  profile?: string;
  roleArn?: string;
  roleName?: string;
  externalId?: string;
  sessionName: string;
  /** Empty: those of the scan. */
  regions: string[];
};

export type AccountSelection = { ous: string[]; accounts: string[]; tags: Record<string, string[]> };
export type OrganizationConfig = {
  roleName: string;
  externalId?: string;
  sessionName: string;
  include: AccountSelection;
  exclude: AccountSelection;
  assumeInOwnAccount: boolean;
  /** An override or an exception names a unit. */
  unitsWanted: boolean;
};

/** The roles under which AWS is asked and acted upon; null: as whoever calls. */
export type AwsRoles = { read: string | null; act: string | null; externalId: string | null };

/** sagewarden.yaml after validation and normalisation: every default filled in. */
export type Config = {
  /** The file it came from; null: built-in defaults. */
  file: string | null;
  profile: string;
  /** Those of the configuration itself, beside the catalogue's. */
  profiles: ProfileChoice[];
  regions: string[];
  /** Empty, and no organization: the caller's own. */
  accounts: AccountConfig[];
  organization: OrganizationConfig | null;
  /** null: there is no map, and questions about projects do not apply. */
  projects: Project[] | null;
  administrators: string[];
  identities: Identities;
  awsRoles: AwsRoles;
  /** Stop policy of projects without one of their own. */
  stop: StopPolicy | null;
  /** The rows of MLSpace's resource scheduler; null: they were not given. */
  scheduler: readonly SchedulerRow[] | null;
  /** null: the user gives none. */
  prices: PriceList | null;
  /** Whether AWS's price list is asked for those that the user does not give. */
  awsPrices: boolean;
  /** What the organization says of tags; null: it was not named. */
  tagPolicy: TagPolicy | null;
  /** The platform's own parameters; null: they were not named, or lie where `platformAt` says and have not been fetched. */
  platform: PlatformParameters | null;
  /** An object of S3. */
  platformAt: string | null;
  rules: Record<string, RuleSettings>;
  exceptions: Waiver[];
  failOn: Severity;
  allowIncomplete: string[];
  /** null: as the verb has it, which is fail, but in a check a warning for values known only after apply. */
  unknown: "ignore" | "warn" | "fail" | null;
  remediation: Remediation;
};
