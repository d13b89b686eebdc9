import { everyDay } from "../../src/schedule/days.ts";
import type { Instant } from "../../src/schedule/instant.ts";
import type { KindStop, StopPolicy, Weekly } from "../../src/schedule/stop-policy.ts";
import { stoppableKinds } from "../../src/schedule/stoppable.ts";

export const daily = (at: string, timeZone: string, days = everyDay, more: Partial<Weekly> = {}): Weekly => ({
  times: [{ at, days }],
  timeZone,
  skipDays: [],
  starts: [],
  ...more,
});

/** A policy for one kind: nothing is stopped but by what is given. */
export const kindStop = (given: Partial<KindStop> = {}): KindStop => ({
  weekly: null,
  maxUptimeMinutes: null,
  ttlMinutes: null,
  graceMinutes: 0,
  everyMinutes: 60,
  strict: false,
  override: "forbidden",
  overrideTag: "stop-time",
  latest: null,
  ...given,
});

/** The same for every kind. */
export const policyOf = (given: Partial<KindStop>, protections: StopPolicy["protections"] = []): StopPolicy => ({
  byKind: Object.fromEntries(stoppableKinds.map((kind) => [kind, kindStop(given)])),
  protections,
});

/** For what must be there. */
export const certain = (instant: Instant | null): Instant => {
  if (instant === null) throw new Error("there is no such instant");
  return instant;
};
