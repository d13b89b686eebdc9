import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { ended } from "../../src/facts/ended.ts";
import { modelProject } from "../../src/facts/model-project.ts";
import { packageApproval } from "../../src/facts/package-approval.ts";
import { standing } from "../../src/facts/standing.ts";
import { viewOf } from "../../src/facts/view.ts";
import { wayToAws } from "../../src/facts/way-to-aws.ts";
import type { FactSource } from "../../src/facts/fact.ts";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import { nowhere } from "./estate.ts";

const [account, region] = ["111122223333", "eu-central-1"];

type Sketch = { kind: string; config: JsonObject; unknown?: Unknowns; planned?: true };

const resourceOf = ({ kind, config, unknown = {}, planned }: Sketch, index: number): Resource => ({
  id: `${kind}-${index}`,
  kind,
  name: `${kind}-${index}`,
  arn: null,
  account,
  region,
  createdAt: planned ? null : "2026-11-01T09:00:00Z",
  config,
  unknown,
  defaulted: [],
});

/** What a source says of the first of these, in an estate in which all was listed but these kinds. */
const say = (source: FactSource, sketches: readonly Sketch[], denied: readonly string[] = []): Record<string, unknown> => {
  const resources = sketches.map(resourceOf);
  const kinds = [...new Set([...sketches.map(({ kind }) => kind), ...source.kinds, ...Object.keys(source.looksAt)])];
  const coverage: Estate["coverage"] = kinds.map((kind) => ({
    account,
    region,
    kind,
    phase: "list",
    state: denied.includes(kind) ? "denied" : "complete",
    seen: 1,
  }));
  const [first] = resources;
  if (!first) throw new Error("nothing to ask about");
  const said = source.derive(viewOf(first, joinOver({ resources, coverage })), nowhere);
  return Object.fromEntries(
    Object.entries(said).map(([name, one]) => [name, "value" in one ? one.value : { unknown: one.unknown.reason }]),
  );
};

const denied = { "/state": { reason: "denied", detail: "hidden" } } as const;

describe("Whether a thing is over", () => {
  it.each<[string, string, boolean]>([
    ["emr-cluster", "TERMINATED_WITH_ERRORS", true],
    ["emr-cluster", "TERMINATING", false],
    ["app", "Deleted", true],
    ["app", "Failed", false],
    ["ec2-notebook", "terminated", true],
    ["notebook-instance", "Failed", false],
  ])("%s that is %s: %s", (kind, state, is) => {
    expect(say(ended, [{ kind, config: { state } }])).toEqual({ ended: is });
  });

  it("is not so of what is planned, and unknown where the state is", () => {
    expect(say(ended, [{ kind: "emr-cluster", config: {}, planned: true }])).toEqual({ ended: false });
    expect(say(ended, [{ kind: "emr-cluster", config: {}, unknown: denied }])).toEqual({ ended: { unknown: "denied" } });
  });
});

describe("How long a notebook has stood still", () => {
  const stopped = (config: JsonObject, unknown: Unknowns = {}) => say(standing, [{ kind: "notebook-instance", config, unknown }]);

  it("is counted in whole days since it last changed, and not at all while it runs", () => {
    expect(stopped({ state: "Stopped", modifiedAt: "2026-11-18T22:00:00Z" })).toEqual({ standingDays: 2 });
    expect(stopped({ state: "Failed", modifiedAt: "2026-11-22T22:00:00Z" })).toEqual({ standingDays: 0 });
    expect(stopped({ state: "InService", modifiedAt: "2026-01-01T00:00:00Z" })).toEqual({ standingDays: null });
  });

  it("is unknown where the state is, or the instant cannot be read", () => {
    expect(stopped({ modifiedAt: "2026-11-18T22:00:00Z" }, denied)).toEqual({ standingDays: { unknown: "denied" } });
    expect(stopped({ state: "Stopped", modifiedAt: "yesterday" })).toEqual({ standingDays: { unknown: "malformed" } });
  });
});

describe("Models of another project", () => {
  const config = (models: readonly string[], project = "churn"): Sketch => ({
    kind: "endpoint-config",
    config: { tags: { project }, variants: models.map((modelName) => ({ modelName })) },
  });
  const model = (name: string, tags: JsonObject): Sketch => ({ kind: "model", config: { name, tags } });

  it("are named, sorted, and only where both sides say a project", () => {
    const models = [model("a", { project: "grid" }), model("b", { project: "churn" }), model("c", {}), model("d", { project: "lab" })];
    expect(say(modelProject, [config(["d", "a", "b", "c"]), ...models])).toEqual({ foreignModels: "a, d" });
    expect(say(modelProject, [config(["a"], ""), ...models])).toEqual({ foreignModels: null });
    expect(say(modelProject, [config(["gone"]), ...models])).toEqual({ foreignModels: null });
  });

  it("are unknown where models were not listed, or one of them hides its tags", () => {
    expect(say(modelProject, [config(["a"])], ["model"])).toEqual({ foreignModels: { unknown: "denied" } });
    const hidden = { kind: "model", config: { name: "a" }, unknown: { "/tags": { reason: "denied", detail: "hidden" } } } as const;
    expect(say(modelProject, [config(["a"]), hidden])).toEqual({ foreignModels: { unknown: "denied" } });
  });
});

