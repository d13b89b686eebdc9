import { Problem } from "../estate/problem.ts";
import type { CollectEvent, Estate } from "../index.ts";
import { wallClock } from "./clock.ts";
import type { Io } from "./io.ts";
import { progressListener } from "./progress.ts";

/** Enough to keep the slowest list from holding up the rest; the pacer lowers the rate, not this. */
const concurrency = 16;
const budgetSeconds = 3600;

export type Live = { estate: Estate; target: string; region: string; calls: Record<string, number> };

const regionsOf = async (wanted: readonly string[], { env }: Io): Promise<readonly [string, ...string[]]> => {
  const [first, ...rest] = wanted;
  if (first !== undefined) return [first, ...rest];
  const { defaultRegion } = await import("../index.ts");
  const region = env["AWS_DEFAULT_REGION"] ?? (await defaultRegion());
  if (region !== undefined && region !== "") return [region];
  throw new Problem({
    code: "no-region",
    what: "Nobody says in which region to look.",
    todo: "Give --region, or `regions:` in the configuration, or set AWS_REGION.",
  });
};

/** Looks at what is there now, with the credentials and endpoints that any tool for AWS would use. */
export const scanLive = async (io: Io, wanted: readonly string[], quiet: boolean): Promise<Live> => {
  const { awsClients, collect, kinds } = await import("../index.ts");
  const regions = await regionsOf(wanted, io);
  const clients = awsClients();
  const progress = progressListener(io, quiet);
  let account = "";
  const on = (event: CollectEvent): void => {
    if (event.type === "started") account = event.account;
    progress.listen(event);
  };
  try {
    const { estate, calls } = await collect({ kinds, regions, clients, clock: wallClock, concurrency, budgetSeconds, on });
    const sent = Object.entries(calls).map(([operation, count]): [string, number] => [operation, count.sent]);
    return { estate, region: regions[0], target: `account ${account} in ${regions.join(", ")}`, calls: Object.fromEntries(sent) };
  } finally {
    progress.done();
    clients.close();
  }
};
