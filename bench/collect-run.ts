import { parseArgs } from "node:util";
import { DescribeNotebookInstanceCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import pLimit from "p-limit";
import { awsClients } from "../src/collect/clients.ts";
import { collect } from "../src/collect/collect.ts";
import { stayLean } from "../src/cli/lean.ts";
import kind from "../src/kinds/notebook-instance.ts";
import { virtualClock } from "../test/fake-aws/clock.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** What one run came to. Seconds are those of its clock, which may run faster than the wall's. */
export type Run = { seconds: number; calls: number; throttled: number; known: number; megabytes: number };

const region = "eu-central-1";

type Options = { count: number; concurrency: number; speed: number };

/** The same number of calls by the SDK alone: what no collector can be faster than. */
const bare = async ({ count, concurrency }: Options): Promise<Run> => {
  const client = new SageMakerClient({ region, maxAttempts: 1 });
  const name = (index: number): string => `nb-${String(index % 1000).padStart(4, "0")}`;
  const began = performance.now();
  const all = Array.from({ length: count }, (_, index) => index);
  await pLimit(concurrency).map(all, (index) => client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name(index) })));
  client.destroy();
  return { seconds: (performance.now() - began) / 1000, calls: count, throttled: 0, known: count, megabytes: peakMegabytes() };
};

/** A scan that keeps nothing: `known` counts the resources of which everything was seen. */
const scan = async ({ concurrency, speed }: Options): Promise<Run> => {
  const clock = virtualClock(new Date(), speed);
  const clients = awsClients();
  const began = clock.now().getTime();
  let known = 0;
  const { calls } = await collect({
    kinds: [kind],
    regions: [region],
    clients,
    clock,
    concurrency,
    budgetSeconds: 86_400,
    onArrival: async (arrival) => {
      if (arrival.type === "resources") known += arrival.resources.filter(({ unknown }) => Object.keys(unknown).length === 0).length;
    },
  });
  clients.close();
  const counts = Object.values(calls);
  const sum = (of: "sent" | "throttled"): number => counts.reduce((total, count) => total + count[of], 0);
  const seconds = (clock.now().getTime() - began) / 1000;
  return { seconds, calls: sum("sent"), throttled: sum("throttled"), known, megabytes: peakMegabytes() };
};

// As the command line does before it scans.
stayLean();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "0" },
    concurrency: { type: "string", default: "20" },
    speed: { type: "string", default: "1" },
  },
});
const options = { count: Number(values.count), concurrency: Number(values.concurrency), speed: Number(values.speed) };
process.stdout.write(`${JSON.stringify(await (positionals[0] === "bare" ? bare(options) : scan(options)))}\n`);
