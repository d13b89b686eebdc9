import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { readReport } from "../../src/index.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { standInKey } from "../fake-aws/environment.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { notebooks } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws } from "../fake-aws/server.ts";
import { endAfter, type Ended, firstDifference, hasEnded, now, reportIn, roll, scansIn, start } from "./killing.ts";

/** A few in the gate, many in the long run: `SAGEWARDEN_KILLS=200`. */
const kills = Number(process.env["SAGEWARDEN_KILLS"] ?? 20);
const killsInARow = 5;

const demo = demoDocuments(now);
const more = notebooks(30).map((document) => ({ ...document, CreationTime: "2026-10-01T08:00:00.000Z" }));
const seeds = [
  { ...demo, resources: { ...demo.resources, "notebook-instance": [...(demo.resources["notebook-instance"] ?? []), ...more] } },
];

const worldOf = (faults: readonly Fault[]): Promise<FakeAws> =>
  startFakeAws({ seeds, keys: { [standInKey]: demo.account }, faults, clock: virtualClock(now, 1) });

/** One that is denied, and answers in any order. */
const faults: readonly Fault[] = [
  { effect: "deny", operation: "DescribeUserProfile" },
  { effect: "jitter", upTo: 12 },
];

const folder = (): string => {
  const cwd = mkdtempSync(join(tmpdir(), "sagewarden-resume-"));
  writeFileSync(join(cwd, "sagewarden.yaml"), demoConfig(now));
  return cwd;
};

describe("a scan that is killed", () => {
  let whole: { text: string; calls: number; code: number | null; stderr: string; left: string[] };
  beforeAll(async () => {
    await using fake = await worldOf(faults);
    const cwd = folder();
    const { code, stderr } = await start({ cwd, fake }).ended;
    fake.log.assertNoUnexpected();
    whole = { text: reportIn(cwd).text, calls: fake.log.entries.length, code, stderr, left: scansIn(cwd) };
    rmSync(cwd, { recursive: true });
  }, 60_000);

  it("would else say nothing and leave nothing behind", () => {
    expect(whole).toMatchObject({ code: 1, stderr: "", left: [] });
  });

  it(
    `ends, once it is gone on with, in the bytes of one that was not (${kills} kills)`,
    async () => {
      for (let killed = 0; killed < kills;) {
        await using fake = await worldOf(faults);
        const cwd = folder();
        const began = Date.now();
        let last: Ended = { code: null, stderr: "" };
        for (let row = 0; !hasEnded(cwd) && row < killsInARow && killed < kills; row++) {
          const run = start({ cwd, fake, args: row === 0 ? ["-q"] : ["-q", "--resume"] });
          last = await endAfter(run, fake, Math.floor(roll() * whole.calls * 0.6), "SIGKILL");
          if (last.code === null) killed += 1;
        }
        const firstEnded = Date.now();
        if (!hasEnded(cwd)) last = await start({ cwd, fake, args: ["-q", "--resume"] }).ended;
        expect(last.stderr).toBe("");
        expect([whole.code, null]).toContain(last.code);
        const { text, collectedAt } = reportIn(cwd);
        expect(firstDifference(text, whole.text)).toBeUndefined();
        expect(Date.parse(collectedAt)).toBeGreaterThanOrEqual(began);
        expect(Date.parse(collectedAt)).toBeLessThan(firstEnded);
        expect(scansIn(cwd)).toEqual([]);
        fake.log.assertNoUnexpected();
        rmSync(cwd, { recursive: true });
      }
    },
    60_000 + kills * 30_000,
  );
});

