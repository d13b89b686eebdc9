import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Cron } from "croner";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { lastDue, nextDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { changes, zones } from "./zones.ts";

const daily = (at: string, timeZone: string) => ({ at, timeZone });
const at = (text: string): number => Date.parse(text);

const anyZone = fc.constantFrom(...zones);
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const anyPolicy = fc.record({ at: anyTime, timeZone: anyZone });
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
        if (wall === policy.at) return;
        const day = Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(policy.timeZone).toPlainDate();
        const wanted = day.toPlainDateTime(Temporal.PlainTime.from(policy.at));
        expect(() => wanted.toZonedDateTime(policy.timeZone, { disambiguation: "reject" })).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  test("is the one that croner finds, wherever the wall time exists", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyPolicy, anyInstant, (policy, now) => {
        const [hours, minutes] = policy.at.split(":").map(Number);
        const ours = nextDue(policy, now);
        if (wallOf(ours, policy.timeZone) !== policy.at) return;
        const theirs = new Cron(`${minutes} ${hours} * * *`, { timezone: policy.timeZone, paused: true }).nextRun(new Date(now));
        expect(theirs && writeInstant(theirs.getTime())).toBe(writeInstant(ours));
        compared++;
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(250);
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
