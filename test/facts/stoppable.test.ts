import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import type { KindStop, StopPolicy } from "../../src/schedule/stop-policy.ts";
import { daily, kindStop, policyOf } from "../schedule/policies.ts";
import { estateOf, factOf } from "./estate.ts";
import { onlyEverHides } from "./hide-facts.ts";

const now = "2026-11-21T21:00:00Z";
const denied = { reason: "denied", detail: "hidden" } as const;
const under = (churn: StopPolicy | null, more: Partial<FactContext["stop"]> = {}): FactContext => ({
  now,
  stop: { default: null, projects: new Map([["churn", churn]]), ...more },
});
const forKind = (kind: string, given: Partial<KindStop>): StopPolicy => ({
  byKind: { ...policyOf({}).byKind, [kind]: kindStop(given) },
  protections: [],
});

type Thing = { kind: string; config?: JsonObject; unknown?: Unknowns; createdAt?: string };
const one = ({ kind, config = {}, ...rest }: Thing, others: Parameters<typeof estateOf>[0] = [], states = {}) =>
  estateOf([{ kind, name: "thing", config: { tags: { project: "churn" }, ...config }, ...rest }, ...others], states);
const facts = (estate: ReturnType<typeof one>, context: FactContext, names = ["due", "overdueSeconds", "source"]) =>
  names.map((name) => factOf(estate, name, context));

const hour = 3600;

