import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Ran = { code: number; stdout: string; stderr: string };
export type Process = { cwd: string; env?: Record<string, string>; nodeArgs?: readonly string[] };

/** What the first process compiled serves the others, of this run and of later ones. */
export const compiled = join(tmpdir(), "sagewarden-compiled");

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** The real command line in a process of its own, with nothing of the developer's surroundings. */
export const sagewarden = (args: readonly string[], { cwd, env = {}, nodeArgs = [] }: Process): Promise<Ran> =>
  new Promise((resolve) => {
    const surroundings = { PATH: process.env["PATH"] ?? "", HOME: cwd, TERM: "dumb", NODE_COMPILE_CACHE: compiled, ...env };
    execFile(
      process.execPath,
      [...nodeArgs, main, ...args],
      { cwd, env: surroundings, timeout: 60_000, maxBuffer: 50_000_000 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
      },
    );
  });
