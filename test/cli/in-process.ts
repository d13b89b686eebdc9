import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import type { Ran } from "./process.ts";

/** The command line in this process: what takes seconds to start many times over is started once. `restore` gives the variables back. */
export const runIn = (cwd: string, now: string, variables: Readonly<Record<string, string>>) => {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables))
    // An empty variable is no unset one: the SDK would take it for a key.
    if (value === "") delete process.env[name];
    else process.env[name] = value;
  const say = async (...args: string[]): Promise<Ran> => {
    const said = { stdout: "", stderr: "" };
    const sink = (name: "stdout" | "stderr"): Io["stdout"] => ({
      write: (text) => {
        said[name] += text;
      },
      isTerminal: false,
      columns: undefined,
    });
    const io = { cwd, env: {}, stdout: sink("stdout"), stderr: sink("stderr"), clock: () => now, signal: new AbortController().signal };
    const code = await run([...args, "--now", now], io);
    return { code, ...said };
  };
  const restore = (): void => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, before);
  };
  return { say, restore };
};