describe("what has stop times beside notebooks", () => {
  test("an application of Studio runs since it was made, and has the daily stop time", () => {
    const app = one({ kind: "app", config: { state: "InService", spaceName: null, domainId: "d-1", instanceType: "ml.t3.medium" } });
    expect(facts(app, under(policyOf({ weekly: daily("18:00", "UTC") })))).toEqual([
      "2026-11-01T18:00:00Z",
      20 * 86_400 + 3 * hour,
      "project churn",
    ]);
  });

  test("an application without a project tag belongs to its space's project", () => {
    const config = { tags: {}, state: "InService", spaceName: "lab", domainId: "d-1", instanceType: "ml.t3.medium" };
    const policy = under(policyOf({ weekly: daily("18:00", "UTC") }));
    const space = { kind: "space", name: "lab", config: { domainId: "d-1", tags: { project: "churn" } } };
    const created = "2026-11-21T20:00:00Z";
    expect(facts(one({ kind: "app", config, createdAt: created }, [space]), policy)).toEqual(["2026-11-22T18:00:00Z", 0, "project churn"]);
    expect(facts(one({ kind: "app", config }, [], { space: "denied" }), policy)).toEqual([
      { unknown: "denied" },
      { unknown: "denied" },
      { unknown: "denied" },
    ]);
  });

  test("an application whose tags say nothing stops when its space asks for it, and is kept as its space is", () => {
    const config = { tags: {}, state: "InService", spaceName: "lab", domainId: "d-1", instanceType: "ml.t3.medium" };
    const weekly = daily("18:00", "UTC");
    const keep = { tag: "keep", value: null, name: null, reason: "the exam", expires: "2026-12-31" };
    const allowing = under(policyOf({ weekly, override: "allowed" }, [keep]));
    const space = (tags: JsonObject, unknown: Unknowns = {}) => [
      { kind: "space", name: "lab", config: { domainId: "d-1", tags }, unknown },
    ];
    const app = (spaces: ReturnType<typeof space>, own: JsonObject = {}) => one({ kind: "app", config: { ...config, tags: own } }, spaces);
    const names = ["due", "source", "protection"];
    const ofSpace = app(space({ project: "churn", "stop-time": "20:00 UTC" }));
    expect(facts(ofSpace, allowing, names)).toEqual(["2026-11-01T20:00:00Z", "override by tag stop-time of its space", null]);
    expect(facts(app(space({ project: "churn", "stop-time": "20:00 UTC" }), { "stop-time": "19:00 UTC" }), allowing, names)).toEqual([
      "2026-11-01T19:00:00Z",
      "override by tag stop-time",
      null,
    ]);
    expect(facts(app(space({ project: "churn", keep: "yes" })), allowing, names)).toEqual([null, "protected: the exam", "holds"]);
    // A tag of the space that nobody saw may ask for another time: only where none may, nothing hangs on it.
    const unseen = app(space({ project: "churn" }, { "/tags/stop-time": denied }));
    expect(facts(unseen, allowing, names).slice(0, 2)).toEqual([{ unknown: "denied" }, { unknown: "denied" }]);
    expect(facts(unseen, under(policyOf({ weekly })), names)).toEqual(["2026-11-01T18:00:00Z", "project churn", null]);
    // Of a space that was deleted nobody can tell any more.
    expect(facts(app([], { project: "churn" }), allowing, names)).toEqual(["2026-11-01T18:00:00Z", "project churn", null]);
  });

  test("a notebook on EC2 runs since its last launch, which a start is, however old it is itself", () => {
    const notebook = (config: JsonObject) => one({ kind: "ec2-notebook", config: { state: "running", ...config } });
    const policy = under(policyOf({ weekly: daily("18:00", "UTC") }));
    expect(facts(notebook({ launchedAt: "2026-11-21T08:00:00Z" }), policy)).toEqual(["2026-11-21T18:00:00Z", 3 * hour, "project churn"]);
    expect(facts(notebook({ launchedAt: "2026-11-21T20:00:00Z" }), policy)).toEqual(["2026-11-22T18:00:00Z", 0, "project churn"]);
    expect(facts(notebook({ launchedAt: "2026-11-01T08:00:00Z", state: "stopped" }), policy)).toEqual([
      "2026-11-22T18:00:00Z",
      0,
      "project churn",
    ]);
  });

  test("a serverless application runs at the latest since its last change, and is overdue where that makes no difference", () => {
    const application = (modifiedAt: string, createdAt: string, state = "STARTED") =>
      one({ kind: "emr-serverless-application", config: { state, modifiedAt }, createdAt });
    const policy = under(forKind("emr-serverless-application", { maxUptimeMinutes: 60 }));
    expect(facts(application("2026-11-21T18:00:00Z", "2026-11-21T18:00:00Z"), policy, ["overdueSeconds"])).toEqual([2 * hour]);
    expect(facts(application("2026-11-21T20:30:00Z", "2026-11-01T08:00:00Z"), policy, ["overdueSeconds"])).toEqual([
      { unknown: "not-given" },
    ]);
    expect(facts(application("2026-11-21T08:00:00Z", "2026-11-01T08:00:00Z", "STOPPED"), policy, ["overdueSeconds"])).toEqual([0]);
  });

  test("an endpoint has its hours to live from its creation, whatever was updated since", () => {
    const endpoint = one({ kind: "endpoint", config: { state: "InService", configName: "c", modifiedAt: "2026-11-21T20:59:00Z" } });
    expect(facts(endpoint, under(forKind("endpoint", { ttlMinutes: 24 * 60 })))).toEqual([
      "2026-11-02T09:00:00Z",
      19 * 86_400 + 12 * hour,
      "project churn",
    ]);
  });

  test("an endpoint and a cluster have no daily stop time unless one is given to their kind", () => {
    for (const kind of ["endpoint", "emr-cluster"])
      expect(
        facts(one({ kind, config: { state: "InService" } }), under(forKind("notebook-instance", { weekly: daily("18:00", "UTC") }))),
      ).toEqual([null, null, null]);
  });

  test("a cluster that waits past its time is overdue, one that ended is not", () => {
    const policy = under(forKind("emr-cluster", { ttlMinutes: 8 * 60 }));
    expect(facts(one({ kind: "emr-cluster", config: { state: "WAITING" } }), policy)[1]).toBe(20 * 86_400 + 4 * hour);
    expect(facts(one({ kind: "emr-cluster", config: { state: "TERMINATED" } }), policy)[1]).toBe(0);
  });

  const job = (config: JsonObject, unknown: Unknowns = {}) =>
    one({
      kind: "training-job",
      config: {
        state: "InProgress",
        startedAt: "2026-11-21T10:00:00Z",
        endedAt: null,
        maxRuntimeSeconds: 10 * hour,
        warmPoolState: null,
        keepAliveSeconds: 0,
        ...config,
      },
      unknown,
    });

  test("a job is due at its own maximum, without any policy", () => {
    expect(facts(job({}), under(null))).toEqual(["2026-11-21T20:00:00Z", hour, "its own maximum"]);
    expect(facts(job({ maxRuntimeSeconds: 11 * hour }), under(null))).toEqual(["2026-11-21T21:00:00Z", 0, "its own maximum"]);
    expect(facts(job({ startedAt: null }), under(null))).toEqual([null, null, null]);
    expect(facts(job({ state: "Completed" }), under(null))).toEqual([null, null, null]);
  });

  test("a job of which AWS's minutes to save its work are not over is not overdue yet", () => {
    expect(facts(job({ startedAt: "2026-11-21T10:46:00Z" }), under(null))[1]).toBe(0);
    expect(facts(job({ startedAt: "2026-11-21T10:44:00Z" }), under(null))[1]).toBe(16 * 60);
  });

  test("of its own maximum and a policy's, the earlier counts", () => {
    const policy = under(forKind("training-job", { maxUptimeMinutes: 120 }));
    expect(facts(job({}), policy)).toEqual(["2026-11-21T12:00:00Z", 9 * hour, "project churn"]);
  });

  test("a warm pool waits from the job's end, for its keep-alive or the policy's hours", () => {
    const pool = { state: "Completed", endedAt: "2026-11-21T18:00:00Z", warmPoolState: "Available", keepAliveSeconds: hour };
    expect(facts(job(pool), under(null), ["runningSince", "due", "overdueSeconds"])).toEqual([
      "2026-11-21T18:00:00Z",
      "2026-11-21T19:00:00Z",
      2 * hour,
    ]);
    const policy = under(forKind("warm-pool", { maxUptimeMinutes: 30 }));
    expect(facts(job(pool), policy)).toEqual(["2026-11-21T18:30:00Z", 2.5 * hour, "project churn"]);
    expect(facts(job({ ...pool, warmPoolState: "InUse" }), policy)[1]).toBeNull();
  });

  test("each has unknowns of its own", () => {
    expect(facts(job({}, { "/maxRuntimeSeconds": denied }), under(null))[0]).toEqual({ unknown: "denied" });
    expect(facts(job({ state: "Completed" }, { "/warmPoolState": denied }), under(null))[0]).toEqual({ unknown: "denied" });
    const { state: _, ...stateless } = { state: "", configName: "c" };
    const endpoint = one({ kind: "endpoint", config: stateless, unknown: { "/state": denied } });
    expect(facts(endpoint, under(forKind("endpoint", { ttlMinutes: 60 })))[1]).toEqual({ unknown: "denied" });
  });
});

