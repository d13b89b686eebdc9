import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Outcome, runSteps, type Step } from "../../scripts/run-steps.ts";
import { countsIn } from "../../scripts/test-counts.ts";
import { filesHash, forgetTested, isTested, recordTested } from "../../scripts/tested.ts";

const say = (title: string, program: string): Step => ({ title, command: [process.execPath, "--eval", program] });

describe("The gate", () => {
  test("runs every step, whatever fails before it, and tells what each one printed", async () => {
    const reported: Outcome[] = [];
    const steps = [
      say("good", "console.log('fine')"),
      say("bad", "console.error('broken'); process.exit(3)"),
      say("last", "console.log('also')"),
    ];
    const outcomes = await runSteps([...steps, { title: "absent", command: ["no-such-program-here"] }], (outcome) =>
      reported.push(outcome),
    );
    const told = Object.fromEntries(outcomes.map(({ title, ok, output }) => [title, [ok, output.trim()]]));
    expect(told).toEqual({
      good: [true, "fine"],
      bad: [false, "broken"],
      last: [true, "also"],
      absent: [false, expect.stringContaining("ENOENT")],
    });
    expect(reported).toEqual(outcomes);
  });

  test("runs two steps at a time, and no more", async () => {
    const waiting = "const begun = Date.now(); setTimeout(() => console.log(begun, Date.now()), 300)";
    const outcomes = await runSteps(
      ["a", "b", "c", "d"].map((title) => say(title, waiting)),
      () => undefined,
    );
    const spans = outcomes.map(({ output }) => output.trim().split(" ").map(Number));
    const together = spans.map(([begun = 0]) => spans.filter(([from = 0, to = 0]) => from <= begun && begun < to).length);
    expect(Math.max(...together)).toBe(2);
  });

  test.each([
    ["vitest", '{"numPassedTests":5,"numFailedTests":2,"numFailedTestSuites":1}', { passed: 5, failed: 2 }],
    ["vitest with a file that does not load", '{"numPassedTests":5,"numFailedTests":0,"numFailedTestSuites":3}', { passed: 5, failed: 1 }],
    ["OPA", '{"passed":7,"failed":0}', { passed: 7, failed: 0 }],
    ["a suite without tests, which is a failure", "{}", { passed: 0, failed: 1 }],
  ])("counts the tests of %s", (_, text, counts) => expect(countsIn(text)).toEqual(counts));
});

describe("What was tested", () => {
  const project = mkdtempSync(join(tmpdir(), "sagewarden-tested-"));
  afterAll(() => rmSync(project, { recursive: true }));
  const write = (file: string, text: string): void => writeFileSync(join(project, file), text);

  test("is not tested again, until any file that git sees is another", () => {
    spawnSync("git", ["init", "-q"], { cwd: project });
    write(".gitignore", ".sagewarden/\n");
    write("source.ts", "1");
    expect(isTested(project)).toBe(false);
    recordTested(project, filesHash(project));
    expect(isTested(project)).toBe(true);
    write("source.ts", "2");
    expect(isTested(project)).toBe(false);
    write("source.ts", "1");
    expect(isTested(project)).toBe(true);
    write("new.ts", "");
    expect(isTested(project)).toBe(false);
  });

  test("is not what changed meanwhile", () => {
    const before = filesHash(project);
    write("source.ts", "3");
    recordTested(project, before);
    expect(isTested(project)).toBe(false);
  });

  test("is nothing after a run that began and did not pass, or where there is no git", () => {
    recordTested(project, filesHash(project));
    expect(isTested(project)).toBe(true);
    forgetTested(project);
    expect(isTested(project)).toBe(false);
    expect(filesHash(join(project, "nowhere"))).toBeUndefined();
  });
});

describe("An older Node", () => {
  const runAs = (version: string): { status: number | null; stderr: string } => {
    const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, "scripts/require-node.mjs"],
      {
        encoding: "utf8",
      },
    );
    return { status, stderr };
  };

  test.each(["18.20.0", "20.20.2", "22.17.1"])("%s is told in one line what to do", (version) => {
    const { status, stderr } = runAs(version);
    expect(status).toBe(1);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(`^This needs Node 22.18 or newer, and here is ${version}: `)]);
  });

  test.each(["22.18.0", "22.19.0", "24.0.0", "26.1.0"])("%s is new enough", (version) =>
    expect(runAs(version)).toEqual({ status: 0, stderr: "" }),
  );
});
