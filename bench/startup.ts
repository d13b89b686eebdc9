import { existsSync } from "node:fs";
import { heading, line, machine, type Program, timePrograms } from "./measure.ts";

const rounds = 15;

/** What a command costs before it does anything: an empty program is what Node itself takes. */
export const emptyProgram: Program = { name: "an empty Node program", args: ["--input-type=module", "--eval", ""] };
// The demo has findings, which is what exit code 1 says.
export const bundled = (...args: string[]): Program => ({
  name: `bundle: ${args.join(" ")}`,
  args: ["dist/sagewarden.js", ...args],
  exits: [0, 1],
});
const source: Program = { name: "source: --version", args: ["src/cli/main.ts", "--version"] };

const main = (): void => {
  if (!existsSync("dist/sagewarden.js")) throw new Error("There is no bundle: run `npm run build` first.");
  const programs = [emptyProgram, bundled("--version"), bundled("rules", "list"), bundled("scan", "--demo"), source];
  const times = timePrograms(programs, rounds);
  console.log(`Start-up, ${String(rounds)} rounds in turn. ${machine()}\n${heading}`);
  for (const [index, { name }] of programs.entries()) console.log(line(name, times[index] ?? [], times[0] ?? []));
};

if (process.argv[1] === import.meta.filename) main();
