import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { demoConfig } from "../../src/cli/demo/config.ts";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { compiled } from "../cli/process.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { startFakeAws } from "../fake-aws/server.ts";

const page = await readFile(new URL("../../docs/remediation.md", import.meta.url), "utf8");
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Each block of commands, with the lines that the block of text after it promises. */
const steps = [...page.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(([, commands = "", text = ""]) => ({
  commands,
  promised: text.split("\n").filter((line) => line.trim() !== ""),
}));

type Ran = { stdout: string; stderr: string; code: number | string | null };

const bash = (script: string, cwd: string, env: Record<string, string>): Promise<Ran> =>
  new Promise((resolve) => {
    const whole = `set -e\nsagewarden() { "${process.execPath}" "${main}" "$@"; }\nnode() { "${process.execPath}" "$@"; }\n${script}`;
    const surroundings = { PATH: process.env["PATH"] ?? "", HOME: cwd, NODE_COMPILE_CACHE: compiled, ...env };
    execFile("bash", ["-c", whole], { cwd, env: surroundings, timeout: 90_000 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error ? (error.code ?? null) : 0 }),
    );
  });

describe("docs/remediation.md", { timeout: 240_000 }, () => {
  it("leads from a scan of the stand-in to a stopped notebook and back, word for word", async () => {
    const now = new Date().toISOString();
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-page-"));
    await writeFile(join(cwd, "sagewarden.yaml"), demoConfig(now));
    const seed = demoDocuments(now);
    await using fake = await startFakeAws({ seeds: [seed], keys: { [standInKey]: seed.account }, clock: virtualClock(now, 60) });
    expect(steps.length).toBeGreaterThan(6);
    for (const { commands, promised } of steps) {
      const { stdout, stderr, code } = await bash(commands, cwd, environment(fake.url));
      expect({ commands, stderr: code === 0 ? "" : stderr, code }).toEqual({ commands, stderr: "", code: 0 });
      for (const line of promised) expect(stdout).toContain(line);
    }
    const calls = fake.log.entries.map(({ operation }) => operation);
    expect(calls.filter((one) => one === "StopNotebookInstance" || one === "StartNotebookInstance")).toEqual([
      "StopNotebookInstance",
      "StartNotebookInstance",
    ]);
  });
});
