import { Problem } from "../estate/problem.ts";

export type WallTime = { hour: number; minute: number };

/** `HH:MM` on a clock of 24 hours; undefined where it is not. */
export const readWallTime = (text: string): WallTime | undefined => {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
};

/** `HH:MM` on a clock of 24 hours, as a stop policy says it. */
export const parseWallTime = (text: string, where?: string): WallTime => {
  const time = readWallTime(text);
  if (time) return time;
  throw new Problem({
    code: "stop-time-malformed",
    what: `"${text}" is no time of day.`,
    ...(where === undefined ? {} : { where }),
    todo: "Write it as HH:MM on a clock of 24 hours, as 19:00.",
  });
};

/** Whether there is a zone of that name. */
export const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const zones = new Set<string>();

/** The zone as it was written, once it is known to exist. */
export const parseTimeZone = (text: string, where?: string): string => {
  if (zones.has(text) || isTimeZone(text)) {
    zones.add(text);
    return text;
  }
  throw new Problem({
    code: "time-zone-unknown",
    what: `There is no time zone "${text}".`,
    ...(where === undefined ? {} : { where }),
    todo: "Give one of the IANA names, as Europe/Berlin or UTC.",
  });
};
