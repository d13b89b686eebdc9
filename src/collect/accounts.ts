import pLimit from "p-limit";
import { Problem } from "../estate/problem.ts";
import { noOus, type OusOf } from "../estate/scope.ts";
import { awsClients, type Access } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { defaultRegion } from "./default-region.ts";
import { identify, type Identity } from "./identity.ts";
import { accountOf, callWith, openAccount, type Account, type AccountAsked, type Opening } from "./open-account.ts";
import { membersOf, type Member, type Members, type OrganizationAsked } from "./organization.ts";
import { anywhere, globalRegion, isPattern, resolveRegions } from "./regions.ts";

/** Which accounts and regions a look is about. Nothing said of accounts: the caller's own. */
export type AccountsAsked = {
  accounts: readonly AccountAsked[];
  organization: OrganizationAsked | null;
  regions: readonly string[];
};
/** An account that is to be looked at, and the way in. It opens: whoever cannot be let in is told by what it opens to. */
export type Door = { account: string; open: () => Promise<Account> };
export type OpenAccounts = {
  accounts: readonly Door[];
  /** Of the organization, and closed: nobody can look at them, and nothing in them runs. */
  closed: readonly Member[];
  ousOf: OusOf;
  /** Whose credentials open the others; of one account, its own. Nobody's, where there are profiles alone. */
  caller: Identity | undefined;
  /** Where the caller was asked for. */
  region: string;
  close: () => void;
};
/** `access`: how the caller's own account is looked at, where none is named. */
export type OpenOptions = { clock: Clock; otherwise: () => Promise<readonly string[]>; access?: Access };

/** So many are opened at once: two calls each. */
const atOnce = 16;

const duplicate = (account: string): Problem =>
  new Problem({
    code: "account-twice",
    what: `Account ${account} is named twice, and would be counted twice.`,
    where: "`accounts:` and `organization:` in the configuration, --aws-profile",
    todo: "Name it once; of the organization's, leave it out with organization.exclude.accounts.",
  });

const refuseTwins = (accounts: readonly (string | undefined)[]): void => {
  const seen = new Set<string>();
  for (const account of accounts) {
    if (account === undefined) continue;
    if (seen.has(account)) throw duplicate(account);
    seen.add(account);
  }
};

/** Where to ask who is calling: the regions that are named, or AWS's own, or any. */
const homesFor = async (regions: readonly string[]): Promise<readonly string[]> => {
  const named = regions.filter((name) => !isPattern(name));
  if (named.length > 0) return named;
  const region = await defaultRegion();
  return region === undefined ? anywhere : [region];
};

/** The caller, as the one who asks for roles and reads the organization. */
const openBase = async (regions: readonly string[], clock: Clock) => {
  const clients = awsClients();
  const homes = await homesFor(regions);
  const identity = await identify(clients, homes);
  const call = callWith(clients, clock);
  const home = homes[0] ?? "";
  return {
    identity,
    call,
    home,
    region: globalRegion(identity, home),
    regionsOf: (patterns: readonly string[]) => resolveRegions(patterns, call, home),
    close: clients.close,
  };
};
type Base = Awaited<ReturnType<typeof openBase>>;

type MembersAsked = Pick<Members, "closed" | "unitsOf"> & { asked: AccountAsked[] };

const membersAsked = async (organization: OrganizationAsked, base: Base): Promise<MembersAsked> => {
  const { roleName, externalId, sessionName, assumeInOwnAccount } = organization;
  const { members, closed, unitsOf } = await membersOf(organization, base);
  if (members.length === 0)
    throw new Problem({
      code: "organization-empty",
      what: `Of the organization, no account is left to look at${closed.length > 0 ? `; ${closed.length} of those meant are closed` : ""}.`,
      where: "`organization:` in the configuration",
      todo: "Check include and exclude.",
    });
  const byRole = { roleName, sessionName, ...(externalId !== undefined && { externalId }) };
  const asked = members.map(({ account }): AccountAsked => {
    const isOwn = account === base.identity.account && !assumeInOwnAccount;
    return { id: account, regions: [], ...(isOwn ? { sessionName } : byRole) };
  });
  return { asked, closed, unitsOf };
};

