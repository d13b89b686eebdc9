import { endOfDay, lastDue, nextDue, nextStart } from "./due.ts";
import type { Instant } from "./instant.ts";
import type { KindStop, Weekly } from "./stop-policy.ts";

/** No better known than between these two; twice the same where it is known. */
export type Between = readonly [Instant, Instant];

/** Null: nothing of its limits ever comes. */
export type Overdue = { due: Instant | null | "unknown"; seconds: number | "unknown" };

export type Timing = Pick<KindStop, "weekly" | "maxUptimeMinutes" | "ttlMinutes" | "graceMinutes" | "everyMinutes" | "strict">;

type Question = {
  timing: Timing;
  runningSince: Between;
  /** Where it is not known when it was created, that was before it ran. */
  created: Between;
  now: Instant;
};

const minute = 60_000;

/** Strict: from a due instant to the next time to start, or else to the end of its day, nothing may be started. */
const startedInQuiet = (weekly: Weekly, start: Instant): boolean => {
  const last = lastDue(weekly, start);
  if (last === null) return false;
  return start < (weekly.starts.length > 0 ? (nextStart(weekly, last) ?? start) : endOfDay(weekly, last));
};

const weeklyDue = ({ weekly, strict }: Timing, start: Instant): Instant | null => {
  if (weekly === null) return null;
  return strict && startedInQuiet(weekly, start) ? start : nextDue(weekly, start);
};

/** The due instant of what was created and started then: the first that any of its limits gives. */
const dueOf = (timing: Timing, start: Instant, created: Instant): Instant | null => {
  const candidates = [
    weeklyDue(timing, start),
    timing.maxUptimeMinutes === null ? null : start + timing.maxUptimeMinutes * minute,
    timing.ttlMinutes === null ? null : created + timing.ttlMinutes * minute,
  ].filter((due) => due !== null);
  return candidates.length > 0 ? Math.min(...candidates) : null;
};

/** By how much the workflow is late, counted from the due instant; 0 while it may still be coming. */
const lateSeconds = (due: Instant | null, { timing, now }: Question): number =>
  due !== null && now > due + (timing.everyMinutes + timing.graceMinutes) * minute ? Math.floor((now - due) / 1000) : 0;

/**
 * What has been running since before a due instant should have stopped at it, however many days ago that was: the first due instant
 * after its start counts. Both answers rest on start and creation alone and only ever move forward with them, so where the two ends of a
 * bound agree, everything between them does.
 */
export const overdue = (question: Question): Overdue => {
  const { timing, runningSince, created } = question;
  const [first, last] = [dueOf(timing, runningSince[0], created[0]), dueOf(timing, runningSince[1], created[1])];
  const [most, least] = [lateSeconds(first, question), lateSeconds(last, question)];
  return { due: first === last ? first : "unknown", seconds: most === least ? most : "unknown" };
};
