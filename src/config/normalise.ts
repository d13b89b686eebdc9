import { canonical, sha256 } from "../estate/canonical.ts";
import type { Scope } from "../estate/scope.ts";
import type { ProfileChoice } from "../evaluate/rule.ts";
import type { Waiver } from "../findings/waiver.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";
import type { AwsRoles, Config, Identities, Project, Remediation, RuleSettings } from "./config.ts";
import { toAccount, toOrganization } from "./accounts.ts";
import { mergeStops, toStopPolicy } from "./stop.ts";
import type {
  ExceptionSettings,
  ProfileSettings,
  ProjectSettings,
  RuleSettingsEntry,
  ScopeSettings,
  Settings,
  StopSettings,
} from "./settings.ts";

const defaulted = ["profile", "regions", "administrators", "rules", "exceptions", "failOn", "allowIncomplete", "remediation"] as const;

const remediationDefaults = {
  maxActs: 10,
  maxPercent: 25,
  maxPerOwner: 10,
  maxPerProject: 10,
  maxPerAccount: 10,
  maxPerHour: 20,
  canaries: 5,
  maxFailures: 2,
  allow: [],
  freezes: [],
  protectedTags: { "sagewarden-protect": ["*"] },
  killSwitch: ".sagewarden/halt",
  platformMayStart: false,
  values: {},
} satisfies NonNullable<Settings["remediation"]>;

const approvalDefaults = { verbs: ["stop"], kinds: ["notebook-instance", "app"] };

/** What applies where neither the file nor the command line says anything. */
export const defaults: Required<Pick<Settings, (typeof defaulted)[number]>> = {
  profile: "baseline",
  regions: [],
  administrators: [],
  rules: {},
  exceptions: [],
  failOn: "high",
  allowIncomplete: [],
  remediation: remediationDefaults,
};

const sortedUnique = (names: readonly string[]): string[] => [...new Set(names)].sort();

type Stops = { estate: StopSettings | undefined; imported: Readonly<Record<string, StopSettings>> };

/** A project with nothing of its own has the estate's policy. */
const stopOf = (name: string, { stop }: ProjectSettings, { estate, imported }: Stops): StopPolicy | null => {
  const own = mergeStops(stop, Object.hasOwn(imported, name) ? imported[name] : undefined);
  return own ? toStopPolicy(mergeStops(own, estate)) : null;
};

const toProject = ([name, project]: [string, ProjectSettings], stops: Stops): Project => ({
  name,
  owner: project.owner,
  members: sortedUnique([project.owner, ...(project.members ?? [])]),
  stop: stopOf(name, project, stops),
});

const byName = (left: { name: string }, right: { name: string }): number => (left.name < right.name ? -1 : 1);

/** A project is what its tag says. */
const toScope = ({ resource, kind, account, region, ou, project, tags }: ScopeSettings): Scope => ({
  ...(resource !== undefined && { resource }),
  ...(kind !== undefined && { kind }),
  ...(account !== undefined && { account }),
  ...(region !== undefined && { region }),
  ...(ou !== undefined && { ou }),
  ...((tags !== undefined || project !== undefined) && { tags: { ...tags, ...(project !== undefined && { project }) } }),
});

const toRule = ({ overrides, ...setting }: RuleSettingsEntry): RuleSettings => ({
  ...setting,
  ...(overrides !== undefined && { overrides: overrides.map(({ where, ...said }) => ({ ...said, where: toScope(where) })) }),
});

const toProfile = ([name, { rules = [], ...said }]: [string, ProfileSettings]): ProfileChoice => ({ name, rules, ...said });

export type Origin = { file: string; lineOf: (index: number) => number };

const toWaiver = (exception: ExceptionSettings, index: number, { file, lineOf }: Origin): Waiver => ({
  // By what it says, not by its place: re-ordering the file changes no report.
  id: exception.id ?? `exception-${sha256(canonical(exception)).slice(0, 8)}`,
  ...(exception.rule !== undefined && { rule: exception.rule }),
  ...(exception.finding !== undefined && { finding: exception.finding }),
  scope: toScope(exception),
  reason: exception.reason,
  owner: exception.owner,
  expires: exception.expires,
  origin: "configuration",
  position: { file, line: lineOf(index) },
});

const toRemediation = ({ standingApproval, ...said }: NonNullable<Settings["remediation"]>): Remediation => ({
  ...remediationDefaults,
  ...said,
  killSwitchParameter: said.killSwitchParameter ?? null,
  standingApproval: standingApproval ? { ...approvalDefaults, ...standingApproval } : null,
});

const toIdentities = ({ people = {}, sessionRoles = [], platform = [] }: NonNullable<Settings["identities"]> = {}): Identities => ({
  people,
  sessionRoles: sortedUnique(sessionRoles),
  platform: sortedUnique(platform),
});

const toRoles = ({ read = null, act = null, externalId = null }: Partial<AwsRoles> = {}): AwsRoles => ({ read, act, externalId });

/** What lies in S3 is not fetched while the configuration is read: many verbs need no way to AWS. */
export const objectOf = (place: string | undefined): string | null => (place?.startsWith("s3://") ? place : null);

/** What the files say that a configuration names. */
export type Beside = Pick<Config, "scheduler" | "prices" | "tagPolicy" | "platform"> & { stops: Readonly<Record<string, StopSettings>> };

const nothingBeside: Beside = { scheduler: null, prices: null, tagPolicy: null, platform: null, stops: {} };

/** Fills in the defaults and turns the spelling for people into the shapes that the stages read. */
export const normalise = (settings: Settings, origin: Origin | null, beside: Beside = nothingBeside): Config => ({
  file: origin?.file ?? null,
  profile: settings.profile ?? defaults.profile,
  profiles: Object.entries(settings.profiles ?? {})
    .map(toProfile)
    .sort(byName),
  regions: sortedUnique(settings.regions ?? defaults.regions),
  accounts: (settings.accounts ?? []).map(toAccount),
  organization: toOrganization(settings),
  projects: settings.projects
    ? Object.entries(settings.projects)
        .map((one) => toProject(one, { estate: settings.stop, imported: beside.stops }))
        .sort(byName)
    : null,
  administrators: sortedUnique(settings.administrators ?? defaults.administrators),
  identities: toIdentities(settings.identities),
  awsRoles: toRoles(settings.awsRoles),
  stop: toStopPolicy(settings.stop),
  scheduler: beside.scheduler,
  prices: beside.prices,
  awsPrices: settings.awsPrices ?? false,
  tagPolicy: beside.tagPolicy,
  platform: beside.platform,
  platformAt: objectOf(settings.mlspace?.parameters),
  rules: Object.fromEntries(Object.entries(settings.rules ?? defaults.rules).map(([id, entry]) => [id, toRule(entry)])),
  exceptions: (settings.exceptions ?? defaults.exceptions).map((exception, index) =>
    toWaiver(exception, index, origin ?? { file: "", lineOf: () => 1 }),
  ),
  failOn: settings.failOn ?? defaults.failOn,
  allowIncomplete: sortedUnique(settings.allowIncomplete ?? defaults.allowIncomplete),
  unknown: settings.unknown ?? null,
  remediation: toRemediation(settings.remediation ?? defaults.remediation),
});
