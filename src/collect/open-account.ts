import { Problem } from "../estate/problem.ts";
import { sts } from "../kinds/operation.ts";
import type { Role } from "./assume.ts";
import { createCaller, type Call } from "./call.ts";
import { awsClients, type Access, type Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { defaultRegion } from "./default-region.ts";
import { classify, type Failure } from "./failure.ts";
import { identify, type Identity } from "./identity.ts";
import { anywhere, globalRegion, isPattern, resolveRegions } from "./regions.ts";

/** An account to look at, and how to get in: by a profile, by a role, or as the caller. `id` may be left out where a role or profile tells it. */
export type AccountAsked = {
  id?: string;
  profile?: string;
  roleArn?: string;
  roleName?: string;
  externalId?: string;
  sessionName: string;
  /** Names, `all`, or with stars; empty: as the scan has it. */
  regions: readonly string[];
};

/** An account and its regions. `off`: regions that were asked for and are switched off. */
export type Account = { account: string; regions: readonly string[]; off: readonly string[] } &
  /** `access`: how it was opened, for who needs another session of the same. */
  (
    | { state: "open"; identity: Identity; clients: Clients; access: Access }
    /** Nobody could get in, for this reason: none of it can be seen. */
    | { state: "refused"; failure: Failure }
  );

export type Opening = {
  clock: Clock;
  /** Whose credentials the roles are asked for with. */
  base: Identity | undefined;
  regions: readonly string[];
  /** The regions where nobody names any. */
  otherwise: () => Promise<readonly string[]>;
  /** What patterns mean where the account itself cannot say it. */
  guess: (patterns: readonly string[]) => Promise<readonly string[]>;
};

const budgetSeconds = 300;
const concurrency = 4;

/** Calls that look at no estate yet, as paced and as patient as those that do. */
export const callWith = (clients: Clients, clock: Clock): Call =>
  createCaller({ clients, clock, concurrency, budgetSeconds, on: () => undefined, isOurs: async () => true }).call;

export const accountOf = ({ id, roleArn }: Pick<AccountAsked, "id" | "roleArn">): string | undefined => id ?? roleArn?.split(":")[4];

const roleOf = ({ id, roleArn, roleName, externalId, sessionName }: AccountAsked, base: Identity | undefined): Role | undefined => {
  const arn = roleArn ?? (roleName === undefined ? undefined : `arn:${base?.partition ?? ""}:iam::${id ?? ""}:role/${roleName}`);
  return arn === undefined ? undefined : { arn, sessionName, ...(externalId !== undefined && { externalId }) };
};

/** The SDK's words when it has found nothing at all; credentials that ended are told in others. */
const isMissingProfile = (error: unknown): boolean =>
  error instanceof Error && /Could not (resolve credentials using profile|load credentials from any providers)/.test(error.message);

/** An account that nobody gets into is never one that holds nothing, whatever the words of the refusal would mean elsewhere. */
const closedTypes: Partial<Record<Failure["type"], Failure["type"]>> = {
  "region-disabled": "credentials-expired",
  "unsupported-in-region": "error",
  gone: "error",
  "invalid-token": "error",
};

const refusalOf = (error: unknown, { profile }: AccountAsked, role: Role | undefined): Failure => {
  const first = error instanceof Problem ? error.cause : error;
  // A slip in a configuration is no account's refusal.
  if (first instanceof Problem) throw first;
  const told = role && first instanceof Error && first.cause !== undefined ? first.cause : first;
  if (profile !== undefined && isMissingProfile(first))
    throw new Problem({
      code: "profile-unknown",
      what: `There is no profile ${profile} with credentials in the configuration of AWS.`,
      where: "--aws-profile, or `accounts:` in the configuration",
      todo: "`aws configure list-profiles` names those that there are.",
    });
  const { type, detail } = classify(told, sts(role ? "AssumeRole" : "GetCallerIdentity"));
  const words = type === "denied" && role ? `${detail} of ${role.arn}, or its trust policy or external id refuses` : detail;
  return { type: closedTypes[type] ?? type, detail: words };
};

type Opened = { identity: Identity; clients: Clients; access: Access } | { failure: Failure };

const enter = async (asked: AccountAsked, homes: readonly string[], base: Identity | undefined): Promise<Opened> => {
  const role = roleOf(asked, base);
  const access: Access = { ...(asked.profile !== undefined && { profile: asked.profile }), ...(role && { role, region: homes[0] ?? "" }) };
  const clients = awsClients(access);
  const wanted = accountOf(asked);
  try {
    const identity = await identify(clients, homes);
    if (wanted === undefined || identity.account === wanted) return { identity, clients, access };
    clients.close();
    const by = asked.profile === undefined ? "these credentials open" : `profile ${asked.profile} opens`;
    return { failure: { type: "error", detail: `${by} account ${identity.account} instead` } };
  } catch (error) {
    clients.close();
    return { failure: refusalOf(error, asked, role) };
  }
};

/** Gets into one account and finds out its regions. What goes wrong is the account's own: the others are looked at all the same. */
export const openAccount = async (asked: AccountAsked, opening: Opening): Promise<Account> => {
  const { base, clock, otherwise, guess } = opening;
  const said = asked.regions.length > 0 ? asked.regions : opening.regions;
  const own = async (): Promise<readonly string[]> => {
    const region = asked.profile === undefined ? undefined : await defaultRegion(asked.profile);
    return region === undefined ? otherwise() : [region];
  };
  const regions = said.length > 0 ? said : await own();
  const named = regions.filter((name) => !isPattern(name));
  const home = named.length > 0 ? undefined : await defaultRegion(asked.profile);
  const homes = named.length > 0 ? named : home === undefined ? anywhere : [home];
  const opened = await enter(asked, homes, base);
  const account = accountOf(asked) ?? ("identity" in opened ? opened.identity.account : `profile:${asked.profile ?? ""}`);
  const refused = async (failure: Failure): Promise<Account> => {
    const patterns = regions.filter(isPattern);
    const guessed = patterns.length === 0 ? [] : await guess(patterns);
    return { state: "refused", account, regions: [...new Set([...named, ...guessed])].sort(), off: [], failure };
  };
  if ("failure" in opened) return refused(opened.failure);
  const { identity, clients, access } = opened;
  const resolved = await resolveRegions(regions, callWith(clients, clock), named[0] ?? globalRegion(identity, homes[0] ?? ""));
  if ("on" in resolved) return { state: "open", account, identity, clients, access, regions: resolved.on, off: resolved.off };
  clients.close();
  return refused(resolved);
};