describe("the strength of what is said of a stop time", () => {
  const notebook = (tags: JsonObject, unknown: Unknowns = {}, name?: string) => {
    const estate = one({
      kind: "notebook-instance",
      config: { state: "InService", modifiedAt: "2026-11-21T08:30:00Z", tags: { project: "churn", ...tags } },
      unknown,
    });
    return name === undefined ? estate : { ...estate, resources: estate.resources.map((resource) => ({ ...resource, name })) };
  };
  const weekly = daily("18:00", "UTC");
  const names = ["due", "overdueSeconds", "source", "stopOverride", "protection", "stopPolicy"];
  const allowing = under(policyOf({ weekly, override: "allowed" }));

  test("a project's own goes before the estate's", () => {
    const context = under(policyOf({ weekly }), { default: policyOf({ weekly: daily("20:30", "UTC") }) });
    expect(facts(notebook({}), context, ["source", "due"])).toEqual(["project churn", "2026-11-21T18:00:00Z"]);
  });

  test("an allowed override goes before the project's", () => {
    expect(facts(notebook({ "stop-time": "20:59" }), allowing, names)).toEqual([
      "2026-11-21T20:59:00Z",
      0,
      "override by tag stop-time",
      "allowed",
      null,
      "set",
    ]);
    expect(facts(notebook({ "stop-time": "off" }), allowing, names).slice(0, 2)).toEqual([null, null]);
  });

  test("the tag is found in any letter case, as Custodian finds it", () => {
    expect(factOf(notebook({ "Stop-Time": "20:59" }), "stopOverride", allowing)).toBe("allowed");
    expect(factOf(notebook({ "Stop-Time": "20:59", "STOP-TIME": "21:59" }), "stopOverride", allowing)).toBe("malformed");
  });

  test("a forbidden, late or malformed override leaves the project's time, and is told", () => {
    const due = "2026-11-21T18:00:00Z";
    const context = under(policyOf({ weekly }));
    expect(facts(notebook({ "stop-time": "off" }), context, names)).toEqual([due, 3 * hour, "project churn", "forbidden", null, "set"]);
    expect(facts(notebook({ "stop-time": "25:00" }), allowing, names).slice(0, 4)).toEqual([due, 3 * hour, "project churn", "malformed"]);
    const until = under(policyOf({ weekly, override: "allowed", latest: "20:00" }));
    expect(facts(notebook({ "stop-time": "off" }), until, names).slice(0, 4)).toEqual([due, 3 * hour, "project churn", "later"]);
  });

  test("a protection goes before everything, until its day", () => {
    const protect = (expires: string) =>
      under(policyOf({ weekly, override: "allowed" }, [{ tag: "keep", value: null, name: null, reason: "the exam", expires }]));
    const tagged = notebook({ keep: "yes", "stop-time": "20:00" });
    expect(facts(tagged, protect("2026-12-01"), names)).toEqual([null, null, "protected: the exam", null, "holds", "set"]);
    expect(facts(tagged, protect("2026-11-20"), names).slice(0, 5)).toEqual([
      "2026-11-21T20:00:00Z",
      0,
      "override by tag stop-time",
      "allowed",
      "expired",
    ]);
  });

  test("a hidden tag leaves unknown only what hangs on it", () => {
    const hidden = notebook({}, { "/tags/stop-time": denied });
    expect(facts(hidden, under(policyOf({ weekly })), names)).toEqual([
      "2026-11-21T18:00:00Z",
      3 * hour,
      "project churn",
      { unknown: "denied" },
      null,
      "set",
    ]);
    expect(facts(hidden, allowing, names).slice(0, 2)).toEqual([{ unknown: "denied" }, { unknown: "denied" }]);
  });

  test("nobody asks for a stop time where nobody has one", () => {
    expect(factOf(notebook({}), "stopPolicy", under(null))).toBe("unasked");
    expect(factOf(notebook({ project: "grid" }), "stopPolicy", under(policyOf({ weekly })))).toBe("missing");
  });

  test("nobody asks what has ended when it stops, nor what it asked for: AWS lists a deleted application for a day, a cluster for two months", () => {
    const tags = { project: "grid", "stop-time": "25:00", keep: "yes" };
    const context = under(null, {
      default: policyOf({ weekly, override: "allowed" }, [
        { tag: "keep", value: null, name: null, reason: "the exam", expires: "2026-11-20" },
      ]),
    });
    const app = { spaceName: null, domainId: "d-1", instanceType: "ml.t3.medium", appType: "JupyterLab", tags };
    const asked = ["stopPolicy", "stopOverride", "protection"];
    expect(facts(one({ kind: "app", config: { ...app, state: "InService" } }), context, asked)).toEqual(["set", "malformed", "expired"]);
    for (const state of ["Deleted", "Failed"])
      expect(facts(one({ kind: "app", config: { ...app, state } }), context, asked)).toEqual(["unasked", null, null]);
    const { state: _, ...stateless } = { ...app, state: "" };
    expect(facts(one({ kind: "app", config: stateless, unknown: { "/state": denied } }), context, asked)).toEqual(
      asked.map(() => ({ unknown: "denied" })),
    );
  });

  test("hiding anything moves it only to unknown", () => {
    const value = fc.constantFrom("20:59", "off", "25:00", "8h", "off=(M-F,19)", "21:00 Asia/Kolkata");
    const policy = fc.record({
      override: fc.constantFrom<KindStop["override"]>("allowed", "allowed", "forbidden"),
      latest: fc.constantFrom(null, "20:00", "22:00"),
      strict: fc.boolean(),
      maxUptimeMinutes: fc.constantFrom(null, 600),
    });
    const worlds = fc
      .record({
        state: fc.constantFrom("InService", "InService", "Pending", "Stopped"),
        modified: fc.constantFrom("2026-11-21T08:30:00Z", "2026-11-21T18:30:00Z", "2026-11-18T08:30:00Z"),
        tags: fc.record(
          { "stop-time": value, "Stop-Time": value, keep: fc.constantFrom("yes", "no"), project: fc.constantFrom("churn", "grid") },
          { requiredKeys: [] },
        ),
        policy,
        keep: fc.constantFrom(null, "yes"),
        estate: fc.constantFrom(null, policyOf({ weekly: daily("20:30", "UTC") })),
      })
      .map(({ state, modified, tags, policy: given, keep, estate }) => ({
        estate: estateOf([
          {
            kind: "notebook-instance",
            name: "explore",
            config: { state, modifiedAt: modified, tags: { ...tags } },
            createdAt: "2026-11-18T08:00:00Z",
          },
        ]),
        context: under(
          policyOf({ weekly, ...given }, [{ tag: "keep", value: keep, name: null, reason: "the exam", expires: "2026-12-01" }]),
          { default: estate },
        ),
      }));
    const counts = onlyEverHides(worlds, names, 1000);
    for (const { known, hidden } of Object.values(counts)) {
      expect(known).toBeGreaterThan(200);
      expect(hidden).toBeGreaterThan(20);
    }
  });
});

