import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { isObject } from "../../src/estate/json.ts";
import { awsClients, readJournal } from "../../src/index.ts";
import { markingItem } from "../../src/remediate/marking.ts";
import { notebook, planOf, reportOf } from "../remediate/reports.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./in-process.ts";

const now = "2026-11-21T12:00:00.000Z";
const early = "2026-11-22T11:00:00.000Z";
const later = "2026-11-22T13:00:00.000Z";
const arn = (name: string): string => `arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/${name}`;

/** A notebook that was announced for the next day, and somebody's hands on the tags. */
const announced = async () => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-mark-"));
  await writeFile(join(cwd, "sagewarden.yaml"), demoConfig(now));
  const seed = demoDocuments(now);
  const fake = await startFakeAws({ seeds: [seed], keys: { [standInKey]: seed.account }, clock: virtualClock(now, 60) });
  const env = environment(fake.url);
  const run = (at: string, ...args: string[]) => sagewarden([...args, "--now", at], { cwd, env });
  await run(now, "scan", "-q", "-f", "json=report.json");
  await run(now, "fix", "plan", "report.json", "--rule", "overdue-notebook", "-o", "plan.json", "-q");
  const plan: unknown = JSON.parse(await readFile(join(cwd, "plan.json"), "utf8"));
  const hash = isObject(plan) ? String(plan["hash"]) : "";
  const marked = await run(now, "fix", "mark", "plan.json", "--due", "1d", "--approve", hash);
  const hands = async (operation: "AddTags" | "ListTags", input: Record<string, unknown>) => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    const clients = awsClients();
    try {
      return await clients.send({ service: "sagemaker", name: operation }, input, "eu-central-1");
    } finally {
      clients.close();
      process.env = before;
    }
  };
  const tagsOf = async (name: string): Promise<Map<string, string>> => {
    const { Tags } = await hands("ListTags", { ResourceArn: arn(name) });
    return new Map(
      [Tags ?? []].flat().flatMap((tag): [string, string][] => (isObject(tag) ? [[String(tag["Key"]), String(tag["Value"])]] : [])),
    );
  };
  const tag = (name: string, Key: string, Value: string) => hands("AddTags", { ResourceArn: arn(name), Tags: [{ Key, Value }] });
  return { cwd, run, fake, marked, tagsOf, tag };
};

const stopped = ({ log }: FakeAws): string[] =>
  log.entries.filter(({ operation }) => operation === "StopNotebookInstance").map(({ resource = "" }) => resource.split("/").at(-1) ?? "");

describe("the tag of a mark", () => {
  it("is put on a cluster and taken off again as EMR takes it", async () => {
    const seed = demoDocuments(now);
    await using fake = await startFakeAws({ seeds: [seed], keys: { [standInKey]: seed.account }, clock: virtualClock(now) });
    const id = String(seed.resources["emr-cluster"]?.[0]?.["Id"]);
    const [item] = planOf(reportOf({ resources: [notebook("explore")] })).items;
    if (!item) throw new Error("no item");
    const cluster = { ...item, arn: `arn:aws:elasticmapreduce:eu-central-1:${seed.account}:cluster/${id}`, key: { clusterId: id } };
    const before = { ...process.env };
    Object.assign(process.env, environment(fake.url));
    const clients = awsClients();
    const marks = async (): Promise<string[]> => {
      const { Cluster } = await clients.send({ service: "emr", name: "DescribeCluster" }, { ClusterId: id }, "eu-central-1");
      const tags = isObject(Cluster) ? [Cluster["Tags"] ?? []].flat() : [];
      return tags.flatMap((tag) => (isObject(tag) && tag["Key"] === "sagewarden-mark" ? [String(tag["Value"])] : []));
    };
    try {
      await clients.send({ service: "emr", name: "AddTags" }, markingItem(cluster, "mark", "1:stop")?.input ?? {}, "eu-central-1");
      expect(await marks()).toEqual(["1:stop"]);
      await clients.send({ service: "emr", name: "RemoveTags" }, markingItem(cluster, "unmark")?.input ?? {}, "eu-central-1");
      expect(await marks()).toEqual([]);
    } finally {
      clients.close();
      process.env = before;
    }
    fake.log.assertNoUnexpected();
  });
});

describe("two steps with notice", { timeout: 180_000 }, () => {
  it("announce by a tag, act when it is due and not before, and take the tag off", async () => {
    const { run, fake, marked, tagsOf } = await announced();
    await using _ = fake;
    expect(marked).toMatchObject({ code: 0 });
    expect(marked.stdout).toMatch(/^done {2}mark notebook-instance churn-exploration/m);
    const value = (await tagsOf("churn-exploration")).get("sagewarden-mark") ?? "";
    expect(value).toMatch(/^1:stop:20261122T120000Z:/);
    expect((await run(early, "fix", "apply", "--marked")).stdout).toContain("stop is due at 2026-11-22T12:00:00Z");
    expect(stopped(fake)).toEqual([]);
    const applied = await run(later, "fix", "apply", "--marked");
    expect(applied.stdout).toMatch(/^done {2}stop notebook-instance churn-exploration {2}it is Stopped$/m);
    expect(applied.stdout).toMatch(/^done {2}unmark notebook-instance churn-exploration/m);
    expect(stopped(fake)).toEqual(["churn-exploration"]);
    expect([...(await tagsOf("churn-exploration")).keys()].filter((key) => key.startsWith("sagewarden"))).toEqual([]);
    expect((await run(later, "audit", "verify", ".sagewarden/journal.jsonl")).code).toBe(0);
    fake.log.assertNoUnexpected();
  });

  it("can be taken back before they are due: the mark comes off, and nothing is done", async () => {
    const { cwd, run, fake, tagsOf } = await announced();
    await using _ = fake;
    const [first] = readJournal(join(cwd, ".sagewarden/journal.jsonl")).entries();
    await run(early, "fix", "undo", first?.plan ?? "", "-o", "undo.json", "-q");
    const undo: unknown = JSON.parse(await readFile(join(cwd, "undo.json"), "utf8"));
    const applied = await run(early, "fix", "apply", "undo.json", "--approve", isObject(undo) ? String(undo["hash"]) : "");
    expect(applied.stdout).toMatch(/^done {2}unmark notebook-instance churn-exploration/m);
    expect((await tagsOf("churn-exploration")).has("sagewarden-mark")).toBe(false);
    expect((await run(later, "fix", "apply", "--marked")).stdout).toBe("");
    expect(stopped(fake)).toEqual([]);
    fake.log.assertNoUnexpected();
  });

  it("let the owner object, and ignore and report a mark that somebody copied", async () => {
    const { run, fake, tagsOf, tag } = await announced();
    await using _ = fake;
    const value = (await tagsOf("churn-exploration")).get("sagewarden-mark") ?? "";
    await tag("vision-augment", "sagewarden-mark", value);
    await tag("churn-exploration", "sagewarden-object", "jonas");
    const { stdout } = await run(later, "fix", "apply", "--marked");
    expect(stdout).toMatch(/^mark {2}notebook-instance vision-augment .*ignored: it is forged, or was copied/m);
    expect(stdout).toMatch(/^mark {2}notebook-instance churn-exploration .*jonas objects, so it is not done/m);
    expect(stopped(fake)).toEqual([]);
    expect((await tagsOf("churn-exploration")).has("sagewarden-mark")).toBe(false);
  });
});
