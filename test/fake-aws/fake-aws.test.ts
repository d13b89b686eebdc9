import {
  DeleteAppCommand,
  DeleteNotebookInstanceCommand,
  DescribeNotebookInstanceCommand,
  ListNotebookInstancesCommand,
  ListTagsCommand,
  ListTrialsCommand,
  SageMakerClient,
  StartNotebookInstanceCommand,
  StopNotebookInstanceCommand,
} from "@aws-sdk/client-sagemaker";
import { EMRClient, DescribeClusterCommand, ListClustersCommand } from "@aws-sdk/client-emr";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { account, app, cluster, notebook, notebooks, region, seedOf, tagsOf } from "./samples.ts";
import { environment } from "./environment.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "./server.ts";
import { durations } from "./operations.ts";
import type { Seed } from "./store.ts";

const open = async (resources: Seed["resources"], options: Partial<FakeAwsOptions> = {}): Promise<FakeAws> => {
  const fake = await startFakeAws({ seeds: [seedOf(resources)], ...options });
  Object.assign(process.env, environment(fake.url));
  return fake;
};
const sagemaker = (): SageMakerClient => new SageMakerClient({ region, maxAttempts: 1 });
const name = { NotebookInstanceName: "ada" };

describe("The stand-in lists", () => {
  it("ten to a page unless asked for more, and at most a hundred", async () => {
    await using fake = await open({ "notebook-instance": notebooks(120) });
    const client = sagemaker();
    expect((await client.send(new ListNotebookInstancesCommand({}))).NotebookInstances).toHaveLength(10);
    expect((await client.send(new ListNotebookInstancesCommand({ MaxResults: 100 }))).NotebookInstances).toHaveLength(100);
    await expect(client.send(new ListNotebookInstancesCommand({ MaxResults: 101 }))).rejects.toMatchObject({ name: "ValidationException" });
    fake.log.assertNoUnexpected();
  });

  it("by slicing first and filtering afterwards, so that an empty page may carry a token", async () => {
    await using _ = await open({
      "notebook-instance": [...notebooks(25), notebook("zzz", { NotebookInstanceStatus: "Failed", CreationTime: "2020-01-01T00:00:00Z" })],
    });
    const first = await sagemaker().send(new ListNotebookInstancesCommand({ StatusEquals: "Failed" }));
    expect(first.NotebookInstances).toEqual([]);
    expect(first.NextToken).toBeTypeOf("string");
  });

  it("summaries without what only a description has, and times as times", async () => {
    await using _ = await open({ "notebook-instance": [notebook("ada")] });
    const [summary] = (await sagemaker().send(new ListNotebookInstancesCommand({}))).NotebookInstances ?? [];
    expect(summary).not.toHaveProperty("RootAccess");
    expect(summary?.CreationTime).toEqual(new Date("2026-11-01T08:00:00Z"));
    expect(summary?.NotebookInstanceArn).toBe(`arn:aws:sagemaker:${region}:${account}:notebook-instance/ada`);
  });

  it("EMR clusters by fifty with a marker, and filters by a list of states", async () => {
    const clusters = Array.from({ length: 60 }, (_, index) => cluster(`j-${index}`));
    await using _ = await open({ "emr-cluster": clusters });
    const client = new EMRClient({ region, maxAttempts: 1 });
    const first = await client.send(new ListClustersCommand({}));
    expect(first.Clusters).toHaveLength(50);
    expect((await client.send(new ListClustersCommand({ Marker: first.Marker }))).Clusters).toHaveLength(10);
    expect((await client.send(new ListClustersCommand({ ClusterStates: ["TERMINATED"] }))).Clusters).toEqual([]);
  });

  it("refuses a page token that it never gave", async () => {
    await using _ = await open({});
    await expect(sagemaker().send(new ListNotebookInstancesCommand({ NextToken: "mine" }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Invalid pagination token",
    });
  });
});

describe("The stand-in says, as AWS does,", () => {
  it("'not found' with a ValidationException", async () => {
    await using _ = await open({});
    await expect(sagemaker().send(new DescribeNotebookInstanceCommand(name))).rejects.toMatchObject({
      name: "ValidationException",
      message: "RecordNotFound",
    });
    await expect(new EMRClient({ region, maxAttempts: 1 }).send(new DescribeClusterCommand({ ClusterId: "j-9" }))).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Cluster id 'j-9' is not valid.",
    });
  });

  it("who is calling, by the access key", async () => {
    await using _ = await open({});
    expect(await new STSClient({ region, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: account });
    process.env["AWS_ACCESS_KEY_ID"] = "AKIANOBODY";
    await expect(new STSClient({ region, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
  });

  it("the tags of a resource to those who ask by ARN, and of those ever tagged in bulk", async () => {
    await using _ = await open({ "notebook-instance": [notebook("ada"), notebook("bare", { Tags: [] })] });
    const ResourceArn = `arn:aws:sagemaker:${region}:${account}:notebook-instance/ada`;
    expect((await sagemaker().send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual(tagsOf({ project: "churn", user: "ada" }));
    const bulk = await new ResourceGroupsTaggingAPIClient({ region, maxAttempts: 1 }).send(
      new GetResourcesCommand({ ResourceTypeFilters: ["sagemaker:notebook-instance"] }),
    );
    expect(bulk.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN)).toEqual([ResourceArn]);
  });

  it("the action, the resource and who denies it", async () => {
    await using _ = await open(
      { "notebook-instance": [notebook("ada")] },
      { faults: [{ effect: "deny", by: "scp", operation: "DescribeNotebookInstance" }] },
    );
    await expect(sagemaker().send(new DescribeNotebookInstanceCommand(name))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:sts::${account}:assumed-role/scanner/stand-in is not authorized to perform: sagemaker:DescribeNotebookInstance on resource: arn:aws:sagemaker:${region}:${account}:notebook-instance/ada with an explicit deny in a service control policy`,
    });
  });
});

const stateOf = async (): Promise<string | undefined> =>
  (await sagemaker().send(new DescribeNotebookInstanceCommand(name))).NotebookInstanceStatus;

describe("In the stand-in, time passes:", () => {
  it("a notebook is Stopping, then Stopped, and starts again", async () => {
    await using fake = await open({ "notebook-instance": [notebook("ada")] });
    await sagemaker().send(new StopNotebookInstanceCommand(name));
    expect(await stateOf()).toBe("Stopping");
    fake.clock.advance(durations.stop);
    expect(await stateOf()).toBe("Stopped");
    await sagemaker().send(new StartNotebookInstanceCommand(name));
    expect(await stateOf()).toBe("Pending");
    fake.clock.advance(durations.start);
    expect(await stateOf()).toBe("InService");
  });

  it("a wrong state is refused in AWS's words, and only a stopped notebook is deleted", async () => {
    await using fake = await open({ "notebook-instance": [notebook("ada")] });
    await expect(sagemaker().send(new DeleteNotebookInstanceCommand(name))).rejects.toMatchObject({
      name: "ValidationException",
      message: `Status (InService) not in ([Stopped, Failed]). Unable to transition to (Deleting) for Notebook Instance (arn:aws:sagemaker:${region}:${account}:notebook-instance/ada).`,
    });
    await sagemaker().send(new StopNotebookInstanceCommand(name));
    fake.clock.advance(durations.stop);
    await sagemaker().send(new DeleteNotebookInstanceCommand(name));
    fake.clock.advance(durations.delete);
    await expect(stateOf()).rejects.toMatchObject({ message: "RecordNotFound" });
  });

  it("a deleted app stays in the list as Deleted", async () => {
    await using fake = await open({ app: [app("default")] });
    await sagemaker().send(new DeleteAppCommand({ DomainId: "d-1", SpaceName: "lab", AppType: "JupyterLab", AppName: "default" }));
    fake.clock.advance(durations.delete);
    await expect(
      sagemaker().send(new DeleteAppCommand({ DomainId: "d-1", SpaceName: "lab", AppType: "JupyterLab", AppName: "default" })),
    ).rejects.toThrow("does not exist");
  });
});

describe("The stand-in is loud", () => {
  it("about an operation that it does not have", async () => {
    await using fake = await open({});
    await expect(sagemaker().send(new ListTrialsCommand({}))).rejects.toMatchObject({ name: "StandInCannot" });
    expect(() => fake.log.assertNoUnexpected()).toThrow("sagemaker ListTrials");
  });

  it("about a seed with a field that AWS does not have", async () => {
    await expect(open({ "notebook-instance": [notebook("ada", { Colour: "red" })] })).rejects.toThrow("Colour is not in AWS's model");
  });

  it("about an input that AWS's model does not allow", async () => {
    await using fake = await open({});
    const headers = {
      "x-amz-target": "SageMaker.ListNotebookInstances",
      authorization: `AWS4-HMAC-SHA256 Credential=${environment("")["AWS_ACCESS_KEY_ID"]}/20261121/${region}/sagemaker/aws4_request`,
    };
    await fetch(fake.url, { method: "POST", headers, body: JSON.stringify({ Colour: "red" }) });
    expect(() => fake.log.assertNoUnexpected()).toThrow("Colour is not in AWS's model");
  });
});
