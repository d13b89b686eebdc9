import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { isObject } from "../src/estate/json.ts";
import { machine } from "./measure.ts";
import { memoryOf } from "./peak-memory.ts";
import { startStandIn } from "./stand-in.ts";

/** What a live scan of a long job history took. Memory is in megabytes; `shares` is what it had when so many of a hundred jobs were read. */
type Measured = {
  jobs: number;
  seen: number;
  calls: number;
  seconds: number;
  cpuSeconds: number;
  shares: Record<string, number>;
  peak: number;
};

const place = { account: "111122223333", region: "eu-central-1" };
const marks = [10, 25, 50, 75, 100];

/** Processor time of a process so far; a hundred ticks are a second. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

type Watched = Pick<Measured, "cpuSeconds" | "shares" | "peak" | "seen" | "calls">;

/** Reads what the scan tells of itself, and asks the kernel for the rest for as long as the process is there. */
const watch = async (child: ReturnType<typeof spawn>, jobs: number): Promise<Watched> => {
  const seen: Watched = { cpuSeconds: 0, shares: {}, peak: 0, seen: 0, calls: 0 };
  const pid = child.pid ?? 0;
  const look = (): number => {
    try {
      const { now, peak } = memoryOf(pid);
      [seen.peak, seen.cpuSeconds] = [peak, cpuOf(pid)];
      return now;
    } catch {
      return Number.NaN;
    }
  };
  const timer = setInterval(look, 100);
  if (!child.stderr) throw new Error("The scan has no stderr.");
  for await (const line of createInterface({ input: child.stderr })) {
    const event: unknown = line.startsWith("{") ? JSON.parse(line) : undefined;
    if (!isObject(event) || typeof event["resources"] !== "number") continue;
    [seen.seen, seen.calls] = [event["resources"], Number(event["calls"])];
    for (const mark of marks) if (seen.seen >= (jobs * mark) / 100) seen.shares[`${mark} %`] ??= Math.round(look());
  }
  clearInterval(timer);
  return seen;
};

/** The whole command, in a process of its own, against a stand-in in another. */
const measure = async (program: string, jobs: number): Promise<Measured> => {
  const standIn = await startStandIn({ seeds: [{ ...place, resources: {} }], faults: [], history: jobs });
  const home = mkdtempSync(join(tmpdir(), "sagewarden-bench-"));
  const report = `json=${join(home, "report.json")}`;
  const args = [
    "scan",
    "-q",
    "--profile",
    "baseline",
    "--region",
    place.region,
    "--since",
    "2020-01-01",
    "--progress",
    "ndjson",
    "-f",
    report,
  ];
  const began = performance.now();
  try {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...standIn.env, SAGEWARDEN_HOME: home },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const seen = await watch(child, jobs);
    const code = await ended;
    if (code !== 0 && code !== 1) throw new Error(`The scan ended with ${String(code)}.`);
    return { jobs, ...seen, peak: Math.round(seen.peak), seconds: Math.round((performance.now() - began) / 100) / 10 };
  } finally {
    standIn.stop();
    rmSync(home, { recursive: true });
  }
};

const { values } = parseArgs({
  options: { jobs: { type: "string", default: "462000" }, json: { type: "boolean" }, source: { type: "boolean" } },
});
if (!values.json) console.log(`A live scan of a long job history, with the command line's own memory. ${machine()}.`);
// What is installed is the bundle, of which nothing is loaded that nobody calls; `npm run build` makes it.
const program = values.source ? "src/cli/main.ts" : "dist/sagewarden.js";
console.log(JSON.stringify(await measure(program, Number(values.jobs)), null, values.json ? 0 : 2));
