import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { usageFacts, usageOf, type Uses } from "../../src/findings/usage.ts";

const now = "2026-11-21T21:00:00Z";
const overdueRule: Uses = { family: "schedule", reads: ["facts.due", "facts.overdueSeconds"] };
const leftRule: Uses = { family: "leftovers", reads: ["facts.leftBy"] };
const other: Uses = { family: "notebook", reads: ["rootAccess", "facts.stopPolicy"] };

const overdue = { overdueSeconds: 10_800, runningSince: "2026-11-21T08:00:00Z", instances: "2 ml.m5.large, 1 ml.g5.xlarge" };
const { overdueSeconds: _, ...left } = overdue;

describe("what a finding says of use", () => {
  test("is of something overdue the instance-hours since it was due, and those of a month", () => {
    expect(usageOf(overdueRule, overdue, now)).toEqual({ instanceHours: "9.0", monthlyInstanceHours: "2190" });
  });

  test("is of something left over the instance-hours since it runs: nobody can tell since when it is left", () => {
    expect(usageOf(leftRule, left, now)).toEqual({ instanceHours: "39.0", monthlyInstanceHours: "2190" });
    expect(usageOf(leftRule, { ...overdue, overdueSeconds: 60 }, now)).toEqual({ instanceHours: "39.0", monthlyInstanceHours: "2190" });
  });

  test("is only hours of its own where nobody can count its instances: no count is made up", () => {
    const { instances: __, ...uncounted } = overdue;
    expect(usageOf(overdueRule, uncounted, now)).toEqual({ hours: "3.0", monthlyHours: "730" });
    expect(usageOf(leftRule, { ...left, instances: "serverless" }, now)).toEqual({ hours: "13.0", monthlyHours: "730" });
  });

  test("counts what is counted beside what is not", () => {
    expect(usageOf(leftRule, { ...left, instances: "2 ml.m5.large, serverless" }, now)["instanceHours"]).toBe("26.0");
  });

  test("is nothing for Studio's own instance, which is free", () => {
    expect(usageOf(overdueRule, { ...overdue, instances: null }, now)).toEqual({ instanceHours: "0.0", monthlyInstanceHours: "0" });
  });

  test("says what a month uses where nobody knows since when something runs", () => {
    expect(usageOf(leftRule, { instances: "1 server" }, now)).toEqual({ monthlyInstanceHours: "730" });
  });

  test.each<[string, Uses, JsonObject]>([
    ["of what is not overdue", overdueRule, { ...overdue, overdueSeconds: 0 }],
    ["of what may be overdue or not", overdueRule, left],
    ["of what does not run", leftRule, { ...left, runningSince: null }],
    ["of what has no instances at all, as a volume or a bucket", leftRule, { lostDomain: "d-9" }],
    ["for a rule that asks for neither", other, overdue],
  ])("is left out %s", (_title, rule, facts) => {
    expect(usageOf(rule, facts, now)).toEqual({});
  });

  test("needs derived values that no rule need read", () => {
    expect([overdueRule, leftRule, other].map(usageFacts)).toEqual([
      ["due", "instances", "runningSince", "source"],
      ["instances", "runningSince"],
      [],
    ]);
  });
});
