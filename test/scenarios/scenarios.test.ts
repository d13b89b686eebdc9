import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../cli/process.ts";
import { parseScenario, type Scenario, streamMatches } from "./scenario.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

type Ran = { status: number; stdout: string; stderr: string };
let bin = "";

/** Nothing of the developer's own surroundings: no colours, no credentials, no proxy to AWS's metadata. */
const environment = (): Record<string, string> => ({
  PATH: `${bin}:${process.env["PATH"] ?? ""}`,
  HOME: bin,
  TERM: "dumb",
  AWS_EC2_METADATA_DISABLED: "true",
  NODE_COMPILE_CACHE: compiled,
});

const execute = (command: string, cwd: string): Promise<Ran> =>
  new Promise((resolve) => {
    execFile("bash", ["-c", command], { cwd, env: environment(), timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
  });

const runIn = async ({ files, command }: Scenario): Promise<Ran> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-scenario-"));
  for (const [name, text] of files) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  const ran = await execute(command, cwd);
  await rm(cwd, { recursive: true });
  return ran;
};

beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), "sagewarden-bin-"));
  const shim = join(bin, "sagewarden");
  await writeFile(shim, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  await chmod(shim, 0o755);
});
afterAll(() => rm(bin, { recursive: true }));

const names = (await readdir(here)).filter((name) => name.endsWith(".scenario")).sort();
const scenarios = await Promise.all(names.map(async (name) => ({ name, ...parseScenario(await readFile(join(here, name), "utf8")) })));

describe("the command line", () => {
  it.concurrent.each(scenarios)("$name: $about", { timeout: 90_000 }, async (scenario) => {
    const ran = await runIn(scenario);
    // The whole of both sides is shown when a stream differs, so that the difference can be read.
    expect({ status: ran.status, stderr: streamMatches(scenario.stderr, ran.stderr) ? scenario.stderr : ran.stderr }).toEqual({
      status: scenario.status,
      stderr: scenario.stderr,
    });
    expect(streamMatches(scenario.stdout, ran.stdout) ? scenario.stdout : ran.stdout).toBe(scenario.stdout);
  });
});
