import { Temporal } from "temporal-polyfill";
import type { Instant } from "./instant.ts";
import type { StopPolicy } from "./stop-policy.ts";
import { parseTimeZone, parseWallTime } from "./wall-time.ts";

type Daily = Pick<StopPolicy, "at" | "timeZone">;

// A clock change moves a due instant by hours, and a zone that crosses the date line leaves out a day: two days to either side hold
// both neighbours in any case.
const around = [-2, -1, 0, 1, 2];

const dueInstants = (policy: Daily, near: Instant): Instant[] => {
  const at = parseWallTime(policy.at);
  const zone = parseTimeZone(policy.timeZone);
  const today = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(zone).toPlainDate();
  return around.map((days) => {
    const wall = today.add({ days }).toPlainDateTime(at);
    // docs/decisions/0003-clock-changes.md: a wall time that does not exist is moved on by the gap; of a doubled one the first counts.
    return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  });
};

/** The last due instant at or before `now`. */
export const lastDue = (policy: Daily, now: Instant): Instant => Math.max(...dueInstants(policy, now).filter((due) => due <= now));

/** The first due instant after `now`: what starts at the very instant is due at the next one. */
export const nextDue = (policy: Daily, now: Instant): Instant => Math.min(...dueInstants(policy, now).filter((due) => due > now));
