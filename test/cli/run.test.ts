import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

type Ran = { code: number; stdout: string; stderr: string; cwd: string };
type Surroundings = { env?: Record<string, string>; isTerminal?: boolean; files?: Record<string, string> };

const noon = "2026-11-21T12:00:00Z";

const runIn = async (args: readonly string[], { env = {}, isTerminal = false, files = {} }: Surroundings = {}): Promise<Ran> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-run-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  const said = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr"): Io["stdout"] => ({
    write: (text) => {
      said[name] += text;
    },
    isTerminal,
    columns: isTerminal ? 120 : undefined,
  });
  const io: Io = { cwd, env, stdout: sink("stdout"), stderr: sink("stderr"), clock: () => noon, signal: new AbortController().signal };
  const code = await run(args, io);
  return { code, ...said, cwd };
};

const escape = "\u001b[";

describe("streams", () => {
  it("carry the report on stdout and all else on stderr", async () => {
    const { code, stdout, stderr } = await runIn(["scan", "--demo", "-f", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ format: "sagewarden/report@1", now: noon });
    expect(stderr).toMatch(/^sagewarden: exit 1: [^\n]+\n$/);
  });

  it("are silent when asked to be, and the exit code stays", async () => {
    const { code, stdout, stderr } = await runIn(["scan", "--demo", "-q"]);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: "" });
  });

  it("carry a report on stdout that was asked for by name, however quiet", async () => {
    const { stdout, stderr } = await runIn(["scan", "--demo", "-q", "-f", "sarif"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: "2.1.0" });
    expect(stderr).toBe("");
  });

  it("write files beside the terminal's report, and say where", async () => {
    const { stdout, stderr, cwd } = await runIn(["scan", "--demo", "-f", "json=out/report.json"]);
    expect(stdout).toContain("FAILED");
    expect(stderr).toContain("wrote json to out/report.json");
    expect(JSON.parse(await readFile(join(cwd, "out/report.json"), "utf8"))).toMatchObject({ now: noon });
  });

  it("say in one paragraph that a file cannot be written", async () => {
    const { code, stderr } = await runIn(["scan", "--demo", "-f", "json=here/report.json"], { files: { here: "a file" } });
    expect(code).toBe(2);
    expect(stderr).toBe("sagewarden: The file cannot be written. (here/report.json) Check the folder, and that there is room.\n");
  });
});

describe("colours", () => {
  const scan = ["scan", "--demo"];
  it.each([
    ["on a terminal", scan, { isTerminal: true }, true],
    ["not in a file or pipe", scan, {}, false],
    ["not with NO_COLOR", scan, { isTerminal: true, env: { NO_COLOR: "1" } }, false],
    ["on a terminal with an empty NO_COLOR", scan, { isTerminal: true, env: { NO_COLOR: "" } }, true],
    ["not with --no-color", [...scan, "--no-color"], { isTerminal: true }, false],
    ["not on a dumb terminal", scan, { isTerminal: true, env: { TERM: "dumb" } }, false],
    ["in a pipe with FORCE_COLOR", scan, { env: { FORCE_COLOR: "1" } }, true],
    ["never with NO_COLOR, whatever FORCE_COLOR says", scan, { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }, false],
  ])("are used %s", async (_, args, surroundings, colored) => {
    const { stdout } = await runIn(args, surroundings);
    expect(stdout.includes(escape)).toBe(colored);
  });
});

describe("what the command line says", () => {
  it("overrides the configuration", async () => {
    const files = { "sagewarden.yaml": "failOn: low\nprofile: mlspace\n" };
    const { stdout } = await runIn(["scan", "--demo", "--config", "sagewarden.yaml", "--profile", "baseline", "-f", "json"], { files });
    expect(JSON.parse(stdout)).toMatchObject({ profile: "baseline" });
  });

  it("may come before or after the verb", async () => {
    const before = await runIn(["--now", "2027-01-01T00:00:00Z", "-q", "scan", "--demo", "-f", "json"]);
    const after = await runIn(["scan", "--demo", "-f", "json", "-q", "--now", "2027-01-01T01:00:00+01:00"]);
    expect(before.stdout).toBe(after.stdout);
  });

  it("is refused where it makes no sense", async () => {
    const { code, stderr } = await runIn(["scan", "--demo", "--region", "eu-west-1"]);
    expect(code).toBe(2);
    expect(stderr).toContain("this scan is not live");
  });
});

describe("a failure", () => {
  const broken = { files: { "report.json": "{}" } };
  it("is told in one paragraph without a stack, and with one under --debug", async () => {
    const { code, stderr } = await runIn(["report", "report.json"], broken);
    expect(code).toBe(2);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    const debugged = await runIn(["report", "nowhere.json", "--debug"], broken);
    expect(debugged.stderr).toContain("ENOENT");
  });
});
