import { DescribeNotebookInstanceCommand, ListNotebookInstancesCommand, ListTagsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { everyFault } from "./chaos.ts";
import { environment, standInKey } from "./environment.ts";
import { account, notebook, notebooks, region, seedOf, tagsOf } from "./samples.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "./server.ts";
import type { Seed } from "./store.ts";

const other = "444455556666";
const open = async (options: Partial<FakeAwsOptions> = {}): Promise<FakeAws> => {
  const fake = await startFakeAws({ seeds: [seedOf({ "notebook-instance": notebooks(12) })], ...options });
  Object.assign(process.env, environment(fake.url));
  return fake;
};
const sagemaker = (): SageMakerClient => new SageMakerClient({ region, maxAttempts: 1 });
const sts = (): STSClient => new STSClient({ region, maxAttempts: 1 });
const ada = { NotebookInstanceName: "nb-0003" };
const arn = `arn:aws:sagemaker:${region}:${account}:notebook-instance/nb-0003`;

describe("AssumeRole in the stand-in", () => {
  const roleArn = `arn:aws:iam::${other}:role/sagewarden`;
  const assume = (ExternalId?: string): AssumeRoleCommand =>
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "scan", DurationSeconds: 900, ...(ExternalId ? { ExternalId } : {}) });
  const elsewhere: Seed = { account: other, region, resources: { "notebook-instance": [notebook("theirs")] } };
  const world = { seeds: [seedOf({}), elsewhere], roles: [{ arn: roleArn, externalId: "tenant-7" }] };

  it("opens another account to who says the external id, for as long as it was asked", async () => {
    await using fake = await open(world);
    const { Credentials } = await sts().send(assume("tenant-7"));
    expect(Credentials?.Expiration?.toISOString()).toBe("2026-11-21T12:15:00.000Z");
    process.env["AWS_ACCESS_KEY_ID"] = Credentials?.AccessKeyId;
    expect(await sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: other,
      Arn: `arn:aws:sts::${other}:assumed-role/sagewarden/scan`,
    });
    expect(
      (await sagemaker().send(new ListNotebookInstancesCommand({}))).NotebookInstances?.map((one) => one.NotebookInstanceName),
    ).toEqual(["theirs"]);
    fake.clock.advance(901);
    await expect(sagemaker().send(new ListNotebookInstancesCommand({}))).rejects.toMatchObject({ name: "ExpiredTokenException" });
    await expect(sts().send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  it.each([undefined, "tenant-8"])("refuses who says %s instead", async (id) => {
    await using _ = await open(world);
    await expect(sts().send(assume(id))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(`sts:AssumeRole on resource: ${roleArn}`),
    });
  });
});

describe("Under the eyes of a scan, the stand-in", () => {
  it("lets a key expire until another is taken", async () => {
    await using fake = await open();
    fake.credentials.expire(standInKey);
    await expect(sagemaker().send(new ListNotebookInstancesCommand({}))).rejects.toMatchObject({ name: "ExpiredTokenException" });
    fake.credentials.admit("AKIAREFRESHED", account);
    process.env["AWS_ACCESS_KEY_ID"] = "AKIAREFRESHED";
    expect((await sagemaker().send(new ListNotebookInstancesCommand({}))).NotebookInstances).toHaveLength(10);
  });

  it("re-creates a resource under its name and ARN, with a new time and other tags, once", async () => {
    const tags = tagsOf({ project: "vision" });
    await using fake = await open({
      faults: [
        {
          effect: "recreate",
          operation: "DescribeNotebookInstance",
          about: "nb-0003",
          document: notebook("x", { RootAccess: "Enabled", Tags: tags }),
        },
      ],
    });
    const again = await sagemaker().send(new DescribeNotebookInstanceCommand(ada));
    expect(again).toMatchObject({ NotebookInstanceName: "nb-0003", NotebookInstanceArn: arn, RootAccess: "Enabled" });
    expect(again.CreationTime?.toISOString()).toBe("2026-11-21T12:00:00.000Z");
    expect((await sagemaker().send(new ListTagsCommand({ ResourceArn: arn }))).Tags).toEqual(tags);
    await sagemaker().send(new DescribeNotebookInstanceCommand(ada));
    expect(fake.upheavals).toEqual([{ arn, kind: "notebook-instance", what: "recreated" }]);
  });

  it("deletes a resource for good right before it is described", async () => {
    await using fake = await open({ faults: [{ effect: "delete", operation: "DescribeNotebookInstance", about: "nb-0003" }] });
    await expect(sagemaker().send(new DescribeNotebookInstanceCommand(ada))).rejects.toMatchObject({ message: "RecordNotFound" });
    const { NotebookInstances } = await sagemaker().send(new ListNotebookInstancesCommand({ MaxResults: 100 }));
    expect(NotebookInstances).toHaveLength(11);
    expect(fake.upheavals.map(({ what }) => what)).toEqual(["deleted"]);
  });
});

describe("Chaos", () => {
  const outcomes = async (seed: number, rate: number, order: readonly string[]): Promise<Record<string, string>> => {
    await using fake = await open({ chaos: { seed, rates: everyFault(rate) } });
    const said: Record<string, string> = {};
    for (const NotebookInstanceName of order) {
      said[NotebookInstanceName] = await sagemaker()
        .send(new DescribeNotebookInstanceCommand({ NotebookInstanceName }))
        .then(
          () => "ok",
          (error: unknown) => (error instanceof Error ? error.name : ""),
        );
    }
    fake.log.assertNoUnexpected();
    return said;
  };
  const names = Array.from({ length: 12 }, (_, index) => `nb-${String(index).padStart(4, "0")}`);

  it("is the same for the same seed, whatever the order of the calls, and another for another", async () => {
    const forwards = await outcomes(1, 0.5, names);
    expect(await outcomes(1, 0.5, names.toReversed())).toEqual(forwards);
    expect(await outcomes(2, 0.5, names)).not.toEqual(forwards);
    expect(new Set(Object.values(forwards)).size).toBeGreaterThan(2);
  });

  it("at a rate of nothing does nothing", async () => {
    expect(new Set(Object.values(await outcomes(1, 0, names)))).toEqual(new Set(["ok"]));
  });
});
