import { Temporal } from "temporal-polyfill";
import type { Instant } from "./instant.ts";
import type { Weekly, WeeklyTime } from "./stop-policy.ts";
import { parseTimeZone, parseWallTime } from "./wall-time.ts";

const day = 86_400_000;
// A zone is up to a day away from UTC, a clock change moves a due instant by hours, and a zone that crosses the date line leaves out a
// day: three days to either side hold what may come before or after a date's own instants.
const margin = 3;
/** Beyond two years without a due instant there is none. */
const horizon = 750;

type Clock = Pick<Weekly, "timeZone" | "skipDays">;

export const dateOf = (epochDay: number): Temporal.PlainDate => Temporal.PlainDate.from("1970-01-01").add({ days: epochDay });

/** docs/decisions/0003-clock-changes.md: a wall time that does not exist is moved on by the gap; of a doubled one the first counts. */
export const instantAt = (date: Temporal.PlainDate, at: string, timeZone: string): Instant =>
  date.toPlainDateTime(parseWallTime(at)).toZonedDateTime(parseTimeZone(timeZone), { disambiguation: "compatible" }).epochMilliseconds;

const compute = (times: readonly WeeklyTime[], { timeZone, skipDays }: Clock, epochDay: number): readonly Instant[] => {
  const date = dateOf(epochDay);
  if (skipDays.includes(date.toString())) return [];
  return times.filter(({ days }) => days.includes(date.dayOfWeek)).map(({ at }) => instantAt(date, at, timeZone));
};

/** Zones are slow to ask, and an estate asks for the same few days over and over. */
const computed = new WeakMap<Weekly, Map<string, readonly Instant[]>>();

type Which = "times" | "starts";

const onDate = (weekly: Weekly, which: Which, epochDay: number): readonly Instant[] => {
  const known = computed.get(weekly) ?? new Map<string, readonly Instant[]>();
  computed.set(weekly, known);
  const key = `${which} ${epochDay}`;
  const instants = known.get(key) ?? compute(weekly[which], weekly, epochDay);
  known.set(key, instants);
  return instants;
};

type Search = { weekly: Weekly; which: Which; now: Instant; step: 1 | -1 };

/** The dates around now, one after the other in one direction, until one has what fits; its neighbours may have something nearer. */
const nearest = ({ weekly, which, now, step }: Search): Instant | null => {
  const fits = (instant: Instant): boolean => (step > 0 ? instant > now : instant <= now);
  const today = Math.floor(now / day);
  let found: Instant[] = [];
  let left = horizon;
  for (let at = today - step * margin; left > 0; at += step, left--) {
    const some = onDate(weekly, which, at).filter(fits);
    if (some.length > 0 && found.length === 0) left = margin;
    found = [...found, ...some];
  }
  if (found.length === 0) return null;
  return step > 0 ? Math.min(...found) : Math.max(...found);
};

const isEmpty = (times: readonly WeeklyTime[]): boolean => times.every(({ days }) => days.length === 0);

const search = (one: Search): Instant | null => (isEmpty(one.weekly[one.which]) ? null : nearest(one));

/** The last due instant at or before `now`; null: there is none. */
export const lastDue = (weekly: Weekly, now: Instant): Instant | null => search({ weekly, which: "times", now, step: -1 });

/** The first due instant after `now`: what starts at the very instant is due at the next one. Null: never. */
export const nextDue = (weekly: Weekly, now: Instant): Instant | null => search({ weekly, which: "times", now, step: 1 });

/** The first instant after `now` at which things may run again, where the schedule says so. */
export const nextStart = (weekly: Weekly, now: Instant): Instant | null => search({ weekly, which: "starts", now, step: 1 });

/** The end of the day of an instant, on the schedule's wall clock. */
export const endOfDay = ({ timeZone }: Clock, instant: Instant): Instant =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).startOfDay().add({ days: 1 }).startOfDay().epochMilliseconds;
