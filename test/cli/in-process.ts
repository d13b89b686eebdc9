import { join } from "node:path";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import type { Process, Ran } from "./process.ts";

/** One run in this process, with what it wrote. */
const runHere = async (args: readonly string[], io: Pick<Io, "cwd" | "env" | "clock">): Promise<Ran> => {
  const said = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr"): Io["stdout"] => ({
    write: (text) => {
      said[name] += text;
    },
    isTerminal: false,
    columns: undefined,
  });
  const code = await run(args, { ...io, stdout: sink("stdout"), stderr: sink("stderr"), signal: new AbortController().signal });
  return { code, ...said };
};

const replaceVariables = (variables: Readonly<Record<string, string | undefined>>): void => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
};

/** The variables are the process's: one run at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The command line as process.ts runs it, in this process: for tests of what it does, and not of its being a process. Starting one
 * takes longer than most of what is asked of it.
 */
export const sagewarden = (args: readonly string[], { cwd, env = {} }: Pick<Process, "cwd" | "env">): Promise<Ran> => {
  // A thread cannot change where the system says that home is.
  const home = { HOME: cwd, AWS_CONFIG_FILE: join(cwd, ".aws/config"), AWS_SHARED_CREDENTIALS_FILE: join(cwd, ".aws/credentials") };
  const surroundings = { PATH: process.env["PATH"] ?? "", ...home, TERM: "dumb", ...env };
  const ran = last.then(async () => {
    const before = { ...process.env };
    replaceVariables(surroundings);
    try {
      return await runHere(args, { cwd, env: surroundings, clock: () => new Date().toISOString() });
    } finally {
      replaceVariables(before);
    }
  });
  last = ran.catch(() => undefined);
  return ran;
};

/** The command line in this process: what takes seconds to start many times over is started once. `restore` gives the variables back. */
export const runIn = (cwd: string, now: string, variables: Readonly<Record<string, string>>) => {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables))
    // An empty variable is no unset one: the SDK would take it for a key.
    if (value === "") delete process.env[name];
    else process.env[name] = value;
  const say = (...args: string[]): Promise<Ran> => runHere([...args, "--now", now], { cwd, env: {}, clock: () => now });
  const restore = (): void => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, before);
  };
  return { say, restore };
};
