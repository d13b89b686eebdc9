import { Problem } from "../estate/problem.ts";
import { nextDue } from "./due.ts";
import { type Instant, writeInstant } from "./instant.ts";
import { parseOverride, weeklyOf } from "./override.ts";
import type { StopPolicy, Weekly, WeeklyTime } from "./stop-policy.ts";
import { isTimeZone } from "./wall-time.ts";

type Surroundings = { stop: StopPolicy | null; timeZone: string | null; now: Instant };

/** What a tag's value means, as rows for people and as data. */
export type Explained = { malformed: string } | { lines: [string, string][]; due: string[] };

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const inWords = ({ at, days }: WeeklyTime): string =>
  days.length === 7 ? `${at} every day` : `${at} on ${days.map((day) => dayNames[day - 1]).join(", ")}`;

const whenOf = ({ times, timeZone }: Weekly): string => `${times.map(inWords).join("; ")}, ${timeZone}`;

const ahead = 3;

const coming = (weekly: Weekly, now: Instant): string[] => {
  const due: string[] = [];
  let at: Instant | null = now;
  while (due.length < ahead) {
    at = nextDue(weekly, at);
    if (at === null) break;
    due.push(writeInstant(at));
  }
  return due;
};

const hours = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

/** The estate's schedule for notebooks: what the value leaves open is taken from it. */
const baseOf = ({ stop, timeZone }: Surroundings): Weekly | null => {
  const weekly = stop?.byKind["notebook-instance"]?.weekly ?? null;
  return weekly && timeZone !== null ? { ...weekly, timeZone } : weekly;
};

const leftOpen = "when its policy says, and the configuration has no stop time for the estate";

const checkZone = (timeZone: string | null): void => {
  if (timeZone === null || isTimeZone(timeZone)) return;
  const todo = "Give one of the IANA names, as Europe/Berlin or UTC.";
  throw new Problem({ code: "usage", what: `There is no time zone "${timeZone}".`, todo });
};

/** What the value of an override's tag means, where its project allows overrides. */
export const explainTag = (value: string, surroundings: Surroundings): Explained => {
  const { timeZone, now } = surroundings;
  checkZone(timeZone);
  const override = parseOverride(value);
  if (override.type === "malformed") return { malformed: override.why };
  if (override.type === "never") return { lines: [["stops", "never, where its project allows that"]], due: [] };
  if (override.type === "ttl") return { lines: [["stops", `${hours(override.minutes)} after its start`]], due: [] };
  const weekly = weeklyOf({ ...override, timeZone: override.timeZone ?? timeZone }, baseOf(surroundings));
  if (!weekly) return { lines: [["stops", leftOpen]], due: [] };
  const due = coming(weekly, now);
  const starts: [string, string][] = weekly.starts.length > 0 ? [["starts", weekly.starts.map(inWords).join("; ")]] : [];
  return { lines: [["stops", whenOf(weekly)], ...starts, ...due.map((one): [string, string] => ["due", one])], due };
};
