import { Temporal } from "temporal-polyfill";
import type { Instant } from "./instant.ts";
import type { StopPolicy } from "./stop-policy.ts";
import { parseTimeZone, parseWallTime } from "./wall-time.ts";

type Daily = Pick<StopPolicy, "at" | "timeZone">;

const day = 86_400_000;
// A zone is up to a day away from UTC, a clock change moves a due instant by hours, and a zone that crosses the date line leaves out a
// day: three days to either side hold both neighbours in any case.
const around = [-3, -2, -1, 0, 1, 2, 3];

const computeDue = (policy: Daily, utcDay: number): readonly Instant[] => {
  const at = parseWallTime(policy.at);
  const zone = parseTimeZone(policy.timeZone);
  const date = Temporal.Instant.fromEpochMilliseconds(utcDay * day)
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  return around.map((days) => {
    const wall = date.add({ days }).toPlainDateTime(at);
    // docs/decisions/0003-clock-changes.md: a wall time that does not exist is moved on by the gap; of a doubled one the first counts.
    return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  });
};

/** Zones are slow to ask, and an estate asks for the same few days over and over. */
const computed = new Map<string, readonly Instant[]>();
const remembered = 10_000;

/** Due instants around a point in time, in order. */
const dueInstants = (policy: Daily, near: Instant): readonly Instant[] => {
  const utcDay = Math.floor(near / day);
  const key = `${policy.timeZone} ${policy.at} ${utcDay}`;
  const instants = computed.get(key) ?? computeDue(policy, utcDay);
  if (computed.size >= remembered) computed.clear();
  computed.set(key, instants);
  return instants;
};

/** The last due instant at or before `now`. */
export const lastDue = (policy: Daily, now: Instant): Instant => Math.max(...dueInstants(policy, now).filter((due) => due <= now));

/** The first due instant after `now`: what starts at the very instant is due at the next one. */
export const nextDue = (policy: Daily, now: Instant): Instant => Math.min(...dueInstants(policy, now).filter((due) => due > now));
