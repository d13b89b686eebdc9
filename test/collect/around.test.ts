import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { account, region, tagsOf } from "../fake-aws/samples.ts";
import type { Seed } from "../fake-aws/store.ts";
import { scan, type Scan } from "./scan.ts";
import { job, kind } from "./world.ts";

const around = ["iam-role", "iam-user", "iam-group", "iam-policy", "s3-bucket", "efs-file-system", "ecr-repository", "kms-key"].map(kind);

const document = (statements: readonly JsonObject[]): string =>
  encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

const role = (name: string, policies: readonly JsonObject[] = []): JsonObject => ({
  RoleName: name,
  Path: "/",
  CreateDate: "2026-11-01T08:00:00.000Z",
  AssumeRolePolicyDocument: document([{ Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" }]),
  RolePolicyList: [...policies],
});

const bucket = (name: string, where: string, differs: JsonObject = {}): JsonObject => ({
  Name: name,
  CreationDate: "2026-11-01T08:00:00.000Z",
  BucketRegion: where,
  ...differs,
});

const world = (faults: readonly Fault[] = []) => {
  const seeds: Seed[] = [
    {
      account,
      region,
      resources: {
        "iam-role": Array.from({ length: 150 }, (_, index) => role(`role-${index}`)),
        "s3-bucket": [
          bucket(`sagemaker-${region}-${account}`, region, { Policy: '{"Statement":{"Effect":"Deny","Action":"s3:*","Principal":"*"}}' }),
          bucket("churn-data", region, { Tags: tagsOf({ project: "churn" }), Status: "Enabled" }),
          bucket("payroll", region, { Status: "Enabled" }),
        ],
      },
    },
    { account, region: "eu-west-1", resources: { "s3-bucket": [bucket("sagemaker-eu-west-1", "eu-west-1")] } },
  ];
  return { seeds, faults };
};

const regions = [region, "eu-west-1", "us-east-1"];
const of = ({ estate }: Scan, name: string) => estate.resources.filter((one) => one.kind === name);
const named = (seen: Scan, name: string) => seen.estate.resources.find((one) => one.name === name);

describe("What stands around the estate", () => {
  it("does not keep in twenty regions those from beginning for whose references it waits", async () => {
    const many = Array.from({ length: 20 }, (_, index) => `eu-west-${index + 1}`);
    const seeds = many.map((where): Seed => ({
      account,
      region: where,
      resources: { "s3-bucket": [bucket(`box-${where}`, where, { Status: "Enabled" })] },
    }));
    const seen = await scan({ seeds }, { kinds: [kind("endpoint-config"), kind("s3-bucket")], regions: many });
    expect(of(seen, "s3-bucket")).toHaveLength(20);
    expect(seen.estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
  });

  it("is asked for once for all regions where an account has it once, and in its own region where not", async () => {
    const seen = await scan(world(), { kinds: around, regions });
    expect(of(seen, "iam-role")).toHaveLength(150);
    expect(new Set(of(seen, "iam-role").map((one) => one.region))).toEqual(new Set(["global"]));
    // Roles, users, groups and policies come together.
    expect(seen.calls["iam:GetAccountAuthorizationDetails"]?.sent).toBe(1);
    const cells = seen.estate.coverage.filter((cell) => cell.kind.startsWith("iam-"));
    expect(cells.map((cell) => `${cell.region} ${cell.state}`)).toEqual(Array.from({ length: 4 }, () => "global complete"));
    expect(of(seen, "s3-bucket").map((one) => [one.arn, one.region])).toEqual([
      ["arn:aws:s3:::churn-data", region],
      ["arn:aws:s3:::payroll", region],
      [`arn:aws:s3:::sagemaker-${region}-${account}`, region],
      ["arn:aws:s3:::sagemaker-eu-west-1", "eu-west-1"],
    ]);
  });

  it("reads policies off their encoded text, and says of a text that it cannot read that it is unknown", async () => {
    const statement = {
      Effect: "Allow",
      Action: "iam:PassRole",
      NotResource: ["a"],
      Condition: { StringEquals: { "iam:PassedToService": "x" } },
    };
    const good = { PolicyName: "pass", PolicyDocument: document([statement]) };
    const resources = {
      "iam-role": [role("good", [good]), role("bad", [good, { PolicyName: "torn", PolicyDocument: "%7B%22Statement" }])],
    };
    const seen = await scan({ seeds: [{ account, region, resources }] }, { kinds: around });
    expect(named(seen, "good")?.config["statements"]).toEqual([
      {
        id: "pass/statement-1",
        policy: "pass",
        effect: "Allow",
        actions: ["iam:PassRole"],
        notActions: [],
        resources: [],
        notResources: ["a"],
        conditionKeys: ["iam:PassedToService"],
        sid: null,
        condition: '{"StringEquals":{"iam:PassedToService":"x"}}',
        variables: true,
      },
    ]);
    expect(named(seen, "bad")?.unknown["/statements"]?.reason).toBe("malformed");
    expect(named(seen, "bad")?.config["trust"]).toHaveLength(1);
  });

  it("describes the buckets of the estate, and knows no more of the others than their names", async () => {
    const seen = await scan(world(), { kinds: around, regions });
    expect(named(seen, `sagemaker-${region}-${account}`)?.unknown).toEqual({});
    expect(named(seen, "churn-data")?.config).toMatchObject({ versioning: "Enabled", policy: [], tags: { project: "churn" } });
    expect(named(seen, "payroll")?.config).toEqual({ name: "payroll" });
    expect(named(seen, "payroll")?.unknown["/versioning"]?.reason).toBe("not-collected");
    expect(named(seen, "payroll")?.unknown["/tags"]?.reason).toBe("not-collected");
    expect(seen.calls["s3:GetBucketPolicy"]?.sent).toBe(3);
  });

  it("describes a bucket that something in the account refers to, from whatever region, however long it takes to come to it", async () => {
    const { seeds } = world();
    const writing = job("writer", 3, { OutputDataConfig: { S3OutputPath: "s3://payroll/models" } });
    const others = Array.from({ length: 200 }, (_, index) => bucket(`other-${String(index).padStart(3, "0")}`, region));
    const more = [
      { account, region: "us-east-1", resources: { "training-job": [writing] } },
      { account, region, resources: { "s3-bucket": others } },
    ];
    const kinds = [...around, kind("training-job")];
    const late: Fault[] = [{ effect: "latency", milliseconds: 150, operation: "ListTrainingJobs" }];
    const seen = await scan({ seeds: [...seeds, ...more], faults: late }, { kinds, regions });
    expect(named(seen, "payroll")?.unknown).toEqual({});
    expect(named(seen, "payroll")?.config["versioning"]).toBe("Enabled");
    expect(of(seen, "s3-bucket").filter(({ unknown }) => Object.keys(unknown).length > 0)).toHaveLength(200);
    expect(seen.calls["s3:GetBucketPolicy"]?.sent).toBe(4);
    const denied: Fault[] = [{ effect: "deny", operation: "GetBucketVersioning" }];
    const refused = await scan({ seeds: [...seeds, ...more], faults: denied }, { kinds, regions });
    expect(named(refused, "payroll")?.unknown["/versioning"]?.reason).toBe("denied");
  });

  it("describes every bucket where tags cannot be had by the hundred, since nobody can tell whose they are", async () => {
    const seen = await scan(world([{ effect: "deny", operation: "GetResources" }]), { kinds: around, regions });
    expect(seen.estate.resources.filter(({ unknown }) => Object.keys(unknown).length > 0)).toEqual([]);
    expect(named(seen, "payroll")?.config["versioning"]).toBe("Enabled");
  });

  it("knows every alias of a key, however many there are, and asks nothing else of it that no rule reads", async () => {
    const KeyArn = `arn:aws:kms:${region}:${account}:key/k-1`;
    const Aliases = Array.from({ length: 120 }, (_, index) => ({ AliasName: `alias/a-${index}`, AliasArn: `${KeyArn}/a-${index}` }));
    const resources = { "kms-key": [{ KeyId: "k-1", Arn: KeyArn, CreationDate: "2026-11-01T08:00:00.000Z", Aliases }] };
    const wanted = new Map([["kms-key", { fields: new Set(["names"]), tags: false, tagKeys: new Set<string>() }]]);
    const seen = await scan({ seeds: [{ account, region, resources }] }, { kinds: around, wanted });
    expect(named(seen, "k-1")?.config["names"]).toHaveLength(242);
    expect(Object.keys(seen.calls).sort()).toEqual(["kms:ListAliases", "kms:ListKeys"]);
    expect(seen.calls["kms:ListAliases"]?.sent).toBe(3);
  });

  it("is not looked at when no rule reads it", async () => {
    const seen = await scan(world(), {
      kinds: around,
      regions,
      wanted: new Map([["s3-bucket", { fields: new Set(["name"]), tags: false, tagKeys: new Set<string>() }]]),
    });
    expect(Object.keys(seen.calls)).toEqual(["s3:ListBuckets"]);
  });

  it.each(["truncate", "reset", 500, 503] as const)("survives an answer in XML that ends in %s, or says that it did not", async (how) => {
    const passing = await scan(world([{ effect: "break", how, share: 0.2 }]), { kinds: around, regions });
    const clean = await scan(world(), { kinds: around, regions });
    expect(passing.estate.resources).toEqual(clean.estate.resources);
    const lasting = await scan(world([{ effect: "break", how, share: 1, service: "s3" }]), { kinds: around, regions });
    const cells = lasting.estate.coverage.filter((cell) => cell.kind === "s3-bucket" && cell.phase === "list");
    expect(cells.map(({ state }) => state)).toEqual(["error", "error", "error"]);
  });

  it("loses nothing to a service that throttles in its own words", async () => {
    const throttle = (service: string): Fault => ({ effect: "throttle", perSecond: 0.2, burst: 1, service });
    // Of pages so short, IAM gives several.
    const faults: Fault[] = [...["s3", "iam", "efs", "kms", "ecr"].map(throttle), { effect: "short-pages", most: 40, service: "iam" }];
    const seen = await scan(world(faults), { kinds: around, regions });
    const clean = await scan(world(), { kinds: around, regions });
    expect(seen.estate.resources).toEqual(clean.estate.resources);
    const throttled = (service: string): number =>
      Object.entries(seen.calls).reduce((sum, [name, count]) => sum + (name.startsWith(`${service}:`) ? count.throttled : 0), 0);
    expect(throttled("s3")).toBeGreaterThan(0);
    expect(throttled("iam")).toBeGreaterThan(0);
  });

  it("makes exactly the cells denied that a missing permission leaves open", async () => {
    const seen = await scan(
      world([
        { effect: "deny", service: "iam" },
        { effect: "deny", operation: "GetBucketPolicy" },
      ]),
      { kinds: around, regions },
    );
    const open = seen.estate.coverage
      .filter(({ state }) => state !== "complete")
      .map((cell) => `${cell.kind} ${cell.region} ${cell.phase} ${cell.state}`);
    expect(open.sort()).toEqual([
      "iam-group global list denied",
      "iam-policy global list denied",
      "iam-role global list denied",
      "iam-user global list denied",
      `s3-bucket ${region} describe partial`,
      "s3-bucket eu-west-1 describe partial",
    ]);
    expect(named(seen, "churn-data")?.unknown["/policy"]).toEqual({ reason: "denied", detail: "needs s3:GetBucketPolicy" });
    expect(named(seen, "churn-data")?.config["versioning"]).toBe("Enabled");
  });
});
