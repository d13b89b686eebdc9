import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { isObject } from "../../src/estate/json.ts";
import { openRun, readReport } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { type FakeAws, startFakeAws } from "../fake-aws/server.ts";
import { sagewarden } from "./in-process.ts";
import type { Ran } from "./process.ts";

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
    expect(other.stderr).toMatch(/^sagewarden: made a key that signs \.sagewarden\/journal\.jsonl\. .*: [\w-]{43}$/m);
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

describe("what was done", { timeout: 120_000 }, () => {
  const applied = async (config = demoConfig(now)) => {
    const there = await place(config);
    const { cwd, run } = there;
    await run("scan", "-q", "-f", "json=before.json");
    await run("fix", "plan", "before.json", "-o", "plan.json", "-q");
    const hash = await hashIn(cwd, "plan.json");
    const ran = await run("fix", "apply", "plan.json", "--approve", hash);
    return { ...there, hash, ran, key: /: ([\w-]{43})\n/.exec(ran.stderr)?.[1] ?? "" };
  };

  it("is proven by the journal, until somebody changes it", async () => {
    const { cwd, run, fake, key } = await applied();
    await using _ = fake;
    const journal = ".sagewarden/journal.jsonl";
    expect(await run("audit", "verify", journal, "--key", key)).toMatchObject({ code: 0, stderr: "" });
    const text = await readFile(join(cwd, journal), "utf8");
    await writeFile(join(cwd, journal), text.split("\n").slice(0, -2).join("\n") + "\n");
    const cut = await run("audit", "verify", journal, "--key", key);
    expect(cut).toMatchObject({ code: 1, stdout: "" });
    expect(cut.stderr).toContain("it ends at line 2, and 3 lines were signed for");
    expect((await run("fix", "apply", "plan.json", "--approve", await hashIn(cwd, "plan.json"))).stderr).toContain("tampered with");
  });

  it("is taken back by a plan of its own: the notebook starts again", async () => {
    const { cwd, run, fake, hash } = await applied();
    await using _ = fake;
    const planned = await run("fix", "undo", hash.slice(0, 12), "-o", "undo.json");
    expect(planned.stdout).toContain("1. start notebook-instance churn-exploration");
    const undone = await run("fix", "apply", "undo.json", "--approve", await hashIn(cwd, "undo.json"));
    expect(undone.stdout).toMatch(/^done {2}start notebook-instance churn-exploration {2}it is InService$/m);
    expect((await run("fix", "undo", hash, "-o", "again.json")).stdout).toContain("it is InService, and must be Stopped or Failed");
    fake.log.assertNoUnexpected();
  });

  it("was done by somebody who may: nobody else stops or starts, and there is no way to pretend", async () => {
    const stranger = demoConfig(now).replace('stand-in"]', 'somebody-else"]');
    const { ran, run, fake } = await applied(stranger);
    await using _ = fake;
    expect(ran.stderr).toContain("the plan holds no acts");
    const stopped = await run("stop", "--apply");
    expect(stopped).toMatchObject({ code: 2, stdout: "" });
    expect(stopped.stderr).toContain("assumed-role/scanner/stand-in is nobody that the configuration's identities name");
    expect((await run("stop")).stdout).toContain(
      "- stop churn-exploration (overdue-notebook): arn:aws:sts::111122223333:assumed-role/scanner/stand-in is nobody",
    );
    expect(stopsIn(fake)).toBe(0);
  });

  it("ends where the kill switch is: a file, or a variable", async () => {
    const { cwd, run, fake } = await place();
    await using _ = fake;
    await mkdir(join(cwd, ".sagewarden"));
    await writeFile(join(cwd, ".sagewarden/halt"), "");
    const stopped = await run("stop", "--apply");
    expect(stopped.code).toBe(4);
    expect(stopped.stdout).toMatch(/^NOT REACHED {2}stop notebook-instance churn-exploration {2}\.sagewarden\/halt exists/m);
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
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toContain("sagewarden: exit 3: 1 cell was not seen completely.\n");
    expect(stopped.stdout).toMatch(/^done {2}stop notebook-instance churn-exploration/m);
    expect(stopsIn(fake)).toBe(1);
  });

  it("leaves the work to a run that is acting, and wakes nobody for it", async () => {
    const { cwd, run, fake } = await place();
    await using _ = fake;
    await mkdir(join(cwd, ".sagewarden"), { recursive: true });
    const other = openRun({ file: join(cwd, ".sagewarden/journal.jsonl"), holder: "another run", now: () => now, clock: () => Date.now() });
    const { code, stderr } = await run("stop", "--apply");
    other.close();
    // The denied cell alone: without it, the code would be 0.
    expect(code).toBe(3);
    expect(stderr).toContain("nothing was done: Another run (another run) has the right to act until");
    expect(stopsIn(fake)).toBe(0);
    expect((await run("stop", "--apply")).stdout).toMatch(/^done {2}stop notebook-instance churn-exploration/m);
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
    const { cwd, run, fake } = await place();
    await using _ = fake;
    fake.faults.add({ effect: "deny", operation: "StopNotebookInstance" });
    const { code, stdout } = await run("stop", "--apply");
    expect(code).toBe(4);
    const later = ["--now", "2026-11-21T12:10:00.000Z"];
    const again = await sagewarden(["stop", "--apply", ...later], { cwd, env: environment(fake.url) });
    expect(again.stdout).toMatch(/^FAILED .*\(failed 2 times in a row\)/m);
    expect(stdout).toMatch(/^FAILED {2}stop notebook-instance churn-exploration {2}needs sagemaker:StopNotebookInstance/m);
  });
});
