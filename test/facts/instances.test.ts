import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInstances, writeInstances } from "../../src/estate/instances.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import { estateOf, factOf } from "./estate.ts";

const denied = { reason: "denied", detail: "hidden" } as const;

const of = (kind: string, config: JsonObject, unknown: Unknowns = {}): Json | { unknown: string } =>
  factOf(estateOf([{ kind, name: "thing", config: { tags: {}, ...config }, unknown }]), "instances");

const uncounted = { unknown: "not-collected" };

const endpoint = (variants: JsonObject[] | null, { states = {}, asyncOutputUri = null as Json } = {}) =>
  factOf(
    estateOf(
      [
        { kind: "endpoint", name: "e", config: { state: "InService", configName: "c", tags: {} } },
        ...(variants ? [{ kind: "endpoint-config", name: "c", config: { variants, asyncOutputUri } }] : []),
      ],
      states,
    ),
    "instances",
  );
const variant = (name: string, instanceType: string | null, instanceCount: number | null, serverless = false): JsonObject => ({
  name,
  instanceType,
  instanceCount,
  serverless,
});

describe("the instances that something bills", () => {
  test("are one of a notebook, and none where nobody knows its type", () => {
    expect(of("notebook-instance", { instanceType: "ml.g5.xlarge" })).toBe("1 ml.g5.xlarge");
    expect(of("notebook-instance", {}, { "/instanceType": denied })).toEqual({ unknown: "denied" });
  });

  test("are one of an application, by what it is; Studio's own is free, and a Canvas without an instance is not counted", () => {
    expect(of("app", { instanceType: "ml.t3.medium", appType: "JupyterLab" })).toBe("1 ml.t3.medium (JupyterLab)");
    expect(of("app", { instanceType: "system", appType: "JupyterServer" })).toBeNull();
    expect(of("app", { instanceType: null, appType: "Canvas" })).toEqual(uncounted);
  });

  test("are one of a notebook on EC2, on the terms that it was bought on", () => {
    const ec2 = { instanceType: "g5.xlarge", lifecycle: null, platform: "Linux/UNIX", tenancy: "default" };
    expect(of("ec2-notebook", ec2)).toBe("1 g5.xlarge");
    expect(of("ec2-notebook", { ...ec2, lifecycle: "spot", tenancy: "dedicated" })).toBe("1 g5.xlarge (spot; dedicated)");
    expect(of("ec2-notebook", { ...ec2, platform: "Red Hat Enterprise Linux" })).toBe("1 g5.xlarge (Red Hat Enterprise Linux)");
    expect(of("ec2-notebook", { ...ec2, platform: null })).toBe("1 g5.xlarge (on terms that are not told)");
  });

  test("are all that a job has, of no type where there are several; spare capacity and warm pools are told apart", () => {
    const job = { state: "InProgress", instanceCount: 8, instanceTypes: ["ml.m5.xlarge"], managedSpot: false, warmPoolState: null };
    expect(of("training-job", job)).toBe("8 ml.m5.xlarge");
    expect(of("training-job", { ...job, managedSpot: true })).toBe("8 ml.m5.xlarge (spot)");
    expect(of("training-job", { ...job, state: "Completed", warmPoolState: "Available" })).toBe("8 ml.m5.xlarge (warm pool)");
    expect(of("training-job", { ...job, instanceTypes: ["ml.m5.xlarge", "ml.g5.xlarge"] })).toBe("8 of several types");
    expect(of("processing-job", { instanceCount: null, instanceTypes: [] })).toEqual(uncounted);
    expect(of("transform-job", { instanceCount: 2, instanceTypes: ["ml.m5.large"] })).toBe("2 ml.m5.large");
  });

  test("of a tuning job are those of its training jobs, which come and go: nobody counts them", () => {
    expect(of("hyperparameter-tuning-job", { runningTrainingJobs: 3 })).toEqual(uncounted);
  });

  test("of an endpoint are those of all of its variants, shadows among them", () => {
    const three = [variant("a", "ml.m5.large", 2), variant("b", "ml.g5.xlarge", 1), variant("c", null, null, true)];
    expect(endpoint(three)).toBe("2 ml.m5.large, 1 ml.g5.xlarge, serverless");
    expect(endpoint([variant("a", "ml.m5.large", 2)], { asyncOutputUri: "s3://acme/queue" })).toBe("2 ml.m5.large (asynchronous)");
    expect(endpoint([variant("a", "ml.m5.large", null)])).toEqual(uncounted);
    expect(endpoint(null, { states: { "endpoint-config": "denied" } })).toEqual({ unknown: "denied" });
  });

  const group = (role: string, instanceType: string, runningCount: number | null, market = "ON_DEMAND"): JsonObject => ({
    groupId: `ig-${role}`,
    role,
    instanceType,
    market,
    runningCount,
  });
  const cluster = (instanceGroups: JsonObject[], unknown: Unknowns = {}) =>
    of("emr-cluster", { state: "WAITING", instanceCollection: "INSTANCE_GROUP", instanceGroups, instanceFleets: [] }, unknown);

  test("of a cluster are its primary, core and task nodes as they run, spare ones told apart", () => {
    const groups = [group("MASTER", "m5.xlarge", 1), group("CORE", "r5.2xlarge", 3), group("TASK", "r5.2xlarge", 5, "SPOT")];
    expect(cluster(groups)).toBe("1 m5.xlarge, 3 r5.2xlarge, 5 r5.2xlarge (spot)");
    expect(cluster([group("MASTER", "m5.xlarge", 1), group("TASK", "m5.xlarge", 0)])).toBe("1 m5.xlarge");
  });

  test("of a cluster of which one group is not known are not known", () => {
    expect(cluster([group("MASTER", "m5.xlarge", 1), group("CORE", "m5.xlarge", null)])).toEqual(uncounted);
    expect(cluster([group("MASTER", "m5.xlarge", 1)], { "/instanceGroups/-": denied })).toEqual({ unknown: "denied" });
    expect(of("emr-cluster", { instanceCollection: null })).toEqual(uncounted);
  });

  const fleet = (instanceTypes: string[], weights: string[], onDemandUnits: number, spotUnits = 0): JsonObject => ({
    fleetId: `if-${instanceTypes[0]}`,
    role: "CORE",
    instanceTypes,
    weights,
    onDemandUnits,
    spotUnits,
  });
  const fleets = (...instanceFleets: JsonObject[]) =>
    of("emr-cluster", { state: "WAITING", instanceCollection: "INSTANCE_FLEET", instanceGroups: [], instanceFleets });

  test("of a cluster of fleets follow from its units only where each type is worth equally many", () => {
    expect(fleets(fleet(["m5.xlarge"], ["1"], 1), fleet(["r5.xlarge"], ["4"], 8))).toBe("1 m5.xlarge, 2 r5.xlarge");
    expect(fleets(fleet(["m5.xlarge", "m5a.xlarge"], ["1"], 2, 3))).toBe("5 of several types (partly spot)");
    expect(fleets(fleet(["m5.xlarge"], ["1"], 0, 3))).toBe("3 m5.xlarge (spot)");
    expect(fleets(fleet(["m5.xlarge", "m5.2xlarge"], ["1", "2"], 4))).toEqual(uncounted);
    expect(fleets(fleet(["m5.xlarge"], ["3"], 4))).toEqual(uncounted);
  });

  test("of a HyperPod cluster are the nodes of all of its groups", () => {
    const nodes = (name: string, instanceType: string | null, currentCount: number | null): JsonObject => ({
      name,
      instanceType,
      currentCount,
    });
    expect(
      of("hyperpod-cluster", {
        state: "InService",
        instanceGroups: [nodes("workers", "ml.p5.48xlarge", 4), nodes("controller", "ml.m5.2xlarge", 1)],
        restrictedGroups: [nodes("own", null, 2)],
      }),
    ).toBe("4 ml.p5.48xlarge, 1 ml.m5.2xlarge, 2 of several types");
    expect(of("hyperpod-cluster", { instanceGroups: [nodes("workers", "ml.p5.48xlarge", null)], restrictedGroups: [] })).toEqual(uncounted);
  });

  test("of a serverless application and a partner's are not counted, and a tracking server is one server", () => {
    expect(of("emr-serverless-application", { state: "STARTED" })).toEqual(uncounted);
    expect(of("partner-app", { state: "Available" })).toEqual(uncounted);
    expect(of("mlflow-tracking-server", { state: "Created" })).toBe("1 server");
  });

  test("are read from their words as they were written", () => {
    const type = fc.constantFrom("ml.m5.large", "g5.xlarge", "server", null);
    const terms = fc.constantFrom(null, "spot", "JupyterLab", "spot; dedicated");
    const counted = fc.record({ count: fc.nat({ max: 2000 }), type, terms });
    const all = fc.array(fc.oneof(counted, fc.constant({ count: null, type: null, terms: null })));
    fc.assert(
      fc.property(all, (instances) => {
        expect(readInstances(writeInstances(instances))).toEqual(instances);
      }),
    );
    expect(readInstances("a dozen")).toBeUndefined();
  });
});
