import { styleText } from "node:util";
import { type Outcome, runSteps, type Step } from "./run-steps.ts";
import { root } from "./generated-files.ts";
import { countingVitest, forgetCounts, readCounts } from "./test-counts.ts";
import { isTested } from "./tested.ts";

const node = process.execPath;

/** The one gate: what passes here may be merged, and CI runs nothing else. The longest comes first, so that the others fit beside it. */
const steps: readonly Step[] = [
  { title: "tests", command: [node, ...countingVitest] },
  { title: "format", command: ["prettier", "--check", "--log-level", "warn", "."] },
  { title: "lint", command: ["oxlint"] },
  { title: "types", command: ["tsc", "-p", "."] },
  { title: "types of the page", command: ["tsc", "-p", "reports/html/client"] },
  { title: "architecture", command: [node, "scripts/check-architecture.ts"] },
  { title: "dead code", command: ["knip"] },
  { title: "policies", command: [node, "scripts/test-rego.ts"] },
  { title: "mutants", command: [node, "scripts/mutate-policies.ts"] },
  { title: "generated files", command: [node, "scripts/generate.ts", "--check"] },
  { title: "compiled rules", command: [node, "scripts/build-rules.ts", "--check"] },
];

const report = ({ title, ok, seconds, output }: Outcome): void => {
  const mark = ok ? styleText("green", "ok    ") : styleText("red", "FAILED");
  console.log(`${mark} ${title.padEnd(18)} ${seconds.toFixed(1).padStart(5)} s`);
  if (!ok) console.log(output.replaceAll(/^/gm, "       ").trimEnd());
};

const started = performance.now();
// Where `npm test` has just passed with the very same files, its counts stand.
const tested = isTested(root);
if (tested) console.log("The tests and the policies' tests passed with these very files, and are not run again.");
else forgetCounts();
const outcomes = await runSteps(
  steps.filter(({ title }) => !tested || (title !== "tests" && title !== "policies")),
  report,
);
const failed = outcomes.filter(({ ok }) => !ok).map(({ title }) => title);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
const tests = readCounts();
console.log(
  `${String(outcomes.length - failed.length)} of ${String(outcomes.length)} steps passed in ${seconds} s, with ${String(tests.passed)} tests.`,
);
if (failed.length > 0) {
  console.log(`Not yet good: ${failed.join(", ")}.`);
  process.exitCode = 1;
}
