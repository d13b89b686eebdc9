import { dayRange } from "./days.ts";
import type { WeeklyTime } from "./stop-policy.ts";
import { isTimeZone } from "./wall-time.ts";

/**
 * What a tag in Cloud Custodian's off-hours grammar says. `timeZone` null: that of the policy. `off` null: the policy's own times, which
 * is what an empty value, `on`, or a zone alone ask for.
 */
export type OffHours =
  { type: "schedule"; off: readonly WeeklyTime[] | null; on: readonly WeeklyTime[] | null; timeZone: string | null } | { type: "never" };

export type Malformed = { type: "malformed"; why: string };

/** Custodian's own names for zones, odd ones among them: `ist` is Dublin, `it` India, `at` Phoenix. */
const aliases: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  ...Object.fromEntries(["pdt", "pt", "pst"].map((name) => [name, "America/Los_Angeles"])),
  ...Object.fromEntries(["ast", "at"].map((name) => [name, "America/Phoenix"])),
  ...Object.fromEntries(["est", "edt", "et"].map((name) => [name, "America/New_York"])),
  ...Object.fromEntries(["cst", "cdt", "ct"].map((name) => [name, "America/Chicago"])),
  ...Object.fromEntries(["mst", "mdt", "mt"].map((name) => [name, "America/Denver"])),
  ...Object.fromEntries(["gmt", "gt"].map((name) => [name, "Etc/GMT"])),
  bst: "Europe/London",
  ist: "Europe/Dublin",
  cet: "Europe/Berlin",
  it: "Asia/Kolkata",
  jst: "Asia/Tokyo",
  kst: "Asia/Seoul",
  sgt: "Asia/Singapore",
  aet: "Australia/Sydney",
  brt: "America/Sao_Paulo",
  nzst: "Pacific/Auckland",
  utc: "Etc/UTC",
});

/** Some services refuse these characters in tags, so they may be written as `u` and their code: `offu3du28M-Fu2c18u29`. */
const unescape = (value: string): string =>
  value.replace(/u(28|29|5b|5d|2c|3b|3d|2d)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const letters = "mtwhfsu";

const dayOf = (text: string | undefined): number | undefined => {
  const at = text?.length === 1 ? letters.indexOf(text) : -1;
  return at < 0 ? undefined : at + 1;
};

const daysOf = (text: string): readonly number[] | undefined => {
  const [from, to = from, ...more] = text.split("-");
  const [first, last] = [dayOf(from), dayOf(to)];
  return first === undefined || last === undefined || more.length > 0 ? undefined : dayRange(first, last);
};

const timeOf = (text: string): WeeklyTime | undefined => {
  const [days, hour = "", ...more] = text.replace(/[()]/g, "").split(",");
  const chosen = days === undefined ? undefined : daysOf(days);
  if (!chosen || more.length > 0 || !/^\d{1,2}$/.test(hour) || Number(hour) > 23) return undefined;
  return { at: `${hour.padStart(2, "0")}:00`, days: chosen };
};

/** `(M-F,19)`, `[(M-F,21),(U,18)]`, and as Custodian has it without the brackets, too. */
const timesOf = (text: string): readonly WeeklyTime[] | undefined => {
  const times = text
    .replace(/[[\]]/g, "")
    .split(/,(?=\()/)
    .map(timeOf);
  return times.some((time) => time === undefined) ? undefined : times.filter((time) => time !== undefined);
};

const zoneOf = (text: string): string | undefined => {
  const zone = aliases[text] ?? text;
  return isTimeZone(zone) ? zone : undefined;
};

type Said = { off: readonly WeeklyTime[] | null; on: readonly WeeklyTime[] | null; timeZone: string | null };

const malformed = (why: string): Malformed => ({ type: "malformed", why });

const add = (said: Said, part: string): Said | Malformed => {
  const [key, value, ...more] = part.split("=").map((text) => text.trim());
  if (value === undefined || more.length > 0) return malformed(`"${part}" is not of the form key=value`);
  if (key === "tz") {
    const timeZone = value === "" ? null : zoneOf(value);
    return timeZone === undefined ? malformed(`there is no time zone "${value}"`) : { ...said, timeZone };
  }
  if (key !== "off" && key !== "on") return malformed(`"${key}" is none of off, on and tz`);
  const times = timesOf(value);
  return times ? { ...said, [key]: times } : malformed(`"${value}" is no list of (days,hour)`);
};

/** Cloud Custodian's off-hours grammar as it is, escaped or not. Where Custodian would log and skip, this says what is wrong. */
export const parseOffHours = (text: string): OffHours | Malformed => {
  const value = unescape(text.trim().replace(/^['"]+|['"]+$/g, ""))
    .toLowerCase()
    .trim();
  if (value === "off") return { type: "never" };
  let said: Said = { off: null, on: null, timeZone: null };
  if (value === "" || value === "on") return { type: "schedule", ...said };
  for (const part of value.split(";").map((one) => one.trim())) {
    if (part === "") continue;
    const next = add(said, part);
    if ("type" in next) return next;
    said = next;
  }
  return { type: "schedule", ...said };
};
