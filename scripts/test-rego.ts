import { spawnSync } from "node:child_process";
import { Problem } from "../src/estate/problem.ts";
import { findOpa } from "./opa.ts";
import { type Counts, countsFiles, writeCounts } from "./test-counts.ts";

type Run = { ok: boolean; output: string };
type SubResult = { name: string; fail?: boolean };
type TestResult = { package: string; name: string; fail?: boolean; error?: unknown; sub_results?: Record<string, SubResult> };
type Coverage = { coverage: number; files: Record<string, { not_covered?: { start: { row: number } }[] }> };

const run = (args: readonly string[]): Run => {
  const { status, stdout, stderr } = spawnSync(findOpa(), args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { ok: status === 0, output: status === 0 || stdout !== "" ? stdout : stderr };
};

const checkFormat = (): boolean => {
  const { ok, output } = run(["fmt", "--list", "--fail", "policies"]);
  if (!ok) console.error(`Not as \`opa fmt --write policies\` leaves them:\n${output}`);
  return ok;
};

/** A test of many cases counts as its cases. */
const casesOf = (result: TestResult): SubResult[] => {
  const cases = Object.values(result.sub_results ?? {});
  const broken = result.fail === true || result.error !== undefined;
  return cases.length > 0 && !(broken && cases.every(({ fail }) => fail !== true)) ? cases : [{ name: result.name, fail: broken }];
};

const runTests = (): Counts => {
  const { output } = run(["test", "policies", "--format", "json", "--timeout", "120s"]);
  // What cannot be compiled is told as text, not as results.
  if (!output.startsWith("[")) {
    console.error(output);
    return { passed: 0, failed: 1 };
  }
  const results: TestResult[] = JSON.parse(output);
  const cases = results.flatMap((result) =>
    casesOf(result).map(({ name, fail }) => ({ name: `${result.package}.${result.name}: ${name}`, failed: fail === true })),
  );
  for (const { name } of cases.filter(({ failed }) => failed)) console.error(`failed: ${name}`);
  const failed = cases.filter((one) => one.failed).length;
  return { passed: cases.length - failed, failed };
};

const checkCoverage = (): boolean => {
  const { ok, output } = run(["test", "--timeout=120s", "policies", "--coverage", "--threshold", "100", "--format", "json"]);
  if (ok) return true;
  const from = output.indexOf("{");
  if (from < 0) return false;
  const { files }: Coverage = JSON.parse(output.slice(from, output.lastIndexOf("}") + 1));
  for (const [file, { not_covered: uncovered = [] }] of Object.entries(files)) {
    for (const { start } of uncovered) console.error(`no example reaches ${file}:${String(start.row)}`);
  }
  return false;
};

/** Format, tests and coverage of the policies. `opa check --strict` with the kinds' schemas is a part of `npm run rules:build`. */
export const testRego = (): boolean => {
  const formatted = checkFormat();
  const counts = runTests();
  writeCounts(countsFiles.rego, counts);
  // Coverage of a failing run says nothing.
  const covered = counts.failed > 0 || checkCoverage();
  console.log(
    `Rego: ${String(counts.passed)} tests passed, ${String(counts.failed)} failed${counts.failed > 0 ? "" : covered ? ", every line is covered" : ", some lines are covered by no example"}.`,
  );
  return formatted && covered && counts.failed === 0;
};

if (process.argv[1] === import.meta.filename) {
  try {
    if (!testRego()) process.exitCode = 1;
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    console.error(thrown.message);
    process.exitCode = 1;
  }
}
