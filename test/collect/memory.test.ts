import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../../src/collect/call.ts";
import { remembering, type Memory } from "../../src/collect/memory.ts";
import { listPages } from "../../src/collect/pages.ts";
import type { Estate } from "../../src/estate/estate.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { openDescriptions } from "../../src/history/descriptions.ts";
import { beginScan, resumeScan } from "../../src/history/scans.ts";
import notebookInstance from "../../src/kinds/notebook-instance.ts";
import { kinds as allKinds } from "../../src/kinds/registry.ts";
import { cluster, model, notebook, region, seedOf, start, tagsOf } from "../fake-aws/samples.ts";
import type { Seed } from "../fake-aws/store.ts";
import { scan } from "./scan.ts";

const newHome = (): string => mkdtempSync(join(tmpdir(), "sagewarden-memory-"));
const kinds = allKinds.filter(({ name }) =>
  ["notebook-instance", "notebook-lifecycle-config", "endpoint-config", "training-job", "model", "emr-cluster"].includes(name),
);
const silent = (): void => undefined;

/** The descriptions as a scan of that day finds them. */
const descriptionsOn = (home: string, day: string) => {
  const now = new Date(day);
  const opened = openDescriptions({ file: join(home, "descriptions.sqlite"), now, scan: now, say: silent });
  if (!opened) throw new Error("the descriptions cannot be opened");
  return opened;
};

const scanWith = async (home: string, day: string, resources: Seed["resources"]) => {
  const descriptions = descriptionsOn(home, day);
  try {
    return await scan({ seeds: [seedOf(resources)] }, { kinds, memory: { descriptions } });
  } finally {
    descriptions.close();
  }
};

const described = (calls: Record<string, { sent: number }>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(calls)
      .filter(([name]) => name.includes(":Describe"))
      .map(([name, { sent }]) => [name.replace(/^.*:Describe/, ""), sent]),
  );

const [monday, tuesday, wednesday] = ["2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z"] as const;

const job = (name: string, differs: JsonObject = {}): JsonObject => ({
  TrainingJobName: name,
  TrainingJobArn: `arn:aws:sagemaker:${region}:111122223333:training-job/${name}`,
  TrainingJobStatus: "Completed",
  SecondaryStatus: "Completed",
  CreationTime: "2026-11-10T08:00:00.000Z",
  LastModifiedTime: "2026-11-10T09:00:00.000Z",
  TrainingEndTime: "2026-11-10T09:00:00.000Z",
  AlgorithmSpecification: { TrainingInputMode: "File", TrainingImage: "1.dkr.ecr.eu-central-1.amazonaws.com/train:1" },
  ResourceConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 1, VolumeSizeInGB: 30 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  RoleArn: "arn:aws:iam::111122223333:role/training",
  OutputDataConfig: { S3OutputPath: "s3://acme/output" },
  ...differs,
});

