import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import type { Report } from "../src/index.ts";
import { inPipeline, type Ran, sagewarden, show } from "./demo/command-line.ts";
import { startStandIn } from "./demo/stand-in.ts";

// What sagewarden does, from one end to the other, on the estate of a team that does not exist. Only AWS is played by a stand-in.
const folder = ".sagewarden/demo";
const file = (name: string): string => join(folder, name);
const overdue = "churn-exploration";

const started = performance.now();
const verdicts: [step: string, code: number][] = [];

const heading = (text: string): void => console.log(`\n${styleText("bold", text)}`);

const judged = (step: string, ran: Ran): Ran => {
  verdicts.push([step, ran.code]);
  return ran;
};

const reportOf = (name: string): Report => JSON.parse(readFileSync(file(name), "utf8"));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const describeScan = ({ calls, coverage, summary }: Report): void => {
  const counted = Object.values(calls ?? {});
  const gaps = coverage.filter(({ state }) => state !== "complete");
  console.log(`\n  ${String(sum(counted))} calls of ${String(counted.length)} operations, ${String(summary.resources)} resources.`);
  for (const { kind, phase, state, region } of gaps)
    console.log(`  Not seen: ${phase} ${kind} in ${region} (${state}). What depends on it is unknown, not passed.`);
};

const stateOf = async (url: string, name: string): Promise<string> => {
  const { SageMakerClient, DescribeNotebookInstanceCommand } = await import("@aws-sdk/client-sagemaker");
  const credentials = { accessKeyId: "AKIASTANDIN000000000", secretAccessKey: "stand-in" };
  const client = new SageMakerClient({ endpoint: url, region: "eu-central-1", credentials });
  const { NotebookInstanceStatus } = await client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name }));
  client.destroy();
  return NotebookInstanceStatus ?? "unknown";
};

rmSync(folder, { recursive: true, force: true });
heading("A stand-in for AWS starts on this machine, with the estate of a team of three projects");
const { url, env, stop } = await startStandIn(folder);
console.log(`  ${url}`);

try {
  const config = ["--config", file("sagewarden.yaml")];
  const scan = (name: string, ...more: string[]): Ran =>
    sagewarden(["scan", ...config, "-f", "terminal", "-f", `json=${file(name)}`, ...more], { env, expected: 1 });

  heading("1. Scan what is live, and show the worst first");
  const first = judged("scan", scan("before.json", "-f", `html=${file("report.html")}`, "-f", `sarif=${file("report.sarif")}`));
  show(first.stdout, 32);
  describeScan(reportOf("before.json"));
  console.log(`  Open ${file("report.html")} in a browser; ${file("report.sarif")} is for GitHub.`);

  heading(`2. Plan to stop ${overdue}, which should have stopped three hours ago`);
  const plan = sagewarden(["fix", "plan", file("before.json"), ...config, "-o", file("fix.json")], { env, expected: 0 });
  show(plan.stdout);
  const { hash }: { hash: string } = JSON.parse(readFileSync(file("fix.json"), "utf8"));

  heading("3. Apply what was reviewed: the plan with this hash, and nothing else");
  console.log(`  ${overdue} is ${await stateOf(url, overdue)}`);
  show(
    judged(
      "fix apply",
      sagewarden(["fix", "apply", file("fix.json"), ...config, "--journal", file("journal.jsonl"), "--approve", hash], {
        env,
        expected: 0,
      }),
    ).stdout,
  );
  console.log(`  ${overdue} is ${await stateOf(url, overdue)}`);

  heading("4. Scan again");
  judged("scan again", scan("after.json"));
  const [before, after] = [reportOf("before.json"), reportOf("after.json")];
  const gone = before.findings.filter(
    ({ verdict, fingerprint }) => verdict === "fail" && !after.findings.some((one) => one.fingerprint === fingerprint),
  );
  console.log(`  ${String(before.summary.verdicts.fail)} findings before, ${String(after.summary.verdicts.fail)} after.`);
  for (const { message } of gone) console.log(`  Gone: ${message}`);

  heading("5. Check a Terraform plan before it is deployed: the same rules, with file and line");
  show(judged("check", sagewarden(["check", "test/fixtures/plans/demo/plan.json"], { env, expected: 1 })).stdout, 24);

  heading("What each step would say in a pipeline");
  for (const [step, code] of verdicts) console.log(`  ${step.padEnd(12)} ${inPipeline(code)}`);
} finally {
  await stop();
}
console.log(`\nThat took ${((performance.now() - started) / 1000).toFixed(0)} s. The files are in ${folder}/.`);
