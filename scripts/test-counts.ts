import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** How many tests passed and failed: what a suite leaves behind for the sum at the end of the gate. */
export type Counts = { passed: number; failed: number };

/** Vitest's own JSON reporter writes the first, scripts/test-rego.ts the second. */
export const countsFiles = { vitest: ".sagewarden/check/vitest.json", rego: ".sagewarden/check/rego.json" } as const;

/** The whole of vitest, with its counts left behind. */
export const countingVitest: readonly string[] = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${countsFiles.vitest}`,
];

type Written = Partial<Counts> & { numPassedTests?: number; numFailedTests?: number; numFailedTestSuites?: number };

/** A suite that left nothing behind did not run to its end: that is one failure, never zero. */
const unfinished: Counts = { passed: 0, failed: 1 };

export const countsIn = (text: string): Counts => {
  const written: Written = JSON.parse(text);
  const passed = written.numPassedTests ?? written.passed ?? 0;
  // A file that does not even load has no failed test in it.
  const failed = Math.max(written.numFailedTests ?? written.failed ?? 0, Math.sign(written.numFailedTestSuites ?? 0));
  return passed + failed === 0 ? unfinished : { passed, failed };
};

const read = (file: string): Counts => {
  try {
    return countsIn(readFileSync(file, "utf8"));
  } catch {
    return unfinished;
  }
};

export const forgetCounts = (): void => {
  for (const file of Object.values(countsFiles)) rmSync(file, { force: true });
};

export const writeCounts = (file: string, counts: Counts): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
};

export const readCounts = (): Counts => {
  const all = Object.values(countsFiles).map(read);
  return { passed: all.reduce((sum, { passed }) => sum + passed, 0), failed: all.reduce((sum, { failed }) => sum + failed, 0) };
};

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = readCounts();
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
}
