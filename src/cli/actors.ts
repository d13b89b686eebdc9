import type { Config } from "../config/config.ts";
import type { Access, Clients, Effects, FixItem, FixPlan, SessionBound } from "../index.ts";
import type { Setting } from "./judging.ts";
import { actingRole, type Way, type Ways } from "./way.ts";

/** Who acts: for each act the way to AWS, and the session that it is done under. */
export type Actors = { session: Effects["session"]; clientsFor: (item: FixItem) => Clients; close: () => void };

const never = (): never => {
  throw new Error("an act was sent without its session");
};

const isTooLarge = (error: unknown): boolean => error instanceof Error && error.message.includes("PackedPolicyTooLarge");
const keyOf = ({ resource, verb }: FixItem): string => `${verb} ${resource}`;

type Opened = { clients: Clients; arn: string };
type Opening = { access: Access; region: string };
type Sessions = {
  plan: Pick<FixPlan, "hash">;
  bounds: SessionBound[];
  halve: (bound: SessionBound) => SessionBound[];
  open: (opening: Opening) => Promise<Opened>;
  config: Config;
};

/** Sessions of the roles that act, each made when its first act comes, and good for what was planned of it alone. */
const enterWith = ({ plan, open, config, halve, bounds: planned }: Sessions) => {
  const opened = new Map<string, Opened>();
  let [bounds, count] = [planned, 0];
  const enter = async (item: FixItem, way: Way): Promise<Opened> => {
    const { acting } = way;
    const role = actingRole(config, way);
    // Whoever has no role acts as they are: no policy can be put on them.
    if (!role) return open({ access: acting, region: item.region });
    const bound = bounds.find(({ items }) => items.some((one) => keyOf(one) === keyOf(item))) ?? never();
    const sessionName = `sagewarden-${plan.hash.slice(0, 12)}-${count++}`;
    const profile = acting.profile === undefined ? {} : { profile: acting.profile };
    try {
      const access = { ...profile, role: { ...role, sessionName, policy: bound.policy }, region: item.region };
      const one = await open({ access, region: item.region });
      for (const each of bound.items) opened.set(keyOf(each), one);
      return one;
    } catch (error) {
      if (!isTooLarge(error) || bound.items.length < 2) throw error;
      bounds = bounds.flatMap((each) => (each === bound ? halve(bound) : [each]));
      return enter(item, way);
    }
  };
  return {
    of: (item: FixItem): Opened | undefined => opened.get(keyOf(item)),
    enter: async (item: FixItem, way: Way): Promise<Opened> => {
      const one = opened.get(keyOf(item)) ?? (await enter(item, way));
      opened.set(keyOf(item), one);
      return one;
    },
  };
};

/** Acts are done under the acting role of their account, or as whoever the account is opened by. */
export const actorsOf = async (plan: Pick<FixPlan, "hash" | "items">, ways: Ways, { loaded }: Setting): Promise<Actors> => {
  const { awsClients, halve, sessionBounds } = await import("../index.ts");
  const all: Clients[] = [];
  const open = async ({ access, region }: Opening): Promise<Opened> => {
    const clients = awsClients(access);
    all.push(clients);
    return { clients, arn: (await clients.caller(region)).arn };
  };
  const sessions = enterWith({ plan, bounds: sessionBounds(plan.items), halve, open, config: loaded.config });
  return {
    session: async (item) => {
      const way = await ways.to(item.account);
      if (typeof way === "string") return { ok: false, detail: `account ${item.account} cannot be entered: ${way}` };
      try {
        return { ok: true, actsAs: (await sessions.enter(item, way)).arn };
      } catch (error) {
        return { ok: false, detail: `the acting role was refused: ${error instanceof Error ? error.message : "no answer"}` };
      }
    },
    clientsFor: (item) => sessions.of(item)?.clients ?? never(),
    close: () => all.forEach((clients) => clients.close()),
  };
};
