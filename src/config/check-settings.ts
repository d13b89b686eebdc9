import { closest } from "../estate/closest.ts";
import type { Parsed, Path } from "./parse-yaml.ts";
import type { ExceptionSettings, Settings, StopSettings } from "./settings.ts";
import { complain } from "./validate.ts";

type Complaint = { path: Path; text: string };

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A date or an instant of RFC 3339 that exists: 2027-02-30 does not. */
const isDateOrInstant = (text: string): boolean => {
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return date.test(text) && exists && !Number.isNaN(Date.parse(text));
};

const checkZone = (stop: StopSettings | undefined, path: Path): Complaint[] => {
  if (!stop || isZone(stop.timeZone)) return [];
  const guess = closest(stop.timeZone, Intl.supportedValuesOf("timeZone"));
  return [{ path: [...path, "timeZone"], text: `There is no time zone "${stop.timeZone}".${guess ? ` Did you mean "${guess}"?` : ""}` }];
};

const checkExpiry = (expires: string | undefined, path: Path): Complaint[] =>
  expires === undefined || isDateOrInstant(expires)
    ? []
    : [{ path: [...path, "expires"], text: `"${expires}" is no date (2027-03-31) and no instant (2027-03-31T18:00:00Z).` }];

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

/** What a shape cannot say: zones and dates that exist, one aim per exception. */
export const checkSettings = (settings: Settings, parsed: Parsed): void => {
  const exceptions = settings.exceptions ?? [];
  complain(parsed, [
    ...checkZone(settings.stop, ["stop"]),
    ...Object.entries(settings.projects ?? {}).flatMap(([name, project]) => checkZone(project.stop, ["projects", name, "stop"])),
    ...exceptions.flatMap((exception, index) => checkException(exception, ["exceptions", index])),
    ...checkIds(exceptions),
    ...checkExpiry(settings.remediation?.standingApproval?.expires, ["remediation", "standingApproval"]),
  ]);
};
