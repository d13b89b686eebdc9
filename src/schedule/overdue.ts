import { nextDue } from "./due.ts";
import type { Instant } from "./instant.ts";
import type { StopPolicy } from "./stop-policy.ts";

/** Since when something runs: to the instant, or no better than between two of them. */
export type RunningSince = { exact: Instant } | { between: readonly [Instant, Instant] };

export type Overdue = { due: Instant | "unknown"; seconds: number | "unknown" };

type Question = { policy: StopPolicy; runningSince: RunningSince; now: Instant };

const minute = 60_000;

/** By how much the workflow is late, counted from the due instant; 0 while it may still be coming. */
const lateSeconds = (due: Instant, { policy, now }: Question): number =>
  now > due + (policy.everyMinutes + policy.graceMinutes) * minute ? Math.floor((now - due) / 1000) : 0;

/**
 * What has been running since before a due instant should have stopped at it, however many days ago that was: the first due instant
 * after its start counts. Both answers rest on the start alone and only ever move forward with it, so where the two ends of a bound
 * agree, everything between them does.
 */
export const overdue = (question: Question): Overdue => {
  const { policy, runningSince } = question;
  const [from, to] = "exact" in runningSince ? [runningSince.exact, runningSince.exact] : runningSince.between;
  const [first, last] = [nextDue(policy, from), nextDue(policy, to)];
  const [most, least] = [lateSeconds(first, question), lateSeconds(last, question)];
  return { due: first === last ? first : "unknown", seconds: most === least ? most : "unknown" };
};
