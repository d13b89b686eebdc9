import type { Config } from "../config/config.ts";
import type { Access, Clients, Effects, FixItem, FixPlan, SessionBound } from "../index.ts";
import type { Loaded } from "../config/load.ts";
import { ownAccount } from "./own-account.ts";

/** Who calls: whoever the surroundings name, or the one profile that was asked for. */
export const callerAccess = ({ accounts }: Pick<Config, "accounts">): Access => {
  const [only, ...others] = accounts;
  return only?.profile === undefined || others.length > 0 ? {} : { profile: only.profile };
};

/** How the caller's own account is looked at: under the reading role, if there is one. Accounts that are named have ways of their own. */
export const readAccess = ({ awsRoles, accounts }: Pick<Config, "awsRoles" | "accounts">, region?: string): Access => {
  const { read, externalId } = awsRoles;
  const caller = callerAccess({ accounts });
  if (read === null || accounts.length > 0) return caller;
  const role = { arn: read, sessionName: "sagewarden-read", ...(externalId !== null && { externalId }) };
  return { role, ...(region !== undefined && { region }) };
};

/** Who acts: for each act the way to AWS, and the session that it is done under. */
export type Actors = { session: NonNullable<Effects["session"]>; clientsFor: (item: FixItem) => Clients; close: () => void };

const never = (): never => {
  throw new Error("an act was sent without its session");
};

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";
const isTooLarge = (error: unknown): boolean => error instanceof Error && error.message.includes("PackedPolicyTooLarge");
const keyOf = ({ resource, verb }: FixItem): string => `${verb} ${resource}`;

type Opened = { clients: Clients; arn: string };
type Opening = { bound: SessionBound; name: string; region: string };

/** Sessions of the acting role, each made when its first act comes, and good for what was planned of it alone. */
const sessionsOf = (
  plan: FixPlan,
  opening: { bounds: SessionBound[]; halve: (bound: SessionBound) => SessionBound[]; open: (one: Opening) => Promise<Opened> },
): Actors => {
  const opened = new Map<string, Opened>();
  const all: Clients[] = [];
  let [bounds, count] = [opening.bounds, 0];
  const enter = async (item: FixItem): Promise<Opened> => {
    const bound = bounds.find(({ items }) => items.some((one) => keyOf(one) === keyOf(item))) ?? never();
    try {
      const one = await opening.open({ bound, name: `sagewarden-${plan.hash.slice(0, 12)}-${count++}`, region: item.region });
      all.push(one.clients);
      for (const each of bound.items) opened.set(keyOf(each), one);
      return one;
    } catch (error) {
      if (!isTooLarge(error) || bound.items.length < 2) throw error;
      bounds = bounds.flatMap((each) => (each === bound ? opening.halve(bound) : [each]));
      return enter(item);
    }
  };
  return {
    session: async (item) => {
      try {
        const { arn } = opened.get(keyOf(item)) ?? (await enter(item));
        // Another account's role could not act on it, and would act on its like there.
        return accountOf(arn) === item.account ? { ok: true, arn } : { ok: false, detail: `${arn} is not of its account, ${item.account}` };
      } catch (error) {
        return { ok: false, detail: `the acting role was refused: ${error instanceof Error ? error.message : "no answer"}` };
      }
    },
    clientsFor: (item) => opened.get(keyOf(item))?.clients ?? never(),
    close: () => all.forEach((clients) => clients.close()),
  };
};

/** Whoever calls acts in their own account only: in another one's name, a call would land on what is called alike at home. */
const asCaller = (clients: Clients): Actors["session"] => {
  const isOwn = ownAccount(clients);
  return async (item) =>
    (await isOwn(item)) ? { ok: true, arn: null } : { ok: false, detail: `it is in account ${item.account}, and the caller in another` };
};

/** Acts are done under the acting role, or as whoever calls where the configuration names none. */
export const actorsOf = async (plan: FixPlan, { loaded }: { loaded: Loaded }): Promise<Actors> => {
  const { awsClients, halve, sessionBounds } = await import("../index.ts");
  const { act, externalId } = loaded.config.awsRoles;
  if (act === null) {
    const clients = awsClients(callerAccess(loaded.config));
    return { session: asCaller(clients), clientsFor: () => clients, close: () => clients.close() };
  }
  const open = async ({ bound, name, region }: Opening): Promise<Opened> => {
    const arn = act.replace("{account}", bound.items[0]?.account ?? "");
    const role = { arn, sessionName: name, policy: bound.policy, ...(externalId !== null && { externalId }) };
    const clients = awsClients({ ...callerAccess(loaded.config), role, region });
    return { clients, arn: (await clients.caller(region)).arn };
  };
  return sessionsOf(plan, { bounds: sessionBounds(plan.items), halve, open });
};
