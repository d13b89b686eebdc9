import { InvalidArgumentError } from "commander";

const hours: Record<string, number> = { h: 1, d: 24, w: 168 };

/** How far back job history reaches: `30d`, `12h`, `2w`, or a day or an instant. */
export type Since = { hours: number } | { instant: string };

export const parseSince = (text: string): Since => {
  const [, count, unit = ""] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return { hours: Number(count) * (hours[unit] ?? 0) };
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError("It must be a duration such as 30d, 12h or 2w, or a day such as 2026-10-01.");
  return { instant: new Date(time).toISOString() };
};

export const sinceInstant = (since: Since, now: string): string =>
  "instant" in since ? since.instant : new Date(Date.parse(now) - since.hours * 3_600_000).toISOString();
