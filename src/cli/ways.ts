import { Problem } from "../estate/problem.ts";
import type { AccountBound, Door, OpenAccounts } from "../index.ts";
import { callerAccess, readAccess } from "./access.ts";
import { wallClock } from "./clock.ts";
import type { Setting } from "./judging.ts";
import { actingRole, type Asked, type Way, type Ways } from "./way.ts";

/** Each account's way is looked for once. */
const once = <Found>(find: (account: string) => Promise<Found>): ((account: string) => Promise<Found>) => {
  const found = new Map<string, Promise<Found>>();
  return (account) => {
    const way = found.get(account) ?? find(account);
    found.set(account, way);
    return way;
  };
};

/** The caller's own account alone: a name that is looked for in another one's account is not found there, or is another one's. */
const ownWays = async (config: Asked, region: string): Promise<Ways> => {
  const { awsClients, identify } = await import("../index.ts");
  const [clients, calling] = [awsClients(readAccess(config, region)), awsClients(callerAccess(config))];
  const close = (): void => [clients, calling].forEach((one) => one.close());
  try {
    const identity = (await identify(calling, [region])).arn;
    const to = once(async (account): Promise<Way | string> => {
      const looks = await identify(clients, [region]).catch((error: unknown) =>
        error instanceof Problem ? error.facts.what : "no answer",
      );
      if (typeof looks === "string") return looks;
      if (looks.account === account) return { account, caller: identity, looksAs: looks.arn, clients, acting: callerAccess(config) };
      return `it is in account ${account}, these credentials are for ${looks.account}, and the configuration names no other`;
    });
    return { identity, to, callerIn: async () => identity, callers: async () => [identity], home: clients, close };
  } catch (error) {
    close();
    throw error;
  }
};

const wayThrough = async (door: Door, base: string | undefined): Promise<Way | string> => {
  const opened = await door.open();
  if (opened.state === "refused") return opened.failure.detail;
  const { account, identity, clients, access } = opened;
  // A profile is somebody of its own; a role is asked for by whoever calls.
  const caller = access.profile === undefined ? (base ?? identity.arn) : identity.arn;
  return { account, caller, looksAs: identity.arn, clients, acting: access };
};

/** Who that is, where everybody calls for their own account: their profiles, which stay what they are when one of them is refused. */
const identityOf = async ({ accounts }: Asked, { caller, accounts: doors }: OpenAccounts): Promise<string> => {
  if (caller) return caller.arn;
  const profiles = accounts.map(({ profile = "" }) => profile).sort();
  const [only] = doors;
  if (profiles.length > 1 || !only) return `profiles ${profiles.join(", ")}`;
  const way = await wayThrough(only, undefined);
  if (typeof way === "object") return way.caller;
  throw new Problem({
    code: "no-identity",
    what: `The profile ${profiles[0] ?? ""} opens no account: ${way}.`,
    todo: "Log in, or name another one.",
  });
};

const manyWays = async (config: Asked, regions: readonly string[]): Promise<Ways> => {
  const { awsClients, openAccounts } = await import("../index.ts");
  const { accounts, organization } = config;
  // What is acted on says where: whatever other regions an account is looked at in.
  const asked = { accounts: accounts.map((one) => ({ ...one, regions: [] })), organization, regions };
  const opened = await openAccounts(asked, { clock: wallClock, otherwise: async () => regions });
  const doors = new Map(opened.accounts.map((door) => [door.account, door]));
  const home = opened.caller || accounts.length === 1 ? awsClients(callerAccess(config)) : undefined;
  const close = (): void => {
    home?.close();
    opened.close();
  };
  const to = once(async (account): Promise<Way | string> => {
    const door = doors.get(account);
    return door ? wayThrough(door, opened.caller?.arn) : "the configuration does not name it, or it is closed";
  });
  const byProfile = new Set(accounts.flatMap(({ id, profile }) => (id !== undefined && profile !== undefined ? [id] : [])));
  const callerIn = async (account: string): Promise<string | undefined> => {
    const way = await to(account);
    if (typeof way === "object") return way.caller;
    return doors.has(account) && !byProfile.has(account) ? opened.caller?.arn : undefined;
  };
  const callers = async (): Promise<string[]> => {
    const found = opened.caller ? [opened.caller.arn] : await Promise.all([...doors.keys()].map(callerIn));
    return [...new Set(found.filter((arn) => arn !== undefined))].sort();
  };
  try {
    return { identity: await identityOf(config, opened), to, callerIn, callers, home, close };
  } catch (error) {
    close();
    throw error;
  }
};

/** Opens nothing but what is asked for, when it is asked for; regions are those in which somebody acts. */
const openWays = (config: Asked, regions: readonly string[]): Promise<Ways> =>
  config.accounts.length === 0 && config.organization === null ? ownWays(config, regions[0] ?? "") : manyWays(config, regions);

/** Whoever calls is who is asked for, and who must be allowed; what is there is looked at under the reading role of its account. */
export const withWays = async <Result>(
  regions: Iterable<string>,
  ready: Setting,
  use: (ways: Ways) => Promise<Result>,
): Promise<Result> => {
  // What an account has once for all regions lies in none of them.
  const named = [...new Set(regions)].filter((region) => region !== "global").sort();
  const ways = await openWays(ready.loaded.config, named.length > 0 ? named : ready.loaded.config.regions);
  try {
    return await use(ways);
  } finally {
    ways.close();
  }
};

/** Whose session an account gives to whoever assumes a role there. */
const sessionsOf = (roleArn: string): string =>
  roleArn.replace(/^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/, "arn:$1:sts::$2:assumed-role/$3");

/** Under whom the accounts are entered that a plan acts in: as it is now, and as it must be then. */
export const boundsFor = async (
  ways: Ways,
  config: Asked,
  accounts: Iterable<string>,
): Promise<(account: string) => AccountBound | string> => {
  const { accountIn, principalOf } = await import("../index.ts");
  const bounds = new Map<string, AccountBound | string>();
  for (const account of new Set(accounts)) {
    const way = await ways.to(account);
    const role = typeof way === "object" ? actingRole(config, way) : undefined;
    if (typeof way === "string") bounds.set(account, `account ${account} cannot be entered: ${way}`);
    else {
      const actsAs = role ? sessionsOf(role.arn) : principalOf(way.caller);
      const bound = { account, caller: principalOf(way.caller), looksAs: principalOf(way.looksAs), actsAs };
      bounds.set(account, accountIn(actsAs) === account ? bound : `${actsAs} would act, and is not of account ${account}`);
    }
  }
  return (account) => bounds.get(account) ?? `nobody has entered account ${account}`;
};
