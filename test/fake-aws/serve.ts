import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { jobHistory } from "../estates/jobs.ts";
import type { Place } from "../estates/place.ts";
import { virtualClock } from "./clock.ts";
import type { Fault } from "./faults.ts";
import { startFakeAws } from "./server.ts";
import { environment } from "./environment.ts";
import type { Seed } from "./store.ts";

/**
 * The stand-in by itself: `node test/fake-aws/serve.ts --seed FILE [--port N] [--now INSTANT] [--speed N] [--history N]`. FILE holds one
 * seed, a list of them, or `{ "seeds": [...], "faults": [...] }`. With `--history`, each of them has so many ended training jobs besides.
 * Prints what to put into the environment, as JSON on one line.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    port: { type: "string", default: "0" },
    now: { type: "string" },
    speed: { type: "string", default: "1" },
    history: { type: "string", default: "0" },
  },
});

type Served = { seeds: readonly Seed[]; faults: readonly Fault[] };

const isServed = (content: unknown): content is Partial<Served> => typeof content === "object" && content !== null && "seeds" in content;
const isSeed = (content: unknown): content is Seed => typeof content === "object" && content !== null && "resources" in content;

const read = (file: string): Served => {
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (isServed(content)) return { seeds: [], faults: [], ...content };
  return { seeds: (Array.isArray(content) ? content : [content]).filter(isSeed), faults: [] };
};

const placeOf = ({ account, region, partition = "aws" }: Seed): Place => ({
  account,
  region,
  partition,
  organization: "platform",
  now: clock.now().toISOString(),
});

/** What no file can hold: it is made as it is asked for. */
const withHistory = (seed: Seed, count: number): Seed =>
  count === 0 ? seed : { ...seed, histories: [jobHistory(placeOf(seed), { seed: 1, count })] };

if (values.seed === undefined) throw new Error("The stand-in needs --seed FILE.");
const clock = virtualClock(values.now ?? new Date(), Number(values.speed));
const { seeds, faults } = read(values.seed);
const fake = await startFakeAws({
  seeds: seeds.map((seed) => withHistory(seed, Number(values.history))),
  faults,
  port: Number(values.port),
  clock,
});
process.stdout.write(`${JSON.stringify({ url: fake.url, env: environment(fake.url) })}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void fake.close());
