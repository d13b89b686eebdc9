import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { isObject } from "../../src/estate/json.ts";
import { readReport } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";
import { type Ran, sagewarden } from "./process.ts";

const now = "2026-11-21T12:00:00.000Z";

type Place = { cwd: string; run: (...args: string[]) => Promise<Ran>; fake: FakeAws };

/** The demo's account behind the stand-in; its clock runs fast, so that a stop takes no minutes. */
const place = async (config = demoConfig(now)): Promise<Place> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-act-"));
  await writeFile(join(cwd, "sagewarden.yaml"), config);
  const seed = demoDocuments(now);
  const fake = await startFakeAws({
    seeds: [seed],
    keys: { [standInKey]: seed.account },
    faults: [{ effect: "deny", operation: "DescribeUserProfile" }],
    clock: virtualClock(now, 60),
  });
  return { cwd, fake, run: (...args) => sagewarden([...args, "--now", now], { cwd, env: environment(fake.url) }) };
};

const overdueIn = async (cwd: string, name: string): Promise<string[]> =>
  readReport(await readFile(join(cwd, name), "utf8"), name)
    .findings.filter(({ rule, verdict }) => rule === "overdue-notebook" && verdict === "fail")
    .map(({ resource }) => resource.split("/").at(-1) ?? "");

const hashIn = async (cwd: string, name: string): Promise<string> => {
  const plan: unknown = JSON.parse(await readFile(join(cwd, name), "utf8"));
  return isObject(plan) ? String(plan["hash"]) : "";
};

const stopsIn = (fake: FakeAws): number => fake.log.entries.filter(({ operation }) => operation === "StopNotebookInstance").length;

describe("fix", { timeout: 120_000 }, () => {
  it("plans, shows, and only with the plan's own hash stops; a second scan finds one fewer", async () => {
    const { cwd, run, fake } = await place();
    await using _ = fake;
    await run("scan", "-q", "-f", "json=before.json");
    expect(await overdueIn(cwd, "before.json")).toEqual(["churn-exploration"]);

    const planned = await run("fix", "plan", "before.json", "-o", "plan.json");
    expect(planned).toMatchObject({ code: 0, stderr: "sagewarden: wrote the plan to plan.json. Nothing was done yet.\n" });
    expect(planned.stdout).toContain("1. stop notebook-instance churn-exploration");

    const dry = await run("fix", "apply", "plan.json");
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain("would act  stop notebook-instance churn-exploration");
    const other = await run("fix", "apply", "plan.json", "--approve", "0".repeat(64));
    expect(other).toMatchObject({ code: 2, stdout: "" });
    expect(stopsIn(fake)).toBe(0);

    const applied = await run("fix", "apply", "plan.json", "--approve", await hashIn(cwd, "plan.json"));
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(applied.stdout).toMatch(/^done {2}stop notebook-instance churn-exploration {2}it is Stopped$/m);
    expect(stopsIn(fake)).toBe(1);

    await run("fix", "apply", "plan.json", "--approve", await hashIn(cwd, "plan.json"));
    expect(stopsIn(fake)).toBe(1);
    await run("scan", "-q", "-f", "json=after.json");
    expect(await overdueIn(cwd, "after.json")).toEqual([]);
    fake.log.assertNoUnexpected();
  });

  it("refuses a plan that was edited after it was made", async () => {
    const { cwd, run, fake } = await place();
    await using _ = fake;
    await run("scan", "-q", "-f", "json=before.json");
    await run("fix", "plan", "before.json", "-o", "plan.json", "-q");
    const plan = await readFile(join(cwd, "plan.json"), "utf8");
    expect(JSON.parse(plan)).toMatchObject({ items: [{ name: "churn-exploration" }] });
    await writeFile(join(cwd, "plan.json"), plan.replaceAll("churn-exploration", "churn-features"));
    const edited = await run("fix", "apply", "plan.json", "--approve", await hashIn(cwd, "plan.json"));
    expect(edited).toMatchObject({ code: 2 });
    expect(edited.stderr).toContain("changed after it was made");
    expect(stopsIn(fake)).toBe(0);
  });
});

describe("stop", { timeout: 120_000 }, () => {
  it("shows what is overdue, and with --apply stops it on the standing approval", async () => {
    const { run, fake } = await place();
    await using _ = fake;
    const shown = await run("stop");
    expect(shown.stdout).toContain("would act  stop notebook-instance churn-exploration");
    expect(stopsIn(fake)).toBe(0);
    const stopped = await run("stop", "--apply");
    // One cell is denied: what was not seen was not stopped either.
    expect(stopped).toMatchObject({ code: 3, stderr: "sagewarden: exit 3: 1 cell was not seen completely.\n" });
    expect(stopped.stdout).toMatch(/^done {2}stop notebook-instance churn-exploration/m);
    expect(stopsIn(fake)).toBe(1);
  });

  it("refuses to act without a standing approval, before it asks AWS anything", async () => {
    const { run, fake } = await place("stop: {at: 09:00, timeZone: UTC}\nregions: [eu-central-1]\n");
    await using _ = fake;
    const { code, stderr } = await run("stop", "--apply");
    expect(code).toBe(2);
    expect(stderr).toContain("Nobody has approved that anything is stopped unattended. (sagewarden.yaml:1:1)");
    expect(fake.log.entries).toEqual([]);
  });

  it("ends in 4 when AWS does not let it stop what is overdue", async () => {
    const { run, fake } = await place();
    await using _ = fake;
    fake.faults.add({ effect: "deny", operation: "StopNotebookInstance" });
    const { code, stdout } = await run("stop", "--apply");
    expect(code).toBe(4);
    expect(stdout).toMatch(/^FAILED {2}stop notebook-instance churn-exploration {2}needs sagemaker:StopNotebookInstance/m);
  });
});
