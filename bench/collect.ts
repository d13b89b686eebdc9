import { isObject } from "../src/estate/json.ts";
import { notebooks, seedOf } from "../test/fake-aws/samples.ts";
import type { Fault } from "../test/fake-aws/faults.ts";
import type { Run } from "./collect-run.ts";
import { machine } from "./measure.ts";
import { runIn, startStandIn, type World } from "./stand-in.ts";

const isRun = (said: unknown): said is Run => isObject(said) && typeof said["seconds"] === "number";

type Case = { count: number; faults: readonly Fault[]; speed: number; concurrency?: number };

const run = async (how: "bare" | "scan", { count, faults, speed, concurrency = 20 }: Case): Promise<Run> => {
  const world: World = {
    seeds: [seedOf({ "notebook-instance": notebooks(how === "bare" ? Math.min(count, 1000) : count) })],
    faults,
    speed,
  };
  const standIn = await startStandIn(world);
  try {
    const args = ["bench/collect-run.ts", how, "--count", String(count), "--speed", String(speed), "--concurrency", String(concurrency)];
    const said = await runIn(standIn, args);
    if (!isRun(said)) throw new Error(`The run said ${JSON.stringify(said)}.`);
    return said;
  } finally {
    standIn.stop();
  }
};

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/**
 * A region that throttles each operation: nothing may be lost, and hardly more time go by than the rate demands. Time must not run so
 * fast that the machine's own delays count as AWS's.
 */
const throttled = async (title: string, one: Case & { perSecond: number; burst: number }): Promise<void> => {
  const throttle: Fault = { effect: "throttle", perSecond: one.perSecond, burst: one.burst };
  const seen = await run("scan", { ...one, faults: [throttle, ...one.faults] });
  const floor = (one.count - one.burst) / one.perSecond;
  console.log(
    `${title}: ${one.count - seen.known} of ${one.count} not wholly seen, ${seen.seconds.toFixed(0)} s (floor ${floor.toFixed(0)} s, ${(seen.seconds / floor).toFixed(2)}x), ${seen.calls} calls, ${percent(seen.throttled, seen.calls)} throttled`,
  );
};

const rounds = 5;

/** A scan and as many calls of the bare SDK, in turn, so that what else the machine does falls upon both; the least of each counts. */
const besideBare = async (latency: Fault): Promise<void> => {
  const scans: Run[] = [];
  const bares: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    const seen = await run("scan", { count: 1000, faults: [latency], speed: 1 });
    scans.push(seen);
    bares.push(await run("bare", { count: seen.calls, faults: [latency], speed: 1 }));
  }
  const least = (runs: readonly Run[], of: "seconds" | "megabytes"): number => Math.min(...runs.map((one) => one[of]));
  const [seen, base] = [least(scans, "seconds"), least(bares, "seconds")];
  const most = Math.max(...scans.map(({ megabytes }) => megabytes));
  console.log(
    `1,000 notebooks at 40 ms, 20 in flight, least of ${rounds} rounds: ${Math.min(...scans.map(({ known }) => known))} seen, ${scans[0]?.calls} calls, ${seen.toFixed(2)} s, at most ${most.toFixed(0)} MB; bare SDK, as many calls: ${base.toFixed(2)} s, ${least(bares, "megabytes").toFixed(0)} MB; ${(seen / base).toFixed(2)}x`,
  );
};

const main = async (): Promise<void> => {
  console.log(`Collecting. ${machine()}. The stand-in for AWS runs in a process of its own.`);
  const latency: Fault = { effect: "latency", milliseconds: 40 };
  await besideBare(latency);
  await throttled("5 a second, burst 10, 40 ms", {
    count: 200,
    perSecond: 5,
    burst: 10,
    speed: 1,
    faults: [latency],
  });
  await throttled("10 a second, 1 % faults, time at 5 times its speed", {
    count: 10_000,
    perSecond: 10,
    burst: 20,
    speed: 5,
    faults: [{ effect: "break", how: 500, share: 0.01 }],
  });
};

await main();
