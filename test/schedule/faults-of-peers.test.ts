import { describe, expect, test } from "vitest";
import { parseOffHours } from "../../src/schedule/custodian.ts";
import { nextDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { importStop, overrideOfRow } from "../../src/schedule/mlspace.ts";
import { applyOverride, parseOverride } from "../../src/schedule/override.ts";
import { overdue, type Timing } from "../../src/schedule/overdue.ts";
import { certain, daily, kindStop } from "./policies.ts";

const at = (text: string): number => Date.parse(text);
const late = (timing: Timing, start: string, now: string): number | "unknown" =>
  overdue({ timing, runningSince: [at(start), at(start)], created: [at(start), at(start)], now: at(now) }).seconds;
const hour = 3600;

describe("MLSpace, and what is done otherwise here", () => {
  test("lets owners override where the project says false, for it asks whether the key is there", () => {
    expect(importStop({ defaultNotebookStopTime: "17:00", allowNotebookOwnerOverride: false })?.override).toBe("forbidden");
    const stop = kindStop({ weekly: daily("17:00", "UTC"), override: "forbidden" });
    expect(applyOverride(stop, parseOverride("23:00"), at("2026-11-21T12:00:00Z"))).toEqual({ limits: stop, overruling: "forbidden" });
  });

  test("deletes the schedule of an endpoint or cluster even when the call failed, so that it runs for ever: it stays overdue", () => {
    const ttl = kindStop({ ttlMinutes: 8 * 60 });
    expect(late(ttl, "2026-11-18T08:00:00Z", "2026-11-21T16:00:00Z")).toBe(72 * hour);
    // Without its row the platform believes that it never ends; that is a word against the policy, not an end of it.
    const never = overrideOfRow(undefined, ttl, at("2026-11-18T08:00:00Z"));
    expect(never && applyOverride(ttl, never, at("2026-11-21T16:00:00Z"))).toEqual({ limits: ttl, overruling: "forbidden" });
  });

  test("moves a notebook's next stop on by a day although stopping failed: it stays overdue since the stop that failed", () => {
    const stop = kindStop({ weekly: daily("17:00", "UTC") });
    expect(late(stop, "2026-11-20T08:00:00Z", "2026-11-20T20:00:00Z")).toBe(3 * hour);
    expect(late(stop, "2026-11-20T08:00:00Z", "2026-11-21T12:00:00Z")).toBe(19 * hour);
  });

  test("finds a cluster by its name among those of the last seconds: here the time counts from the cluster's own creation", () => {
    const ttl = kindStop({ ttlMinutes: 8 * 60 });
    const [older, newer] = ["2026-11-21T08:00:00Z", "2026-11-21T08:00:10Z"];
    expect(
      [older, newer].map(
        (created) =>
          overdue({ timing: ttl, runningSince: [at(created), at(created)], created: [at(created), at(created)], now: at(newer) }).due,
      ),
    ).toEqual([at("2026-11-21T16:00:00Z"), at("2026-11-21T16:00:10Z")]);
  });

  test("makes 17:00 into 22:00Z, 16:00Z or 11:30Z with the server's time zone: here it is 17:00 in the zone that is named", () => {
    // Under four values of TZ in due.test.ts; this is what they agree on.
    expect(writeInstant(certain(nextDue(daily("17:00", "UTC"), at("2026-11-21T12:00:00Z"))))).toBe("2026-11-21T17:00:00Z");
  });

  test("catches a notebook that was started by hand only at the next stop time: strict makes it due at once", () => {
    const lenient = kindStop({ weekly: daily("17:00", "UTC") });
    const strict = kindStop({ weekly: daily("17:00", "UTC"), strict: true });
    expect(late(lenient, "2026-11-21T18:00:00Z", "2026-11-21T20:00:00Z")).toBe(0);
    expect(late(strict, "2026-11-21T18:00:00Z", "2026-11-21T20:00:00Z")).toBe(2 * hour);
    expect(late(strict, "2026-11-22T08:00:00Z", "2026-11-22T12:00:00Z")).toBe(0);
  });

  test("knows nothing of what was not made through it: a thing without a row has its project's time", () => {
    const stop = kindStop({ weekly: daily("17:00", "UTC") });
    const never = overrideOfRow(undefined, stop, null);
    expect(never && applyOverride(stop, never, at("2026-11-21T12:00:00Z")).limits).toEqual(stop);
  });
});

describe("Cloud Custodian, and what is done otherwise here", () => {
  const tagged = (value: string): Timing => {
    const base = kindStop({ weekly: daily("19:00", "UTC"), override: "allowed" });
    return { ...base, ...applyOverride(base, parseOverride(value), at("2026-11-20T12:00:00Z")).limits };
  };

  test("acts only when the hour is the very hour: a run that is missed is made good by every later one", () => {
    const friday = tagged("off=(M-F,19)");
    const judged = ["19:59", "20:00", "20:01", "21:00", "23:00"].map((time) =>
      late(friday, "2026-11-20T08:00:00Z", `2026-11-20T${time}:00Z`),
    );
    expect(judged).toEqual([0, 0, 3660, 2 * hour, 4 * hour]);
    expect(late(friday, "2026-11-20T08:00:00Z", "2026-11-23T08:00:00Z")).toBe(61 * hour);
  });

  test("leaves alone until the next day what was started by hand: so does this, unless strict, which holds until the on hour", () => {
    const nights = { ...tagged("off=(M-F,19);on=(M-F,7)"), strict: true };
    expect(late(nights, "2026-11-20T22:00:00Z", "2026-11-21T00:00:00Z")).toBe(2 * hour);
    expect(late(nights, "2026-11-22T10:00:00Z", "2026-11-22T12:00:00Z")).toBe(2 * hour);
    expect(late(nights, "2026-11-23T07:00:00Z", "2026-11-23T12:00:00Z")).toBe(0);
  });

  test("logs a value that it cannot read and skips the resource: here the project's time applies, and the value is a finding", () => {
    for (const value of ["off=(M-F,24)", "off=(M-F,19);tz=nowhere", "foobar", "off=(X,19)"]) {
      expect(parseOffHours(value).type).toBe("malformed");
      expect(late(tagged(value), "2026-11-20T08:00:00Z", "2026-11-20T23:00:00Z")).toBe(4 * hour);
    }
  });

  test("knows whole hours only: half-hour zones and half hours are due to the minute", () => {
    expect(late(tagged("19:30 Asia/Kolkata"), "2026-11-20T08:00:00Z", "2026-11-20T15:00:01Z")).toBe(hour + 1);
    expect(late(tagged("off=(M-F,19);tz=it"), "2026-11-20T08:00:00Z", "2026-11-20T14:30:01Z")).toBe(hour + 1);
  });

  test("does not honour an escaped value that users took from its documentation", () => {
    expect(parseOffHours("offu3du28M-Fu2c22u29")).toEqual(parseOffHours("off=(M-F,22)"));
  });
});
