import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { type Between, overdue } from "../../src/schedule/overdue.ts";
import { certain, daily, kindStop } from "./policies.ts";
import { changes, zones } from "./zones.ts";

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string): number => Date.parse(text);
const policy = kindStop({ weekly: daily("19:00", "UTC"), graceMinutes: 15, everyMinutes: 60 });
const since = (between: Between) => ({ runningSince: between, created: between });
const exactly = (instant: number) => since([instant, instant]);

const late = (start: string, now: string): number | "unknown" => overdue({ timing: policy, ...exactly(at(start)), now: at(now) }).seconds;

describe("overdue", () => {
  test.each([
    ["what runs since the morning is not due before its stop time", "2026-11-21T08:00:00Z", "2026-11-21T18:59:59Z", 0],
    ["the stop workflow has its interval and the grace to come", "2026-11-21T08:00:00Z", "2026-11-21T20:15:00Z", 0],
    ["a second later it is overdue, counted from the due instant", "2026-11-21T08:00:00Z", "2026-11-21T20:15:01Z", 4501],
    ["three missed days are still overdue, counted from the first", "2026-11-18T08:00:00Z", "2026-11-21T18:00:00Z", 71 * 3600],
    ["a new due instant gives what was missed before no new grace", "2026-11-20T08:00:00Z", "2026-11-21T19:01:00Z", 24 * 3600 + 60],
    ["what was started after the due instant is due at the next one", "2026-11-20T19:00:01Z", "2026-11-21T18:00:00Z", 0],
    ["what was started at the due instant is due at the next one", "2026-11-20T19:00:00Z", "2026-11-21T18:00:00Z", 0],
  ])("%s", (_, start, now, seconds) => {
    expect(late(start, now)).toBe(seconds);
  });

  test("a run of the workflow in the wrong hour, or none for days, changes nothing: the state alone decides", () => {
    const judged = [22, 26, 50, 74].map((hours) => late("2026-11-18T08:00:00Z", writeInstant(at("2026-11-18T00:00:00Z") + hours * hour)));
    expect(judged).toEqual([3, 7, 31, 55].map((hours) => hours * 3600));
  });

  test("a bound on the start that spans the due instant is unknown once it makes a difference", () => {
    const between = [at("2026-11-20T12:00:00Z"), at("2026-11-20T21:00:00Z")] as const;
    expect(overdue({ timing: policy, ...since(between), now: at("2026-11-20T20:00:00Z") })).toEqual({ due: "unknown", seconds: 0 });
    expect(overdue({ timing: policy, ...since(between), now: at("2026-11-20T22:00:00Z") })).toEqual({ due: "unknown", seconds: "unknown" });
  });

  test("a bound on the start that lies on one side of the due instant is as good as the instant", () => {
    const between = [at("2026-11-20T08:00:00Z"), at("2026-11-20T18:00:00Z")] as const;
    expect(overdue({ timing: policy, ...since(between), now: at("2026-11-20T22:00:00Z") })).toEqual({
      due: at("2026-11-20T19:00:00Z"),
      seconds: 3 * 3600,
    });
  });

  test("a schedule that changed today counts as it stands now: the start decides, not what was due under the old one", () => {
    const start = at("2026-11-21T08:00:00Z");
    const judge = (time: string, now: string) =>
      overdue({ timing: kindStop({ weekly: daily(time, "UTC") }), ...exactly(start), now: at(now) }).seconds;
    expect(judge("18:00", "2026-11-21T20:00:00Z")).toBe(2 * 3600);
    expect(judge("22:00", "2026-11-21T20:00:00Z")).toBe(0);
    expect(judge("10:00", "2026-11-21T20:00:00Z")).toBe(10 * 3600);
  });

  test("of a daily time, the longest uptime and the time to live, the first counts", () => {
    const timing = kindStop({ weekly: daily("19:00", "UTC"), maxUptimeMinutes: 600, ttlMinutes: 120, everyMinutes: 1 });
    const judge = (one: typeof timing) =>
      overdue({
        timing: one,
        runningSince: [at("2026-11-21T08:00:00Z"), at("2026-11-21T08:00:00Z")],
        created: [at("2026-11-21T07:00:00Z"), at("2026-11-21T07:00:00Z")],
        now: at("2026-11-21T21:00:00Z"),
      }).seconds;
    expect(judge(timing)).toBe(12 * 3600);
    expect(judge({ ...timing, ttlMinutes: null })).toBe(3 * 3600);
    expect(judge({ ...timing, ttlMinutes: null, maxUptimeMinutes: null })).toBe(2 * 3600);
    expect(overdue({ timing: kindStop(), ...exactly(0), now: at("2026-11-21T21:00:00Z") })).toEqual({ due: null, seconds: 0 });
  });

  const anyPolicy = fc
    .record({
      time: fc.constantFrom("00:00", "02:30", "19:00", "23:59"),
      timeZone: fc.constantFrom(...zones),
      graceMinutes: fc.integer({ min: 0, max: 120 }),
      everyMinutes: fc.integer({ min: 1, max: 1440 }),
      maxUptimeMinutes: fc.constantFrom(null, null, 600, 4000),
      ttlMinutes: fc.constantFrom(null, null, 3000),
      strict: fc.boolean(),
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      starts: fc.constantFrom([], [{ at: "07:00", days: [1, 2, 3, 4, 5] }]),
    })
    .map(({ time, timeZone, days, starts, ...allowed }) => ({ ...kindStop(allowed), weekly: daily(time, timeZone, days, { starts }) }));
  const dailyAlone = anyPolicy.map((one) => ({ ...one, maxUptimeMinutes: null, ttlMinutes: null, strict: false }));
  const anyNow = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -100 * hour, max: 100 * hour }))
    .map(([change, shift]) => at(change) + shift);
  const anyAge = fc.integer({ min: 0, max: 200 * hour });

  test("is what the words say: running since before a due instant, and later than due, interval and grace together", () => {
    fc.assert(
      fc.property(dailyAlone, anyNow, anyAge, (one, now, age) => {
        const { seconds } = overdue({ timing: one, ...exactly(now - age), now });
        const allowed = (one.everyMinutes + one.graceMinutes) * minute;
        // The same said from the other end: the workflow's last chance was the due instant before now less what is allowed.
        const missed = certain(lastDue(one.weekly, now - allowed - 1)) > now - age;
        expect(seconds !== 0).toBe(missed);
      }),
      { numRuns: 400 },
    );
  });

  test("never ends by waiting, and only ever grows", () => {
    fc.assert(
      fc.property(anyPolicy, anyNow, anyAge, fc.integer({ min: 0, max: 60 * hour }), (one, now, age, later) => {
        const start = exactly(now - age);
        expect(Number(overdue({ timing: one, ...start, now: now + later }).seconds)).toBeGreaterThanOrEqual(
          Number(overdue({ timing: one, ...start, now }).seconds),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("a bound says nothing that an instant within it contradicts", () => {
    fc.assert(
      fc.property(anyPolicy, anyNow, anyAge, fc.tuple(fc.nat(72 * hour), fc.nat(72 * hour)), (one, now, age, [before, after]) => {
        const exact = overdue({ timing: one, ...exactly(now - age), now });
        const bound = overdue({ timing: one, ...since([now - age - before, now - age + after]), now });
        expect([exact.due, "unknown"]).toContain(bound.due);
        expect([exact.seconds, "unknown"]).toContain(bound.seconds);
      }),
      { numRuns: 300 },
    );
  });
});
