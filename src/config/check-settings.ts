import { closest } from "../estate/closest.ts";
import type { Parsed, Path } from "./parse-yaml.ts";
import { checkAccounts } from "./accounts.ts";
import { checkStop } from "./check-stop.ts";
import type { ExceptionSettings, Settings } from "./settings.ts";
import { complain } from "./validate.ts";

type Complaint = { path: Path; text: string };

const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A date or an instant of RFC 3339 that exists: 2027-02-30 does not. */
const isDateOrInstant = (text: string): boolean => {
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return date.test(text) && exists && !Number.isNaN(Date.parse(text));
};

const checkInstant = (text: string | undefined, path: Path): Complaint[] =>
  text === undefined || isDateOrInstant(text)
    ? []
    : [{ path, text: `"${text}" is no date (2027-03-31) and no instant (2027-03-31T18:00:00Z).` }];

const checkExpiry = (expires: string | undefined, path: Path): Complaint[] => checkInstant(expires, [...path, "expires"]);

const checkFreeze = ({ from, to }: { from: string; to: string }, path: Path): Complaint[] => [
  ...checkInstant(from, [...path, "from"]),
  ...checkInstant(to, [...path, "to"]),
  ...(Date.parse(from) >= Date.parse(to) ? [{ path, text: `A freeze from ${from} to ${to} is none: it ends before it begins.` }] : []),
];

/** Somebody whom the projects map does not know could never act: a slip of the pen. */
const checkPeople = ({ identities, projects = {}, administrators = [] }: Settings): Complaint[] => {
  const known = new Set([...administrators, ...Object.values(projects).flatMap(({ owner, members = [] }) => [owner, ...members])]);
  return Object.keys(identities?.people ?? {}).flatMap((user) => {
    if (known.has(user)) return [];
    const guess = closest(user, [...known]);
    const text = `${user} is in no project and no administrator.${guess ? ` Did you mean "${guess}"?` : ""}`;
    return [{ path: ["identities", "people", user], text }];
  });
};

const checkException = (exception: ExceptionSettings, path: Path): Complaint[] => {
  const one = (exception.rule === undefined) !== (exception.finding === undefined);
  const aim = one ? [] : [{ path, text: "An exception names either a rule or a finding: one of the two, and not both." }];
  return [...aim, ...checkExpiry(exception.expires, path)];
};

const checkIds = (exceptions: readonly ExceptionSettings[]): Complaint[] => {
  const seen = new Set<string>();
  return exceptions.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ path: ["exceptions", index, "id"], text: `Two exceptions have the id "${id}".` }] : [];
  });
};

/** Where the nth policy stands: the estate's, then those of the projects. */
const stopPath = ({ projects = {} }: Settings, nth: number): Path =>
  nth === 0 ? ["stop"] : ["projects", Object.keys(projects)[nth - 1] ?? "", "stop"];

/** What a shape cannot say: zones and dates that exist, one aim per exception. */
export const checkSettings = (settings: Settings, parsed: Parsed): void => {
  const exceptions = settings.exceptions ?? [];
  complain(parsed, [
    ...checkStop(settings.stop, ["stop"]),
    ...Object.entries(settings.projects ?? {}).flatMap(([name, { stop }]) => checkStop(stop, ["projects", name, "stop"], settings.stop)),
    ...[settings.stop, ...Object.values(settings.projects ?? {}).map(({ stop }) => stop)].flatMap((stop, at) =>
      (stop?.protect ?? []).flatMap(({ expires }, index) => checkExpiry(expires, [...stopPath(settings, at), "protect", index])),
    ),
    ...exceptions.flatMap((exception, index) => checkException(exception, ["exceptions", index])),
    ...checkIds(exceptions),
    ...(settings.remediation?.freezes ?? []).flatMap((freeze, index) => checkFreeze(freeze, ["remediation", "freezes", index])),
    ...checkAccounts(settings),
    ...checkPeople(settings),
    ...checkExpiry(settings.remediation?.standingApproval?.expires, ["remediation", "standingApproval"]),
  ]);
};
