import { type Malformed, parseOffHours } from "./custodian.ts";
import { everyDay, parseDays } from "./days.ts";
import { dateOf, instantAt, nextDue } from "./due.ts";
import type { Instant } from "./instant.ts";
import type { KindStop, Limits, Weekly, WeeklyTime } from "./stop-policy.ts";
import { isTimeZone, readWallTime } from "./wall-time.ts";

/** What a tag asks for in place of the policy's time. What is null stays as the policy has it. */
export type Override =
  | { type: "times"; times: readonly WeeklyTime[] | null; starts: readonly WeeklyTime[]; timeZone: string | null }
  | { type: "ttl"; minutes: number }
  | { type: "never" }
  | Malformed;

const malformed = (why: string): Override => ({ type: "malformed", why });

const units: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/** `8h`, `90m`, `2d`: so long after its start. */
const readTtl = (text: string): Override | undefined => {
  const [, amount, unit = ""] = /^(\d{1,5})\s*([mhd])$/i.exec(text) ?? [];
  const minutes = Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (Number.isNaN(minutes)) return undefined;
  return minutes > 0 ? { type: "ttl", minutes } : malformed("a time to live of nothing");
};

/** `HH:MM`, then days and a zone if one likes: `19:00 Mon-Fri Europe/Berlin`. */
const readDaily = (text: string): Override | undefined => {
  const [at = "", ...rest] = text.split(/\s+/);
  if (!/^\d+:\d+/.test(at)) return undefined;
  if (!readWallTime(at)) return malformed(`"${at}" is no time of day (HH:MM on a clock of 24 hours)`);
  const zone = rest.at(-1) !== undefined && parseDays(rest.at(-1) ?? "") === undefined ? rest.pop() : undefined;
  if (zone !== undefined && !isTimeZone(zone)) return malformed(`there is no time zone "${zone}"`);
  const days = rest.length === 0 ? everyDay : parseDays(rest.join(" "));
  if (!days) return malformed(`"${rest.join(" ")}" are no days`);
  return { type: "times", times: [{ at, days }], starts: [], timeZone: zone ?? null };
};

const parse = (text: string): Override => {
  const own = readDaily(text) ?? readTtl(text);
  if (own) return own;
  const theirs = parseOffHours(text);
  if (theirs.type !== "schedule") return theirs;
  return { type: "times", times: theirs.off, starts: theirs.on ?? [], timeZone: theirs.timeZone };
};

const parsed = new Map<string, Override>();
const remembered = 10_000;

/** What the value of an override's tag says: a time, a time to live, `off`, or Cloud Custodian's off-hours grammar. */
export const parseOverride = (text: string): Override => {
  const value = text.trim();
  const override = parsed.get(value) ?? parse(value);
  if (parsed.size >= remembered) parsed.clear();
  parsed.set(value, override);
  return override;
};

type Times = Extract<Override, { type: "times" }>;

/** The policy's schedule with what the override says in its place; undefined where times or zone are left to a policy that has none. */
const combine = (override: Times, base: Weekly | null): Weekly | undefined => {
  const times = override.times ?? base?.times;
  if (!times) return undefined;
  const timeZone = override.timeZone ?? base?.timeZone ?? "UTC";
  return { times, timeZone, skipDays: base?.skipDays ?? [], starts: override.starts };
};

/** Where the same two give the same schedule, its instants are remembered with it. */
const combined = new WeakMap<Times, Map<Weekly | null, Weekly | undefined>>();

/** The schedule of an override over that of its policy. */
export const weeklyOf = (override: Times, base: Weekly | null): Weekly | undefined => {
  const known = combined.get(override) ?? new Map<Weekly | null, Weekly | undefined>();
  combined.set(override, known);
  const weekly = known.get(base) ?? combine(override, base);
  known.set(base, weekly);
  return weekly;
};

const day = 86_400_000;

/**
 * Whether the override stops things about when the policy would, by `latest`, on every day of the coming week on which the policy would:
 * not earlier than half a day before. What stops at six in the morning has run through the night.
 */
const isInTime = (weekly: Weekly, { weekly: base, latest }: Pick<KindStop, "weekly" | "latest">, now: Instant): boolean => {
  if (latest === null || base === null) return true;
  const today = Math.floor(now / day);
  return [0, 1, 2, 3, 4, 5, 6].every((offset) => {
    const date = dateOf(today + offset);
    const at = base.times.find(({ days }) => days.includes(date.dayOfWeek))?.at;
    if (at === undefined || base.skipDays.includes(date.toString())) return true;
    const due = nextDue(weekly, instantAt(date, at, base.timeZone) - day / 2 - 1);
    return due !== null && due <= instantAt(date, latest, base.timeZone);
  });
};

/** What became of an override: it holds, or why it does not. */
export type Overruling = "allowed" | "forbidden" | "later" | "malformed";

export type Overridden = { limits: Limits | null; overruling: Overruling };

const allowed = (limits: Limits | null): Overridden => ({ limits, overruling: "allowed" });

/** What holds of a policy once an override was heard. A malformed, forbidden or late one changes nothing: it never switches a stop off. */
export const applyOverride = (stop: KindStop, override: Override, now: Instant): Overridden => {
  const refused = (overruling: Overruling): Overridden => ({ limits: stop, overruling });
  if (override.type === "malformed") return refused("malformed");
  if (stop.override === "forbidden") return refused("forbidden");
  if (override.type === "never") return stop.latest === null ? allowed(null) : refused("later");
  if (override.type === "ttl") {
    if (stop.latest !== null && override.minutes * 60_000 > day) return refused("later");
    return allowed({ weekly: null, maxUptimeMinutes: override.minutes, ttlMinutes: null });
  }
  const weekly = weeklyOf(override, stop.weekly);
  if (!weekly) return refused("malformed");
  return isInTime(weekly, stop, now) ? allowed({ ...stop, weekly }) : refused("later");
};
