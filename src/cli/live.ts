import { Problem } from "../estate/problem.ts";
import type { Access, CollectOptions } from "../index.ts";
import { wallClock } from "./clock.ts";
import { say } from "./failure.ts";
import type { Io } from "./io.ts";
import { type KeepingOptions, openKeeping } from "./keeping.ts";
import { stayLean } from "./lean-memory.ts";
import type { Look } from "./look.ts";
import { progressListener, type ProgressOptions } from "./progress.ts";

/** Enough to keep the slowest list from holding up the rest; the pacer lowers the rate, not this. */
const concurrency = 16;
const budgetSeconds = 3600;

/** `region`: one of those that are looked at, for who has a question about the account. */
export type LiveLook = Look & { region: string };

/** What to look at, if not at everything. `since`: how far back job history reaches, by the instant at which the scan began. */
export type Scope = Pick<CollectOptions, "wanted" | "trustSearch"> & { since: (now: string) => string };

export const regionsOf = async (wanted: readonly string[], { env }: Io): Promise<readonly [string, ...string[]]> => {
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

/** `keep`: what the scan keeps of itself and of earlier ones; nothing, if it is not said. */
export type LiveOptions = ProgressOptions & { keep?: Omit<KeepingOptions, "quiet">; scope?: Scope; access?: Access };

/** What is there now, as seen with the credentials and endpoints that any tool for AWS would use. */
export const lookLive = async (io: Io, wanted: readonly string[], { keep, scope, access, ...telling }: LiveOptions): Promise<LiveLook> => {
  const { awsClients, collect, identify, kinds } = await import("../index.ts");
  const regions = await regionsOf(wanted, io);
  const clients = awsClients({ region: regions[0], ...access });
  const identity = await identify(clients, regions);
  const asked = {
    ...keep?.asked,
    regions: regions.join(", "),
    kinds: [...(scope?.wanted?.keys() ?? kinds.map(({ name }) => name))].sort().join(", "),
  };
  const keeping = keep && (await openKeeping(io, identity, { ...keep, asked, quiet: telling.quiet }));
  const bounds = scope && { ...scope, since: scope.since(keeping?.now ?? io.clock()) };
  const come: Look["come"] = async (take) => {
    stayLean();
    const progress = progressListener(io, telling);
    const interrupted = (): void => {
      progress.done();
      if (keeping && !telling.quiet) say(io, keeping.hint);
    };
    io.signal.addEventListener("abort", interrupted);
    try {
      const options = { kinds, regions, clients, identity, clock: wallClock, concurrency, budgetSeconds, on: progress.listen, ...bounds };
      const seen = await collect({ ...options, ...(keeping && { memory: keeping.memory }), onArrival: take });
      return { collectedAt: seen.collectedAt, target: `account ${identity.account} in ${regions.join(", ")}`, calls: seen.asked };
    } finally {
      io.signal.removeEventListener("abort", interrupted);
      progress.done();
      clients.close();
    }
  };
  return { source: "live", come, region: regions[0], ...(keeping && { keeping }) };
};
