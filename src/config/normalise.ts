import { canonical, sha256 } from "../estate/canonical.ts";
import type { Waiver, WaiverScope } from "../findings/waiver.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";
import type { Config, Project, Remediation } from "./config.ts";
import type { ExceptionSettings, ProjectSettings, Settings, StopSettings } from "./settings.ts";

const defaulted = ["profile", "regions", "administrators", "rules", "exceptions", "failOn", "allowIncomplete", "remediation"] as const;

const caps = { maxActs: 10, maxPercent: 25 };

/** What applies where neither the file nor the command line says anything. */
export const defaults: Required<Pick<Settings, (typeof defaulted)[number]>> = {
  profile: "baseline",
  regions: [],
  administrators: [],
  rules: {},
  exceptions: [],
  failOn: "high",
  allowIncomplete: [],
  remediation: caps,
};

const stopDefaults = { grace: 0, every: 60 };

const toStop = (stop: StopSettings | undefined): StopPolicy | null =>
  stop
    ? {
        at: stop.at,
        timeZone: stop.timeZone,
        graceMinutes: stop.grace ?? stopDefaults.grace,
        everyMinutes: stop.every ?? stopDefaults.every,
      }
    : null;

const sortedUnique = (names: readonly string[]): string[] => [...new Set(names)].sort();

const toProject = ([name, project]: [string, ProjectSettings]): Project => ({
  name,
  owner: project.owner,
  members: sortedUnique([project.owner, ...(project.members ?? [])]),
  stop: toStop(project.stop),
});

const byName = (left: { name: string }, right: { name: string }): number => (left.name < right.name ? -1 : 1);

const toScope = ({ resource, kind, account, region, tags }: ExceptionSettings): WaiverScope => ({
  ...(resource !== undefined && { resource }),
  ...(kind !== undefined && { kind }),
  ...(account !== undefined && { account }),
  ...(region !== undefined && { region }),
  ...(tags !== undefined && { tags }),
});

type Origin = { file: string; lineOf: (index: number) => number };

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

const toRemediation = ({ maxActs, maxPercent, standingApproval }: NonNullable<Settings["remediation"]>): Remediation => ({
  maxActs: maxActs ?? caps.maxActs,
  maxPercent: maxPercent ?? caps.maxPercent,
  standingApproval: standingApproval ?? null,
});

/** Fills in the defaults and turns the spelling for people into the shapes that the stages read. */
export const normalise = (settings: Settings, origin: Origin | null): Config => ({
  file: origin?.file ?? null,
  profile: settings.profile ?? defaults.profile,
  regions: sortedUnique(settings.regions ?? defaults.regions),
  projects: settings.projects ? Object.entries(settings.projects).map(toProject).sort(byName) : null,
  administrators: sortedUnique(settings.administrators ?? defaults.administrators),
  stop: toStop(settings.stop),
  rules: { ...(settings.rules ?? defaults.rules) },
  exceptions: (settings.exceptions ?? defaults.exceptions).map((exception, index) =>
    toWaiver(exception, index, origin ?? { file: "", lineOf: () => 1 }),
  ),
  failOn: settings.failOn ?? defaults.failOn,
  allowIncomplete: sortedUnique(settings.allowIncomplete ?? defaults.allowIncomplete),
  unknown: settings.unknown ?? null,
  remediation: toRemediation(settings.remediation ?? defaults.remediation),
});
