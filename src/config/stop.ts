import { everyDay, parseDays } from "../schedule/days.ts";
import type { KindStop, Protection, StopPolicy, Weekly } from "../schedule/stop-policy.ts";
import { dailyKinds, stoppableKinds } from "../schedule/stoppable.ts";
import type { StopSettings, StopTimeSettings } from "./settings.ts";

const defaults = { grace: 0, every: 60, override: "forbidden", overrideTag: "stop-time" } as const;

/** What a project says goes before what the estate says, piece by piece; what either protects is protected. */
export const mergeStops = (own: StopSettings | undefined, estate: StopSettings | undefined): StopSettings | undefined => {
  if (!own || !estate) return own ?? estate;
  const kinds = { ...estate.kinds };
  for (const [kind, times] of Object.entries(own.kinds ?? {})) kinds[kind] = { ...kinds[kind], ...times };
  return {
    ...estate,
    ...own,
    kinds,
    ttlHours: { ...estate.ttlHours, ...own.ttlHours },
    protect: [...(own.protect ?? []), ...(estate.protect ?? [])],
  };
};

const minutes = (hours: number | undefined): number | null => (hours === undefined ? null : Math.round(hours * 60));

const weeklyOf = ({ at, timeZone = "UTC", days, skipDays = [] }: StopTimeSettings): Weekly | null =>
  at === undefined
    ? null
    : { times: [{ at, days: (days === undefined ? null : parseDays(days)) ?? everyDay }], timeZone, skipDays, starts: [] };

const toKindStop = ({ ttlHours = {}, kinds = {}, protect: _, ...shared }: StopSettings, kind: string): KindStop => {
  const own = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const all: StopTimeSettings = { ...shared, ...own };
  // A daily time is about what people work in; nobody means an endpoint unless it is named.
  const asked = dailyKinds.includes(kind) ? all : { ...all, at: own?.at, maxUptime: own?.maxUptime };
  const { at, maxUptime, ...rest } = asked;
  return {
    weekly: weeklyOf({ ...rest, ...(at !== undefined && { at }) }),
    maxUptimeMinutes: minutes(maxUptime),
    ttlMinutes: minutes(Object.hasOwn(ttlHours, kind) ? ttlHours[kind] : undefined),
    graceMinutes: all.grace ?? defaults.grace,
    everyMinutes: all.every ?? defaults.every,
    strict: all.strict ?? false,
    override: all.override ?? defaults.override,
    overrideTag: all.overrideTag ?? defaults.overrideTag,
    latest: all.latest ?? null,
  };
};

const toProtection = ({ tag, value, name, reason, expires }: NonNullable<StopSettings["protect"]>[number]): Protection => ({
  tag: tag ?? null,
  value: value ?? null,
  name: name ?? null,
  reason,
  expires,
});

/** The policy that settings amount to, with what it says of every kind. */
export const toStopPolicy = (settings: StopSettings | undefined): StopPolicy | null =>
  settings
    ? {
        byKind: Object.fromEntries(stoppableKinds.map((kind) => [kind, toKindStop(settings, kind)])),
        protections: (settings.protect ?? []).map(toProtection),
      }
    : null;
