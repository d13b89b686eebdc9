import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import type { StopPolicy } from "../../src/schedule/stop-policy.ts";
import { daily, policyOf } from "../schedule/policies.ts";
import { estateOf, factOf } from "./estate.ts";
import { onlyEverHides } from "./hide-facts.ts";

const stopAt = (at: string): StopPolicy => policyOf({ weekly: daily(at, "UTC") });
const context = (stop: Partial<FactContext["stop"]> = {}, now = "2026-11-21T21:00:00Z"): FactContext => ({
  now,
  stop: { default: null, projects: new Map([["churn", stopAt("18:00")]]), ...stop },
});
const denied = { reason: "denied", detail: "hidden" } as const;

const notebook = (config: JsonObject, unknown: Unknowns = {}, createdAt = "2026-11-01T09:00:00Z") =>
  estateOf([
    {
      kind: "notebook-instance",
      name: "explore",
      config: { state: "InService", modifiedAt: "2026-11-21T08:30:00Z", tags: { project: "churn" }, ...config },
      unknown,
      createdAt,
    },
  ]);

const factsOf = (estate: ReturnType<typeof notebook>, given = context()) =>
  ["due", "runningSince", "overdueSeconds", "source"].map((name) => factOf(estate, name, given));

describe("the stop time of a notebook", () => {
  test("is its project's, and it is overdue by the time since then", () => {
    expect(factsOf(notebook({}))).toEqual(["2026-11-21T18:00:00Z", "2026-11-21T08:30:00Z", 10_800, "project churn"]);
  });

  test("is the estate's where the project has none or is not known to the map", () => {
    const given = context({ default: stopAt("20:30"), projects: new Map([["churn", null]]) });
    expect(factsOf(notebook({}), given)).toEqual(["2026-11-21T20:30:00Z", "2026-11-21T08:30:00Z", 0, "estate"]);
    expect(factsOf(notebook({ tags: {} }), given)).toEqual(["2026-11-21T20:30:00Z", "2026-11-21T08:30:00Z", 0, "estate"]);
  });

  test("is null where nobody gave one", () => {
    expect(factsOf(notebook({ tags: { project: "other" } }))).toEqual([null, "2026-11-21T08:30:00Z", null, null]);
  });

  test("a project cannot be named like what every object has", () => {
    expect(factsOf(notebook({ tags: { project: "constructor" } }))).toEqual([null, "2026-11-21T08:30:00Z", null, null]);
  });

  test("is not missed by what does not run", () => {
    expect(factsOf(notebook({ state: "Stopped" }))).toEqual(["2026-11-22T18:00:00Z", null, 0, "project churn"]);
  });

  test("is the next one for what was started again after it", () => {
    expect(factsOf(notebook({ modifiedAt: "2026-11-21T18:00:01Z" }))).toEqual([
      "2026-11-22T18:00:00Z",
      "2026-11-21T18:00:01Z",
      0,
      "project churn",
    ]);
  });

  test("a stop that failed leaves the notebook overdue, whatever else believes that it is done", () => {
    expect(factOf(notebook({ modifiedAt: "2026-11-18T08:30:00Z" }), "overdueSeconds", context())).toBe(3 * 86_400 + 10_800);
  });

  test("is unknown where the project's tag is hidden and projects differ", () => {
    const estate = notebook({ tags: {} }, { "/tags/project": denied });
    expect(factsOf(estate)).toEqual([{ unknown: "denied" }, "2026-11-21T08:30:00Z", { unknown: "denied" }, { unknown: "denied" }]);
    expect(factOf(notebook({ tags: {} }, { "/tags/-": denied }), "due", context())).toEqual({ unknown: "denied" });
  });

  test("is known in spite of a hidden tag where every project and the estate say the same, or nobody says anything", () => {
    const estate = notebook({ tags: {} }, { "/tags/project": denied });
    const same = context({ default: stopAt("18:00") });
    expect(factsOf(estate, same)).toEqual(["2026-11-21T18:00:00Z", "2026-11-21T08:30:00Z", 10_800, { unknown: "denied" }]);
    expect(factsOf(estate, context({ projects: new Map([["churn", null]]) }))).toEqual([null, "2026-11-21T08:30:00Z", null, null]);
  });

  test("since when it runs is no better than a bound while it is changing, and unknown once that makes a difference", () => {
    const changing = notebook({ state: "Updating" });
    expect(factsOf(changing)).toEqual([{ unknown: "not-given" }, { unknown: "not-given" }, { unknown: "not-given" }, "project churn"]);
    expect(factOf(notebook({ state: "Pending" }, {}, "2026-11-21T08:00:00Z"), "overdueSeconds", context())).toBe(10_800);
  });

  test("an unknown state decides nothing, unless it was created after the stop time", () => {
    const { state: _, ...rest } = { state: "", modifiedAt: "2026-11-21T20:30:00Z", tags: { project: "churn" } };
    const unseen = (createdAt: string) =>
      estateOf([{ kind: "notebook-instance", name: "explore", config: rest, unknown: { "/state": denied }, createdAt }]);
    expect(factOf(unseen("2026-11-01T09:00:00Z"), "overdueSeconds", context())).toEqual({ unknown: "denied" });
    expect(factOf(unseen("2026-11-21T20:00:00Z"), "overdueSeconds", context())).toBe(0);
  });

  test("leaves the estate as its source said it", () => {
    const estate = notebook({});
    const before = structuredClone(estate);
    deriveFacts(estate, context());
    expect(estate).toEqual(before);
  });

  test("hiding anything moves it only to unknown", () => {
    const hoursFrom = (from: string, hours: number): string => new Date(Date.parse(from) + hours * 3_600_000).toISOString();
    // Nothing changes before it is created; AWS's clock may be ahead of ours.
    const times = fc
      .tuple(fc.integer({ min: -100, max: 2 }), fc.nat(60))
      .map(
        ([created, later]) =>
          [hoursFrom("2026-11-21T21:00:00Z", created), hoursFrom("2026-11-21T21:00:00Z", Math.min(created + later, 3))] as const,
      );
    const policy = fc.option(fc.constantFrom("18:00", "20:30", "03:00").map(stopAt));
    const worlds = fc
      .record({
        state: fc.constantFrom("InService", "InService", "Pending", "Updating", "Stopped", "Failed"),
        times,
        tags: fc.constantFrom<JsonObject>({ project: "churn" }, { project: "grid", user: "ada" }, { user: "ada" }, {}),
        churn: policy,
        grid: policy,
        estate: policy,
      })
      .map(({ state, times: [createdAt, modifiedAt], tags, churn, grid, estate }) => ({
        estate: estateOf([{ kind: "notebook-instance", name: "explore", config: { state, modifiedAt, tags }, createdAt }]),
        context: context({
          default: estate,
          projects: new Map([
            ["churn", churn],
            ["grid", grid],
          ]),
        }),
      }));
    const counts = onlyEverHides(worlds, ["due", "runningSince", "overdueSeconds", "source"], 1500);
    for (const { known, hidden } of Object.values(counts)) {
      expect(known).toBeGreaterThan(500);
      expect(hidden).toBeGreaterThan(50);
      expect(hidden).toBeLessThan(known);
    }
  });
});
