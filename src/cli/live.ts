import type { Config } from "../config/config.ts";
import { Problem } from "../estate/problem.ts";
import type { CollectEvent, CollectOptions, OpenAccounts } from "../index.ts";
import { readAccess } from "./access.ts";
import { wallClock } from "./clock.ts";
import { say } from "./failure.ts";
import type { Io } from "./io.ts";
import { type KeepingOptions, openKeeping } from "./keeping.ts";
import { stayLean } from "./lean.ts";
import type { Look, Seen } from "./look.ts";
import { progressListener, type ProgressOptions } from "./progress.ts";

/**
 * Calls under way. Of an account, enough to keep the slowest list from holding up the rest; the pacer lowers the rate, not this. Of
 * all, what a machine can answer for; accounts share it.
 */
const bounds = { concurrency: 16, overall: 128, atOnce: 32, budgetSeconds: 3600 };

export type LiveLook = Look & { region: string };

/** What to look at, if not at everything. `since`: how far back job history reaches, by the instant at which the scan began. */
export type Scope = Pick<CollectOptions, "wanted" | "trustSearch"> & { since: (now: string) => string };

/** Where a look is taken that names no region. */
export const usualRegions = async ({ env }: Io): Promise<readonly string[]> => {
  const { defaultRegion } = await import("../index.ts");
  const region = env["AWS_DEFAULT_REGION"] ?? (await defaultRegion());
  if (region !== undefined && region !== "") return [region];
  throw new Problem({
    code: "no-region",
    what: "Nobody says in which region to look.",
    todo: "Give --region, or `regions:` in the configuration, or set AWS_REGION.",
  });
};

/** Which accounts and regions, as the configuration and the command line have it. */
export type Where = Pick<Config, "accounts" | "organization" | "regions" | "awsRoles">;

const listed = (names: readonly string[], many: string): string => (names.length > 4 ? `${names.length} ${many}` : names.join(", "));

const targetOf = ({ accounts }: OpenAccounts, regions: ReadonlySet<string>): string => {
  const ids = accounts.map(({ account }) => account);
  const what = ids.length === 1 ? `account ${ids[0]}` : ids.length > 4 ? `${ids.length} accounts` : `accounts ${ids.join(", ")}`;
  return `${what} in ${listed([...regions], "regions")}`;
};

/** What makes it the same look as one that broke off: whose estates, under whose eyes, and where. */
const askedOf = (where: Where, { accounts, caller }: OpenAccounts, regions: readonly string[]) => {
  const ways = [...where.accounts, ...(where.organization ? [where.organization] : [])];
  const wayOf = (way: (typeof ways)[number]): string =>
    "profile" in way ? `profile ${way.profile}` : (("roleArn" in way ? way.roleArn : way.roleName) ?? "as the caller");
  return {
    who: { account: accounts.map(({ account }) => account).join(", "), arn: caller?.arn ?? "profiles" },
    regions: regions.length > 0 ? regions.join(", ") : "each account's own",
    ...(ways.length > 0 && { access: [...new Set(ways.map(wayOf))].sort().join(", ") }),
  };
};

const closedNotices = ({ closed }: OpenAccounts): NonNullable<Seen["notices"]> =>
  closed.length === 0
    ? []
    : [
        {
          level: "note",
          code: "account-closed",
          message: `Not looked at, as AWS Organizations says that they are suspended or closed: ${closed.map(({ account, name }) => `${account} (${name})`).join(", ")}.`,
        },
      ];

/** `keep`: what the scan keeps of itself and of earlier ones; nothing, if it is not said. */
export type LiveOptions = ProgressOptions & { keep?: Omit<KeepingOptions, "quiet">; scope?: Scope };

/** What is there now, as seen with the credentials and endpoints that any tool for AWS would use. */
export const lookLive = async (io: Io, where: Where, { keep, scope, ...telling }: LiveOptions): Promise<LiveLook> => {
  const { collectAccounts, kinds, openAccounts } = await import("../index.ts");
  const isOwn = where.accounts.length === 0 && where.organization === null;
  const wanted = isOwn && where.regions.length === 0 ? await usualRegions(io) : where.regions;
  const opened = await openAccounts(
    { ...where, regions: wanted },
    { clock: wallClock, otherwise: () => usualRegions(io), access: readAccess(where, wanted[0]) },
  );
  const notices = closedNotices(opened);
  if (!telling.quiet) for (const { message } of notices) say(io, message);
  const { who, ...place } = askedOf(where, opened, wanted);
  const asked = { ...keep?.asked, ...place, kinds: [...(scope?.wanted?.keys() ?? kinds.map(({ name }) => name))].sort().join(", ") };
  const keeping = keep && (await openKeeping(io, who, { ...keep, asked, quiet: telling.quiet }));
  const limits = scope && { ...scope, since: scope.since(keeping?.now ?? io.clock()) };
  const come: Look["come"] = async (take) => {
    stayLean();
    const progress = progressListener(io, telling);
    const regions = new Set<string>();
    const on = (event: CollectEvent): void => {
      if (event.type === "started") event.regions.forEach((region) => regions.add(region));
      progress.listen(event);
    };
    const interrupted = (): void => {
      progress.done();
      if (keeping && !telling.quiet) say(io, keeping.hint);
    };
    io.signal.addEventListener("abort", interrupted);
    try {
      const options = { ...bounds, kinds, accounts: opened.accounts, clock: wallClock, on, ...limits };
      const seen = await collectAccounts({ ...options, ...(keeping && { memory: keeping.memory }), onArrival: take });
      keeping?.heard(seen.unanswered);
      const told = [...notices, ...(keeping?.notices ?? [])];
      return { collectedAt: seen.collectedAt, target: targetOf(opened, regions), calls: seen.asked, notices: told };
    } finally {
      io.signal.removeEventListener("abort", interrupted);
      progress.done();
      opened.close();
    }
  };
  return { source: "live", come, ousOf: opened.ousOf, region: opened.region, ...(keeping && { keeping }) };
};
