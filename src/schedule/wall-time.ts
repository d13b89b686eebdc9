import { Problem } from "../estate/problem.ts";

export type WallTime = { hour: number; minute: number };

/** `HH:MM` on a clock of 24 hours, as a stop policy says it. */
export const parseWallTime = (text: string, where?: string): WallTime => {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) {
    throw new Problem({
      code: "stop-time-malformed",
      what: `"${text}" is no time of day.`,
      ...(where === undefined ? {} : { where }),
      todo: "Write it as HH:MM on a clock of 24 hours, as 19:00.",
    });
  }
  return { hour: Number(hour), minute: Number(minute) };
};

/** The zone as it was written, once it is known to exist. */
export const parseTimeZone = (text: string, where?: string): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone && text;
  } catch (cause) {
    throw new Problem(
      {
        code: "time-zone-unknown",
        what: `There is no time zone "${text}".`,
        ...(where === undefined ? {} : { where }),
        todo: "Give one of the IANA names, as Europe/Berlin or UTC.",
      },
      { cause },
    );
  }
};
