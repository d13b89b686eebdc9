import { spawnSync } from "node:child_process";

export type Ran = { code: number; stdout: string; stderr: string };

const inCi: Record<number, string> = {
  0: "clean: the pipeline goes on",
  1: "findings: the pipeline fails",
  3: "something was not seen: the pipeline fails until somebody allows it",
  4: "a remediation failed: somebody is called",
};

/** Runs the command line as it is published, in a process of its own, and counts on the exit code that the step deserves. */
export const sagewarden = (args: readonly string[], { env, expected }: { env: Record<string, string>; expected: number }): Ran => {
  console.log(`$ sagewarden ${args.join(" ")}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/main.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env, NO_COLOR: "1" },
  });
  const code = status ?? 130;
  if (code !== expected)
    throw new Error(`The step should have ended with exit code ${String(expected)}, not ${String(code)}:\n${stdout}${stderr}`);
  return { code, stdout, stderr };
};

export const inPipeline = (code: number): string => `exit code ${String(code)} (${inCi[code] ?? "the run could not be made"})`;

/** The beginning of what was printed; the rest is in the files. */
export const show = (text: string, most = Number.POSITIVE_INFINITY): void => {
  const lines = text.trimEnd().split("\n");
  for (const line of lines.slice(0, most)) console.log(`  ${line}`.trimEnd());
  if (lines.length > most) console.log(`  … and ${String(lines.length - most)} more lines`);
};
