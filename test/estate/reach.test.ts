import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estate/cell.ts";
import type { Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { through } from "../../src/estate/through.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";

const own = "111122223333";
const other = "444455556666";
const here = { account: own, region: "eu-central-1" };

const resource = (kind: string, region: string, config: JsonObject, unknown: Unknowns = {}): Resource => ({
  id: `${kind} ${JSON.stringify(config)}`,
  kind,
  name: kind,
  arn: null,
  account: own,
  region,
  createdAt: null,
  config,
  unknown,
  defaulted: [],
});
const cell = (kind: string, region: string, state: Cell["state"] = "complete"): Cell => ({
  account: own,
  region,
  kind,
  phase: "list",
  state,
  seen: 0,
});

const roleArn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const role = resource("role", "global", { arn: roleArn(own, "ada"), names: [roleArn(own, "ada"), "ada"] });
const key = resource("key", "eu-central-1", { names: ["1", `arn:aws:kms:eu-central-1:${own}:key/1`, "alias/ml"] });

describe("A relation that leads out of its region", () => {
  const join = joinOver({ resources: [role, key], coverage: [cell("role", "global"), cell("key", "eu-central-1")] });

  it("finds a role where its account has it, by ARN or by one of its names", () => {
    expect(join(here, "role", { arn: roleArn(own, "ada") }, "global").matches).toEqual([role]);
    expect(join(here, "role", { names: "ada" }, "global").matches).toEqual([role]);
    expect(join(here, "role", { names: "ad" }, "global")).toEqual({ matches: [], open: undefined });
  });

  it("calls missing what its own account would have shown, and unknown what another's has", () => {
    expect(join(here, "role", { arn: roleArn(own, "bob") }, "global")).toEqual({ matches: [], open: undefined });
    expect(join(here, "role", { arn: roleArn(other, "bob") }, "global").open?.reason).toBe("not-collected");
    const denied = joinOver({ resources: [], coverage: [cell("role", "global", "denied")] });
    expect(denied(here, "role", { arn: roleArn(own, "bob") }, "global").open?.reason).toBe("denied");
  });

  it("looks for a key where its ARN says, and for an alias beside what refers to it", () => {
    const west = { account: own, region: "eu-west-1" };
    const ask = (scope: typeof here, name: string) => join(scope, "key", { names: name }, "arn");
    expect(ask(west, `arn:aws:kms:eu-central-1:${own}:key/1`).matches).toEqual([key]);
    expect(ask(here, "alias/ml").matches).toEqual([key]);
    expect(ask(west, "alias/ml")).toMatchObject({ matches: [], open: { reason: "not-collected" } });
    expect(ask(here, "alias/none")).toEqual({ matches: [], open: undefined });
  });

  it("takes nothing for missing while one of the names is unknown", () => {
    const hidden = resource("key", "eu-central-1", { names: ["1"] }, { "/names/-": { reason: "denied", detail: "needs kms:ListAliases" } });
    const open = joinOver({ resources: [hidden], coverage: [cell("key", "eu-central-1")] });
    expect(open(here, "key", { names: "alias/ml" }, "arn").open?.reason).toBe("denied");
    expect(open(here, "key", { names: "1" }, "arn").matches).toEqual([hidden]);
  });

  it("finds a bucket anywhere, and never calls one missing: it may be another's", () => {
    const bucket = resource("bucket", "eu-west-1", { name: "data" });
    const buckets = joinOver({ resources: [bucket], coverage: [cell("bucket", "eu-west-1"), cell("bucket", "eu-central-1")] });
    expect(buckets(here, "bucket", { name: "data" }, "anywhere").matches).toEqual([bucket]);
    expect(buckets(here, "bucket", { name: "else" }, "anywhere")).toMatchObject({ matches: [], open: { reason: "not-collected" } });
  });
});

describe("What a value lies in", () => {
  it.each([
    ["bucket", "s3://data/a/b", "data"],
    ["bucket", "s3://data", "data"],
    ["bucket", "file:///tmp", null],
    ["repository", `${own}.dkr.ecr.eu-central-1.amazonaws.com/ml/base:1.2`, `arn:aws:ecr:eu-central-1:${own}:repository/ml/base`],
    ["repository", `${own}.dkr.ecr.cn-north-1.amazonaws.com.cn/a@sha256:0`, `arn:aws-cn:ecr:cn-north-1:${own}:repository/a`],
    ["repository", `${own}.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a`, `arn:aws-us-gov:ecr:us-gov-west-1:${own}:repository/a`],
    ["repository", "docker.io/someone/lab:latest", null],
    ["repository", null, null],
  ] as const)("the %s of %s is %s", (way, value, found) => expect(through(way, value)).toBe(found));

  it("is not known of a value that is not known in clear", () => expect(through("bucket", { same: "x" })).toBeUndefined());
});