describe("the evidence of MLSpace's scheduler", () => {
  const notebook = one({ kind: "notebook-instance", config: { state: "InService", modifiedAt: "2026-11-21T08:30:00Z" } });
  const row = (terminatesAt: string) => [
    { kind: "notebook-instance", name: "thing", project: "churn", terminatesAt: Date.parse(terminatesAt) },
  ];
  const policy = (override: KindStop["override"]) => policyOf({ weekly: daily("18:00", "UTC"), override });
  const names = ["due", "overdueSeconds", "source", "stopOverride"];

  test("a row at the project's time says nothing new", () => {
    expect(facts(notebook, under(policy("forbidden"), { rows: row("2026-11-22T18:00:00Z") }), names)[3]).toBeNull();
  });

  test("a missing row is an override to never: refused where that is forbidden", () => {
    expect(facts(notebook, under(policy("forbidden"), { rows: [] }), names)).toEqual([
      "2026-11-21T18:00:00Z",
      3 * hour,
      "project churn",
      "forbidden",
    ]);
    expect(facts(notebook, under(policy("allowed"), { rows: [] }), names)).toEqual([
      null,
      null,
      "override by no row in MLSpace's scheduler",
      "allowed",
    ]);
  });

  test("a row at another time is an override", () => {
    expect(facts(notebook, under(policy("allowed"), { rows: row("2026-11-22T20:30:00Z") }), names)).toEqual([
      "2026-11-21T20:30:00Z",
      0,
      "override by MLSpace's scheduler",
      "allowed",
    ]);
  });
});