describe("a scan that is interrupted", () => {
  it("stops at once with 130 and says how to go on, which is then done with what is missing", async () => {
    await using fake = await worldOf(faults);
    const cwd = folder();
    const { code, stderr } = await endAfter(start({ cwd, fake, args: [] }), fake, 40, "SIGINT");
    expect(code).toBe(130);
    expect(stderr).toBe(
      "sagewarden: what was read is kept for a day: the same command with --resume goes on from there.\nsagewarden: interrupted.\n",
    );
    const before = fake.log.entries.length;
    const resumed = await start({ cwd, fake, args: ["--resume"] }).ended;
    expect(resumed.stderr).toMatch(/^sagewarden: going on with the scan begun at [^ ]+, with \d+ answers that are here already\.\n/);
    const { calls } = readReport(readFileSync(join(cwd, "report.json"), "utf8"), "report.json");
    const asked = Object.values(calls ?? {}).reduce((sum, count) => sum + count, 0);
    expect(fake.log.entries.length - before).toBeLessThan(asked - 20);
    rmSync(cwd, { recursive: true });
  }, 60_000);

  it("is not gone on with as another one: in other regions, or under another profile", async () => {
    await using fake = await worldOf(faults);
    const cwd = folder();
    await endAfter(start({ cwd, fake, args: ["-q"] }), fake, 10, "SIGINT");
    const before = fake.log.count("ListNotebookInstances");
    const region = await start({ cwd, fake, args: ["--resume", "--region", "eu-west-1"] }).ended;
    expect(region.code).toBe(2);
    expect(region.stderr).toMatch(/was asked something else: regions eu-central-1 then, eu-west-1 now\. Ask the same again[^\n]+\n$/);
    const profile = await start({ cwd, fake, args: ["--resume", "--profile", "baseline"] }).ended;
    expect(profile.stderr).toMatch(/was asked something else: profile mlspace then, baseline now\./);
    expect(fake.log.count("ListNotebookInstances")).toBe(before);
    rmSync(cwd, { recursive: true });
  }, 60_000);
});

describe("a scan that ended without all answers", () => {
  it("keeps those that came, and asks for the rest when it is gone on with, which its report says", async () => {
    await using fake = await worldOf([{ effect: "expire", after: 5, operation: "DescribeNotebookInstance" }]);
    const cwd = folder();
    const first = await start({ cwd, fake, args: [] }).ended;
    expect(first.stderr).toMatch(/\d+ questions had no answer\. What was answered is kept for a day: the same command with --resume/);
    const lacking = readReport(readFileSync(join(cwd, "report.json"), "utf8"), "report.json");
    expect(lacking.coverage.some(({ kind, state }) => kind === "notebook-instance" && state === "partial")).toBe(true);
    expect(lacking.notices).toEqual([]);
    fake.calm();
    const before = fake.log.entries.length;
    const second = await start({ cwd, fake, args: ["--resume"] }).ended;
    expect(second.stderr).toContain(", which ended without all answers, with ");
    const asked = fake.log.entries.slice(before).map(({ operation }) => operation);
    expect(asked).toContain("DescribeNotebookInstance");
    expect(asked).not.toContain("ListNotebookInstances");
    const { notices, ...resumed } = readReport(readFileSync(join(cwd, "report.json"), "utf8"), "report.json");
    expect(notices.map(({ code }) => code)).toEqual(["scan-resumed"]);
    expect(scansIn(cwd)).toEqual([]);
    await using clean = await worldOf([]);
    const other = folder();
    await start({ cwd: other, fake: clean }).ended;
    const { notices: none, ...whole } = readReport(readFileSync(join(other, "report.json"), "utf8"), "report.json");
    expect(none).toEqual([]);
    expect(resumed).toEqual({ ...whole, collectedAt: resumed.collectedAt });
    for (const each of [cwd, other]) rmSync(each, { recursive: true });
  }, 60_000);
});

describe("a second scan", () => {
  it("describes what changed, in its own home, and all of it when told so or when what was kept is damaged", async () => {
    await using fake = await worldOf([]);
    const cwd = folder();
    const home = join(cwd, "elsewhere");
    const env = { SAGEWARDEN_HOME: home };
    const described = async (args: readonly string[]): Promise<{ notebooks: number; text: string; stderr: string }> => {
      const before = fake.log.count("DescribeNotebookInstance");
      const { stderr } = await start({ cwd, fake, args, env }).ended;
      const { calls: _, ...report } = readReport(readFileSync(join(cwd, "report.json"), "utf8"), "report.json");
      const text = JSON.stringify({ ...report, collectedAt: null });
      return { notebooks: fake.log.count("DescribeNotebookInstance") - before, text, stderr };
    };
    const first = await described([]);
    expect(first.notebooks).toBeGreaterThan(30);
    expect(await described([])).toEqual({ ...first, notebooks: 0 });
    expect(await described(["--no-cache"])).toEqual(first);
    writeFileSync(join(home, "descriptions.sqlite"), "this is no database, however long one looks at it".repeat(100));
    const damaged = await described([]);
    expect(damaged.stderr).toContain("the descriptions of earlier scans are damaged: moved to ");
    expect({ ...damaged, stderr: first.stderr }).toEqual(first);
    expect(await described([])).toEqual({ ...first, notebooks: 0 });
    expect(existsSync(join(cwd, ".sagewarden"))).toBe(false);
    rmSync(cwd, { recursive: true });
  }, 90_000);
});
