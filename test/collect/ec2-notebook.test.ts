import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { describeOne } from "../../src/collect/describe-one.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { seedOf, tagsOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { scan, scanOf } from "./scan.ts";
import { cellOf, denied, kind } from "./world.ts";

const secret = "hunter2-in-user-data";
const script = (text: string): JsonObject => ({ Value: Buffer.from(text).toString("base64") });
const instance = (id: string, differs: JsonObject = {}): JsonObject => ({
  InstanceId: id,
  InstanceType: "t3.large",
  ImageId: "ami-plain",
  State: { Name: "running" },
  LaunchTime: "2026-11-20T08:00:00.000Z",
  NetworkInterfaces: [{ Attachment: { AttachTime: "2026-11-01T08:00:00.000Z" } }],
  SecurityGroups: [{ GroupId: "sg-1", GroupName: "notebooks" }],
  KeyName: "ada",
  OpenGroups: [{ GroupId: "sg-1", GroupName: "notebooks", IpPermissions: [] }],
  Images: [{ Name: "al2023-ami" }],
  ...differs,
});

const world = [
  instance("i-named", { Tags: tagsOf({ Name: "ada-jupyter", project: "churn" }) }),
  instance("i-script", { InstanceType: "g5.xlarge", UserData: script(`export TOKEN=${secret}\njupyter lab`) }),
  instance("i-web", { Tags: tagsOf({ Name: "web" }), UserData: script(`export PASSWORD=${secret}`) }),
  instance("i-gpu", { InstanceType: "g5.xlarge" }),
  instance("i-gone", { State: { Name: "terminated" }, Tags: tagsOf({ Name: "old-jupyter" }) }),
];
const seeds = [seedOf({ "ec2-notebook": world })];
const look = (faults: Fault[] = []): ReturnType<typeof scan> => scan({ seeds, faults }, { kinds: [kind("ec2-notebook")] });

describe("Notebooks on EC2", () => {
  it("are told from ordinary instances, and what is left open is counted", async () => {
    const seen = await look();
    expect(seen.estate.resources.map(({ name }) => name)).toEqual(["i-named", "i-script"]);
    expect(seen.estate.resources[0]?.arn).toBe("arn:aws:ec2:eu-central-1:111122223333:instance/i-named");
    expect(cellOf(seen, "ec2-notebook", "list")).toMatchObject({
      state: "complete",
      seen: 2,
      detail: "1 that may be one left out: too little speaks for it",
    });
  });

  it("are asked for user data only if they are one or may be one, and once", async () => {
    const { asked } = await look();
    expect(asked["ec2:DescribeInstanceAttribute"] ?? asked["DescribeInstanceAttribute"]).toBe(3);
    expect(asked["ec2:DescribeImages"] ?? asked["DescribeImages"]).toBe(1);
  });

  it("keep a secret of their user data out of events, cells and reasons", async () => {
    const seen = await look();
    expect(seen.estate.resources[1]?.config["userData"]).toContain(secret);
    expect(JSON.stringify([seen.events, seen.estate.coverage, seen.estate.resources.map(({ unknown }) => unknown)])).not.toContain(
      "hunter2",
    );
  });

  it.each([
    ["DescribeInstances", "list", "denied"],
    ["DescribeImages", "list", "partial"],
    ["DescribeSecurityGroups", "list", "partial"],
    ["DescribeInstanceAttribute", "list", "partial"],
  ] as const)("without %s are not said to be all that there are", async (operation, phase, state) => {
    const seen = await look(denied(operation));
    expect(cellOf(seen, "ec2-notebook", phase).state).toBe(state);
    expect(cellOf(seen, "ec2-notebook", phase).detail).toContain(`ec2:${operation}`);
  });

  it("without DescribeVolumes lack their volumes, and nothing else", async () => {
    const seen = await look(denied("DescribeVolumes"));
    expect(cellOf(seen, "ec2-notebook", "list").state).toBe("complete");
    expect(seen.estate.resources.map(({ unknown }) => Object.keys(unknown))).toEqual([["/volumes"], ["/volumes"]]);
  });

  it("are looked at alone, by their id, and are known to be gone", async () => {
    await using fake = await startFakeAws({ seeds });
    const { estate } = await scanOf(fake, { kinds: [kind("ec2-notebook")] });
    const [resource] = estate.resources;
    if (!resource) throw new Error("nothing was seen");
    const clients = awsClients();
    const at = (instanceId: string): ReturnType<typeof describeOne> =>
      describeOne({
        kind: kind("ec2-notebook"),
        resource: { ...resource, config: { ...resource.config, instanceId } },
        clients,
        clock: fake.clock,
        budgetSeconds: 60,
      });
    expect(await at("i-named")).toEqual({ state: "there", resource });
    expect(await at("i-other")).toEqual({ state: "gone" });
    clients.close();
  });
});

const block: JsonObject = { BlockPublicAccessConfiguration: { BlockPublicSecurityGroupRules: true } };

describe("EMR's block of public access", () => {
  it("is there once, with neither name nor ARN of its own", async () => {
    const { estate } = await scan(
      { seeds: [seedOf({ "emr-block-public-access": [block] })] },
      { kinds: [kind("emr-block-public-access")] },
    );
    expect(estate.resources.map(({ name, config }) => [name, config["blocksPublicRules"]])).toEqual([
      ["block-public-access-configuration", true],
    ]);
  });
});