describe("Packages that nobody approved", () => {
  const arn = (name: string, place = `${region}:${account}`): string => `arn:aws:sagemaker:${place}:model-package/${name}`;
  const made = (...names: (string | null)[]): Sketch => ({
    kind: "model",
    config: { containers: names.map((modelPackageName) => ({ modelPackageName })) },
  });
  const version = (name: string, approval: string | null): Sketch => ({
    kind: "model-package",
    config: { arn: arn(name), name, approval },
  });
  const all = [
    version("churn/3", "PendingManualApproval"),
    version("churn/2", "Approved"),
    version("grid/1", "Rejected"),
    version("lone", null),
  ];

  it("are those that wait or were rejected, by ARN or by name", () => {
    expect(say(packageApproval, [made(arn("grid/1"), null, arn("churn/3"), arn("churn/2")), ...all])).toEqual({
      unapprovedPackages: "churn/3, grid/1",
    });
    expect(say(packageApproval, [made("lone", arn("gone/1"), arn("churn/2")), ...all])).toEqual({ unapprovedPackages: null });
  });

  it("are unknown of another account's, of another region's, and where none were listed", () => {
    for (const place of ["eu-central-1:444455556666", `us-east-1:${account}`])
      expect(say(packageApproval, [made(arn("churn/3", place)), ...all])).toEqual({ unapprovedPackages: { unknown: "not-collected" } });
    expect(say(packageApproval, [made(arn("churn/3"))], ["model-package"])).toEqual({ unapprovedPackages: { unknown: "denied" } });
  });
});

describe("The way of a notebook to AWS and to the internet", () => {
  const notebook = (directInternetAccess: string, subnetId: string | null = "subnet-1"): Sketch => ({
    kind: "notebook-instance",
    config: { directInternetAccess, subnetId },
  });
  const subnet: Sketch = { kind: "subnet", config: { subnetId: "subnet-1", vpcId: "vpc-1", ownerId: account } };
  const table = (target: JsonObject): Sketch => {
    const none = { gatewayId: null, natGatewayId: null, otherTarget: null, state: "active" };
    const routes = [{ ...none, destination: "0.0.0.0/0", ...target }];
    return { kind: "route-table", config: { routeTableId: "rtb-1", vpcId: "vpc-1", main: true, subnetIds: [], routes } };
  };
  const endpoint = (service: string): Sketch => {
    const serviceName = `com.amazonaws.${region}.${service}`;
    const rest = { state: "available", privateDns: true, routeTableIds: [] };
    return { kind: "vpc-endpoint", config: { vpcId: "vpc-1", serviceName, type: "Interface", ...rest } };
  };
  const services = ["s3", "sagemaker.api", "sagemaker.runtime", "sts"];

  it("is AWS's own where the notebook is not closed", () => {
    expect(say(wayToAws, [notebook("Enabled")])).toEqual({ cutOffFrom: null, reachesInternet: true });
  });

  it("is NAT; an internet gateway is none, since a notebook has no public address there", () => {
    expect(say(wayToAws, [notebook("Disabled"), subnet, table({ natGatewayId: "nat-1" })])).toEqual({
      cutOffFrom: null,
      reachesInternet: true,
    });
    expect(say(wayToAws, [notebook("Disabled"), subnet, table({ gatewayId: "igw-1" })])).toEqual({
      cutOffFrom: services.join(", "),
      reachesInternet: false,
    });
  });

  it("is endpoints to AWS, which lead to no internet", () => {
    const there = [notebook("Disabled"), subnet, table({ gatewayId: "igw-1" })];
    expect(say(wayToAws, [...there, ...services.map(endpoint)])).toEqual({ cutOffFrom: null, reachesInternet: false });
    expect(say(wayToAws, [...there, ...services.slice(1).map(endpoint)])).toEqual({ cutOffFrom: "s3", reachesInternet: false });
  });

  it("is unknown where subnets or routes are not to be seen", () => {
    const unknown = { cutOffFrom: { unknown: "denied" }, reachesInternet: { unknown: "denied" } };
    expect(say(wayToAws, [notebook("Disabled")], ["subnet"])).toEqual(unknown);
    expect(say(wayToAws, [notebook("Disabled"), subnet], ["route-table"])).toEqual(unknown);
  });
});
