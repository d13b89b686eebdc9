import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Cron } from "croner";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import * as due from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import type { Weekly } from "../../src/schedule/stop-policy.ts";
import { certain, daily } from "./policies.ts";
import { changes, zones } from "./zones.ts";

const lastDue = (policy: Weekly, now: number): number => certain(due.lastDue(policy, now));
const nextDue = (policy: Weekly, now: number): number => certain(due.nextDue(policy, now));
const at = (text: string): number => Date.parse(text);

const anyZone = fc.constantFrom(...zones);
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const anyPolicy = fc.record({ at: anyTime, timeZone: anyZone }).map(({ at: time, timeZone }) => daily(time, timeZone));
const timeOf = ({ times: [first] }: Weekly): string => first?.at ?? "";
const hour = 3_600_000;
/** Any instant of thirty years, or close to one where the clocks change. */
const anyInstant = fc.oneof(
  fc.integer({ min: at("2005-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") }),
  fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -60 * hour, max: 60 * hour })).map(([change, shift]) => at(change) + shift),
);

const wallOf = (instant: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: "minute" });

describe("the daily due instant", () => {
  test.each([
    ["a half-hour zone", daily("19:00", "Asia/Kolkata"), "2026-11-21T13:29:59Z", "2026-11-20T13:30:00Z", "2026-11-21T13:30:00Z"],
    ["a zone west of UTC", daily("19:00", "America/New_York"), "2026-11-21T12:00:00Z", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["a leap day", daily("19:00", "UTC"), "2028-02-29T20:00:00Z", "2028-02-29T19:00:00Z", "2028-03-01T19:00:00Z"],
    ["midnight", daily("00:00", "Europe/Berlin"), "2026-11-21T22:59:59Z", "2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z"],
    ["the due instant itself", daily("19:00", "UTC"), "2026-11-21T19:00:00Z", "2026-11-21T19:00:00Z", "2026-11-22T19:00:00Z"],
  ])("is found at %s", (_, policy, now, ...both) => {
    expect([writeInstant(lastDue(policy, at(now))), writeInstant(nextDue(policy, at(now)))]).toEqual(both);
  });

  test("comes an hour later where the clock leaps over it in spring", () => {
    const policy = daily("02:30", "Europe/Berlin");
    expect(writeInstant(nextDue(policy, at("2026-03-28T12:00:00Z")))).toBe("2026-03-29T01:30:00Z");
    expect(wallOf(at("2026-03-29T01:30:00Z"), "Europe/Berlin")).toBe("03:30");
  });

  test("comes once, at the first of the two, where the clock goes back in autumn", () => {
    const policy = daily("02:30", "Europe/Berlin");
    expect(writeInstant(nextDue(policy, at("2026-10-24T12:00:00Z")))).toBe("2026-10-25T00:30:00Z");
    expect(writeInstant(nextDue(policy, at("2026-10-25T00:30:00Z")))).toBe("2026-10-26T01:30:00Z");
  });

  test("follows a clock change of half an hour", () => {
    const policy = daily("02:15", "Australia/Lord_Howe");
    expect(wallOf(nextDue(policy, at("2026-10-03T12:00:00Z")), "Australia/Lord_Howe")).toBe("02:45");
    expect(writeInstant(nextDue(daily("01:45", "Australia/Lord_Howe"), at("2026-04-04T12:00:00Z")))).toBe("2026-04-04T14:45:00Z");
  });

  test("is not lost where a zone leaves out a whole day", () => {
    const policy = daily("19:00", "Pacific/Apia");
    const before = nextDue(policy, at("2011-12-29T20:00:00Z"));
    expect([before, nextDue(policy, before)].map(writeInstant)).toEqual(["2011-12-30T05:00:00Z", "2011-12-31T05:00:00Z"]);
  });

  test("is unique: no other lies between the last and the next, and each finds the other", () => {
    fc.assert(
      fc.property(anyPolicy, anyInstant, (policy, now) => {
        const [last, next] = [lastDue(policy, now), nextDue(policy, now)];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(lastDue(policy, next)).toBe(next);
        expect(nextDue(policy, last)).toBe(next);
        expect(next - last).toBeGreaterThanOrEqual(22 * hour);
        expect(next - last).toBeLessThanOrEqual(26 * hour);
      }),
      { numRuns: 500 },
    );
  });

  test("only ever moves forward with time", () => {
    fc.assert(
      fc.property(anyPolicy, anyInstant, fc.integer({ min: 0, max: 72 * hour }), (policy, now, later) => {
        expect(lastDue(policy, now + later)).toBeGreaterThanOrEqual(lastDue(policy, now));
        expect(nextDue(policy, now + later)).toBeGreaterThanOrEqual(nextDue(policy, now));
      }),
      { numRuns: 300 },
    );
  });

  test("is on the wall clock what the policy says, unless that time does not exist on the day", () => {
    fc.assert(
      fc.property(anyPolicy, anyInstant, (policy, now) => {
        const next = nextDue(policy, now);
        const wall = wallOf(next, policy.timeZone);
        if (wall === timeOf(policy)) return;
        const day = Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(policy.timeZone).toPlainDate();
        const wanted = day.toPlainDateTime(Temporal.PlainTime.from(timeOf(policy)));
        expect(() => wanted.toZonedDateTime(policy.timeZone, { disambiguation: "reject" })).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  test("is the one that croner finds, wherever the wall time exists", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyPolicy, anyInstant, (policy, now) => {
        const [hours, minutes] = timeOf(policy).split(":").map(Number);
        const ours = nextDue(policy, now);
        if (wallOf(ours, policy.timeZone) !== timeOf(policy)) return;
        const theirs = new Cron(`${minutes} ${hours} * * *`, { timezone: policy.timeZone, paused: true }).nextRun(new Date(now));
        expect(theirs && writeInstant(theirs.getTime())).toBe(writeInstant(ours));
        compared++;
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(250);
  });

  const anyDays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });

  test("on some days of the week is the one that croner finds, wherever the wall time exists", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyTime, anyZone, anyDays, anyInstant, (time, timeZone, days, now) => {
        const ours = nextDue(daily(time, timeZone, days), now);
        if (wallOf(ours, timeZone) !== time) return;
        // A day that a zone leaves out is due on the next, for which croner has no word.
        const { dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(ours).toZonedDateTimeISO(timeZone).toPlainDate();
        if (!days.includes(dayOfWeek)) return;
        const [hours, minutes] = time.split(":").map(Number);
        const cron = new Cron(`${minutes} ${hours} * * ${days.map((day) => day % 7).join(",")}`, { timezone: timeZone, paused: true });
        const theirs = cron.nextRun(new Date(now));
        expect(theirs && writeInstant(theirs.getTime())).toBe(writeInstant(ours));
        compared++;
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(250);
  });

  test("falls on its days alone, is in order, and leaves none out", () => {
    fc.assert(
      fc.property(anyTime, anyZone, anyDays, anyInstant, (time, timeZone, days, now) => {
        const policy = daily(time, timeZone, days);
        const next = nextDue(policy, now);
        expect(lastDue(policy, next)).toBe(next);
        expect(nextDue(policy, lastDue(policy, now))).toBe(next);
        const date = Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(timeZone).toPlainDate();
        // A day that a zone leaves out is due on the next; a time within the gap at midnight stays on its day.
        if (wallOf(next, timeZone) === time && timeZone !== "Pacific/Apia") expect(days).toContain(date.dayOfWeek);
      }),
      { numRuns: 300 },
    );
  });

  test("leaves out the days that are named, and only those", () => {
    const policy = daily("19:00", "UTC", [1, 2, 3, 4, 5], { skipDays: ["2026-12-24", "2026-12-25"] });
    expect(writeInstant(nextDue(policy, at("2026-12-23T20:00:00Z")))).toBe("2026-12-28T19:00:00Z");
    expect(writeInstant(lastDue(policy, at("2026-12-25T20:00:00Z")))).toBe("2026-12-23T19:00:00Z");
  });

  test("is none where no day is left", () => {
    expect(due.nextDue(daily("19:00", "UTC", []), at("2026-12-23T20:00:00Z"))).toBeNull();
    expect(due.lastDue(daily("19:00", "UTC", []), at("2026-12-23T20:00:00Z"))).toBeNull();
  });

  test("of several times on several days is the nearest", () => {
    const weekly = {
      ...daily("21:00", "UTC", [1, 2, 3, 4, 5]),
      times: [
        { at: "21:00", days: [1, 2, 3, 4, 5] },
        { at: "18:00", days: [7] },
      ],
    };
    const from = at("2026-11-20T21:00:00Z");
    const all = [nextDue(weekly, from), nextDue(weekly, nextDue(weekly, from))].map(writeInstant);
    expect(all).toEqual(["2026-11-22T18:00:00Z", "2026-11-23T21:00:00Z"]);
  });

  test("does not depend on the time zone of the machine", () => {
    const script = fileURLToPath(new URL("print-due.ts", import.meta.url));
    const outputs = ["UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"].map((TZ) =>
      execFileSync(process.execPath, [script], { env: { ...process.env, TZ, NODE_OPTIONS: "" }, encoding: "utf8" })
        .trim()
        .split("\n"),
    );
    // The last line proves that each process really had a zone of its own.
    expect(new Set(outputs.map((lines) => lines.at(-1))).size).toBe(4);
    expect(new Set(outputs.map((lines) => lines.slice(0, -1).join("\n"))).size).toBe(1);
    expect(outputs[0]?.length).toBe(zones.length * changes.length * 4 + 1);
  });
});