const endpointConfig = (name: string, differs: JsonObject = {}): JsonObject => ({
  EndpointConfigName: name,
  CreationTime: "2026-11-02T08:00:00.000Z",
  ProductionVariants: [{ VariantName: "all", ModelName: "churn", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
  ...differs,
});

const world = {
  "notebook-instance": [notebook("ada"), notebook("grace"), notebook("linus")],
  "endpoint-config": [endpointConfig("a"), endpointConfig("b")],
  "training-job": [job("ended"), job("running", { TrainingJobStatus: "InProgress", SecondaryStatus: "Training" })],
  model: [model("churn")],
  "emr-cluster": [cluster("j-1")],
};

describe("A second scan", () => {
  it("describes only what is new or changed, and sees the same", async () => {
    const home = newHome();
    const first = await scanWith(home, monday, world);
    expect(described(first.calls)).toMatchObject({ NotebookInstance: 3, EndpointConfig: 2, TrainingJob: 2, Cluster: 1 });
    const second = await scanWith(home, tuesday, world);
    // Of the cluster come tags, and the job runs.
    expect(described(second.calls)).toEqual({ Cluster: 1, TrainingJob: 1 });
    expect(second.estate).toEqual(first.estate);
    const changed = notebook("grace", { RootAccess: "Enabled", LastModifiedTime: "2026-11-21T08:00:00.000Z" });
    const third = await scanWith(home, wednesday, {
      ...world,
      "notebook-instance": [notebook("ada"), changed, notebook("new"), notebook("linus", { Tags: tagsOf({ project: "vision" }) })],
    });
    expect(described(third.calls)).toEqual({ Cluster: 1, TrainingJob: 1, NotebookInstance: 2 });
    const found = new Map(third.estate.resources.map(({ name, config }) => [name, config]));
    expect(found.get("grace")?.["rootAccess"]).toBe("Enabled");
    expect(found.get("linus")?.["tags"]).toMatchObject({ project: "vision" });
  });

  it("describes anew a job that was made again under its name, and one whose warm pool ran out", async () => {
    const home = newHome();
    const warm = (Status: string): JsonObject => job("warm", { WarmPoolStatus: { Status } });
    await scanWith(home, monday, { "training-job": [job("again"), job("same"), warm("Available")] });
    const again = job("again", {
      CreationTime: "2026-11-12T08:00:00.000Z",
      AlgorithmSpecification: { TrainingInputMode: "File", TrainingImage: "docker.io/someone/train:latest" },
    });
    const { calls, estate } = await scanWith(home, tuesday, { "training-job": [again, job("same"), warm("Terminated")] });
    expect(described(calls)).toEqual({ TrainingJob: 2 });
    const found = new Map(estate.resources.map(({ name, config }) => [name, config]));
    expect(found.get("again")?.["image"]).toBe("docker.io/someone/train:latest");
    expect(found.get("warm")?.["warmPoolState"]).toBe("Terminated");
  });

  it("does not trust a description of what changed a moment before", async () => {
    const home = newHome();
    const fresh = { "notebook-instance": [notebook("ada", { LastModifiedTime: new Date(Date.parse(start) - 5_000).toISOString() })] };
    await scanWith(home, start, fresh);
    expect(described((await scanWith(home, tuesday, fresh)).calls)).toEqual({ NotebookInstance: 1 });
  });

  it("sees what a scan without memory sees, whatever has become of things since", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const fate = fc.constantFrom("same", "changed", "again", "gone", "tagged");
    const moment = "2026-11-21T08:00:00.000Z";
    const later = (document: JsonObject, what: string, differs: JsonObject): JsonObject[] => {
      if (what === "gone") return [];
      if (what === "tagged") return [{ ...document, Tags: tagsOf({ project: "vision" }) }];
      if (what === "same") return [document];
      const time = what === "again" ? { CreationTime: moment } : {};
      return [{ ...document, ...differs, ...time, ...("LastModifiedTime" in document && { LastModifiedTime: moment }) }];
    };
    const withoutTime = ({ collectedAt: _, ...rest }: Estate) => rest;
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 15, maxLength: 15 }), async (fates) => {
        const home = newHome();
        const all = { "notebook-instance": names.map((name) => notebook(name)), "training-job": names.map((name) => job(name)) };
        await scanWith(home, monday, { ...all, "endpoint-config": names.map((name) => endpointConfig(name)) });
        const now = {
          "notebook-instance": names.flatMap((name, at) => later(notebook(name), fates[at] ?? "", { RootAccess: "Enabled" })),
          "training-job": names.flatMap((name, at) => later(job(name), fates[at + 5] ?? "", { EnableNetworkIsolation: true })),
          // What cannot change is made again.
          "endpoint-config": names.flatMap((name, at) =>
            later(endpointConfig(name), (fates[at + 10] ?? "").replace("changed", "again"), { KmsKeyId: "key" }),
          ),
        };
        const bare = await scan({ seeds: [seedOf(now)] }, { kinds });
        const remembered = await scanWith(home, tuesday, now);
        expect(withoutTime(remembered.estate)).toEqual(withoutTime(bare.estate));
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it("forgets what nobody used for ninety days", async () => {
    const home = newHome();
    await scanWith(home, monday, world);
    await scanWith(home, "2027-02-01T10:00:00Z", { "notebook-instance": [notebook("ada")] });
    descriptionsOn(home, "2027-03-15T10:00:00Z").close();
    const { calls } = await scanWith(home, "2027-03-16T10:00:00Z", { "notebook-instance": [notebook("ada"), notebook("grace")] });
    expect(described(calls)).toEqual({ NotebookInstance: 1 });
  });
});

/** A scan that has begun, its answers on disk. */
const begun = (home: string) => {
  const facts = { startedAt: start, now: start, question: { account: "111122223333" } };
  const kept = beginScan({ folder: join(home, "scans"), facts, say: silent });
  if (!kept) throw new Error("nothing is kept");
  return { kept, resume: () => resumeScan({ folder: join(home, "scans"), facts, say: silent }) };
};

const bytesIn = (home: string): string =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

describe("What a scan keeps", () => {
  it("holds no secret, in no file, and the estate is the same as without", async () => {
    const plant = "hunter2-planted";
    const packed = Buffer.from(`#!/bin/bash\nexport TOKEN=${plant}\n`).toString("base64");
    const container = { Image: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1", Environment: { TOKEN: plant } };
    const resources = {
      "notebook-instance": [notebook("ada", { NotebookInstanceLifecycleConfigName: "setup" })],
      "notebook-lifecycle-config": [
        {
          NotebookInstanceLifecycleConfigName: "setup",
          CreationTime: "2026-11-01T08:00:00.000Z",
          LastModifiedTime: "2026-11-01T08:00:00.000Z",
          OnCreate: [{ Content: packed }],
          OnStart: [{ Content: packed }],
        },
      ],
      "training-job": [job("ended", { HyperParameters: { token: plant }, Environment: { TOKEN: plant } })],
      model: [model("one", { PrimaryContainer: container }), model("many", { PrimaryContainer: {}, Containers: [container, container] })],
      "emr-cluster": [
        cluster("j-1", {
          KerberosAttributes: { Realm: "EC2.INTERNAL", KdcAdminPassword: plant, ADDomainJoinPassword: plant },
          Configurations: [{ Classification: "hive-site", Properties: { "javax.jdo.option.ConnectionPassword": plant } }],
        }),
      ],
    };
    const home = newHome();
    const { kept } = begun(home);
    const descriptions = descriptionsOn(home, start);
    const bare = await scan({ seeds: [seedOf(resources)] }, { kinds });
    const remembered = await scan({ seeds: [seedOf(resources)] }, { kinds, memory: { scan: kept.scan, descriptions } });
    const bytes = bytesIn(home);
    expect(bytes).toContain("many");
    expect(bytes).toContain("training-job/ended");
    expect(bytes).not.toContain(plant);
    // Wherever it begins in three bytes, base64 makes another text of it.
    for (const shift of [0, 1, 2]) {
      const inner = Buffer.from("x".repeat(shift) + plant)
        .toString("base64")
        .slice(4, -4);
      expect(bytes).not.toContain(inner);
    }
    expect(remembered.estate).toEqual({ ...bare.estate, collectedAt: start });
    expect(remembered.estate.resources.find(({ name }) => name === "setup")?.config["onStart"]).toContain(plant);
    kept.close();
    descriptions.close();
  });

  it("is asked for again once the page tokens in it went stale", async () => {
    const home = newHome();
    const { kept, resume } = begun(home);
    const page = (name: string, NextToken?: string): JsonObject => ({
      NotebookInstances: [{ NotebookInstanceName: name }],
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const list = async (call: Call, memory: Required<Memory>["scan"]): Promise<string[]> => {
      const names: string[] = [];
      const pages = listPages(
        notebookInstance.list,
        {},
        { region, call: remembering(call, { answers: memory?.answers ?? kept.scan.answers, account: "111122223333" }) },
      );
      for (let next = await pages.next(); ; next = await pages.next()) {
        if (next.done) return next.value ? [...names, next.value.type] : names;
        names.push(...next.value.items.map((item) => String(item["NotebookInstanceName"])));
      }
    };
    await list(async (_, input) => {
      if (input["NextToken"] === undefined) return { ok: true, document: page("a", "old") };
      return { ok: false, failure: { type: "error", detail: "the process is about to end" } };
    }, kept.scan);
    kept.close();
    const again = resume();
    const asked: unknown[] = [];
    const found = await list(async (_, input) => {
      asked.push(input["NextToken"] ?? "from the start");
      if (input["NextToken"] === "old") return { ok: false, failure: { type: "invalid-token", detail: "stale" } };
      return { ok: true, document: input["NextToken"] === undefined ? page("a", "new") : page("b") };
    }, again?.scan);
    expect(asked).toEqual(["old", "from the start", "new"]);
    expect(found).toEqual(["a", "a", "b"]);
    again?.close();
  });
});