/** Nobody but the caller's own account: what goes wrong is told at once, as there is nothing else to look at. */
const openOwn = async (regions: readonly string[], { clock, otherwise, access = {} }: OpenOptions): Promise<OpenAccounts> => {
  const clients = awsClients(access);
  const wanted = regions.length > 0 ? regions : await otherwise();
  const homes = await homesFor(wanted);
  const identity = await identify(clients, homes);
  const resolved = await resolveRegions(wanted, callWith(clients, clock), homes[0] ?? "");
  if (!("on" in resolved))
    throw new Problem({
      code: "regions-unknown",
      what: `Which regions are on cannot be told: ${resolved.detail}.`,
      todo: "Allow ec2:DescribeRegions, or name the regions.",
    });
  const { account } = identity;
  const own: Account = { state: "open", account, identity, clients, access, regions: resolved.on, off: resolved.off };
  const door: Door = { account, open: async () => own };
  return { accounts: [door], closed: [], ousOf: noOus, caller: identity, region: homes[0] ?? "", close: clients.close };
};

/** An account that the organization does not have is in none of its units. */
const ousFrom = (unitsOf: Members["unitsOf"]): OusOf => (unitsOf ? (account) => unitsOf.get(account) ?? [] : noOus);

/** What patterns mean to the caller, asked once for each set of them. */
const guesser = (base: Base | undefined): Opening["guess"] => {
  const known = new Map<string, Promise<readonly string[]>>();
  const ask = async (patterns: readonly string[]): Promise<readonly string[]> => {
    const told = await base?.regionsOf(patterns);
    return told && "on" in told ? told.on : patterns;
  };
  return (patterns) => {
    const asked = known.get(patterns.join()) ?? ask(patterns);
    known.set(patterns.join(), asked);
    return asked;
  };
};

/** In the midst of the work on others, what is wrong with one account is a gap, and not the end. */
const orRefused = (opening: Promise<Account>, account: string, regions: readonly string[]): Promise<Account> =>
  opening.catch((error: unknown): Account => {
    if (!(error instanceof Problem)) throw error;
    return { state: "refused", account, regions, off: [], failure: { type: "error", detail: error.facts.what } };
  });

/**
 * Finds every account that is asked for. Roles are asked for when an account's turn comes, so that one that is slow to let anybody in
 * holds nobody up; a profile is opened at once, since only it knows its account.
 */
export const openAccounts = async ({ accounts, organization, regions }: AccountsAsked, options: OpenOptions): Promise<OpenAccounts> => {
  if (accounts.length === 0 && !organization) return openOwn(regions, options);
  refuseTwins(accounts.map(accountOf));
  const needsBase = organization !== null || accounts.some(({ profile }) => profile === undefined);
  const lacksRegions = organization !== null || accounts.some((one) => one.profile === undefined && one.regions.length === 0);
  const common = regions.length > 0 || !lacksRegions ? regions : await options.otherwise();
  const base = needsBase ? await openBase(common, options.clock) : undefined;
  // A region that does not exist is a slip of the pen, and told before any account is looked at.
  await base?.regionsOf([...new Set([...common, ...accounts.flatMap((one) => one.regions)])]);
  const found = organization && base ? await membersAsked(organization, base) : { asked: [], closed: [], unitsOf: undefined };
  const asked = [...accounts, ...found.asked].map((one) =>
    one.profile === undefined && one.regions.length === 0 ? { ...one, regions: common } : one,
  );
  refuseTwins(asked.map(accountOf));
  const opening: Opening = { ...options, base: base?.identity, regions, guess: guesser(base) };
  const opened: Account[] = [];
  const open = async (one: AccountAsked): Promise<Account> => {
    const account = await openAccount(one, opening);
    opened.push(account);
    return account;
  };
  const limit = pLimit(atOnce);
  const doors = await Promise.all(
    asked.map(async (one): Promise<Door> => {
      const account = accountOf(one);
      if (one.profile === undefined && account !== undefined) return { account, open: () => orRefused(open(one), account, one.regions) };
      const there = await limit(() => open(one));
      return { account: there.account, open: async () => there };
    }),
  );
  refuseTwins(doors.map(({ account }) => account));
  const close = (): void => {
    base?.close();
    for (const one of opened) if (one.state === "open") one.clients.close();
  };
  const [first] = opened;
  const sorted = doors.toSorted((a, b) => (a.account < b.account ? -1 : 1));
  return {
    accounts: sorted,
    closed: found.closed,
    ousOf: ousFrom(found.unitsOf),
    caller: base?.identity,
    region: base?.home ?? first?.regions[0] ?? "",
    close,
  };
};
