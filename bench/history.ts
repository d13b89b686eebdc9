import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatNames, formats, isFormat } from "../reports/index.ts";
import { parseConfig } from "../src/config/load.ts";
import { writeOutput } from "../src/cli/files.ts";
import { stayLean } from "../src/cli/lean.ts";
import { growingShelf } from "../src/estate/shelf.ts";
import { loadCatalogue } from "../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy, type Policy } from "../src/evaluate/policy.ts";
import type { ReportSource } from "../src/findings/report-source.ts";
import { diskShelves } from "../src/history/disk-shelves.ts";
import { judging } from "../src/judge.ts";
import { type HistoryOptions, jobHistory } from "./job-history.ts";
import { peakMegabytes } from "./peak-memory.ts";
import { machine } from "./measure.ts";

/** What it cost to judge and to render a job history, and what came of it. */
type Measured = {
  jobs: number;
  findings: number;
  /** Of all pairs of resource and rule, those whose verdict was known from an equal one. */
  knownFromEqual: number;
  judgeSeconds: number;
  /** Processor time of judging, facts and findings included, for each resource and rule. */
  microsecondsPerPair: number;
  renderSeconds: Record<string, number>;
  megabytes: Record<string, number>;
  /** The most memory that the process ever had, in megabytes. */
  peakMegabytes: number;
};

const plain = { width: 100, color: false, links: false };
const seconds = (since: number): number => Math.round((performance.now() - since) / 10) / 100;
const openPolicy = async (): Promise<Policy> => loadWasmPolicy(new Uint8Array(await readFile("policies/policy.wasm")));

const renderAll = async (report: ReportSource): Promise<Pick<Measured, "renderSeconds" | "megabytes">> => {
  const folder = await mkdtemp(join(tmpdir(), "sagewarden-bench-"));
  const [renderSeconds, megabytes]: [Record<string, number>, Record<string, number>] = [{}, {}];
  try {
    for (const name of formatNames.filter(isFormat)) {
      const started = performance.now();
      const file = join(folder, name);
      await writeOutput({ cwd: folder }, file, (await formats[name]())(report, plain));
      renderSeconds[name] = seconds(started);
      megabytes[name] = Math.round((await stat(file)).size / 10_000) / 100;
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { renderSeconds, megabytes };
};

/** Judges a history as it comes and renders it in every format, as the command line does. */
const measureHistory = async (options: HistoryOptions): Promise<Measured> => {
  stayLean();
  const { config } = parseConfig("profile: baseline", "sagewarden.yaml");
  const catalogue = loadCatalogue(await readFile("rules/catalogue.json", "utf8"));
  const policy = await openPolicy();
  let asked = 0;
  const counting: Policy = (kind, input) => {
    asked += input.resources.length * Object.keys(input.params).length;
    return policy(kind, input);
  };
  const disk = diskShelves();
  const open = growingShelf(5_000, disk.open);
  const { take, finish } = judging({
    source: "live",
    config,
    catalogue,
    policy: counting,
    now: "2026-11-21T12:00:00Z",
    version: "0",
    open,
  });
  const [started, before] = [performance.now(), process.cpuUsage()];
  for (const arrival of jobHistory(options)) take(arrival);
  const report = finish({ collectedAt: "2026-11-21T12:00:00Z", target: "a generated history" });
  const judgeSeconds = seconds(started);
  const { user, system } = process.cpuUsage(before);
  const { verdicts } = report.summary;
  const pairs = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const rendered = await renderAll(report);
  disk.close();
  return {
    jobs: options.jobs,
    findings: verdicts.fail + verdicts.unknown + verdicts.exempt,
    knownFromEqual: Math.round(1000 * (1 - asked / pairs)) / 1000,
    judgeSeconds,
    microsecondsPerPair: Math.round((10 * (user + system)) / pairs) / 10,
    ...rendered,
    peakMegabytes: Math.round(peakMegabytes()),
  };
};

const optionsOf = (args: readonly string[]): HistoryOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: { jobs: { type: "string", default: "462000" }, pipelines: { type: "string", default: "40" }, distinct: { type: "boolean" } },
  });
  return { jobs: Number(values.jobs), pipelines: Number(values.pipelines), distinct: values.distinct === true };
};

/** Each history in a process of its own, as memory that was once taken stays taken. */
const measureApart = (...args: string[]): void => {
  const { status } = spawnSync(process.execPath, [import.meta.filename, ...args], { stdio: "inherit" });
  if (status !== 0) throw new Error(`The history ${args.join(" ")} ended with ${String(status)}`);
};

const main = async (args: readonly string[]): Promise<void> => {
  if (args.length > 0) return console.log(JSON.stringify(await measureHistory(optionsOf(args)), null, 2));
  console.log(`462,000 training jobs, judged as they come and rendered in every format. ${machine()}\nThose of 40 pipelines:`);
  measureApart("--jobs", "462000");
  console.log("No two alike:");
  measureApart("--jobs", "462000", "--distinct");
};

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
