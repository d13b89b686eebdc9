import pLimit, { type LimitFunction } from "p-limit";
import type { Arrival } from "../estate/arrival.ts";
import type { Estate } from "../estate/estate.ts";
import type { Wanted } from "../estate/wanted.ts";
import { globalRegion } from "../estate/relation.ts";
import type { Kind } from "../kinds/kind.ts";
import { type Call, createCaller } from "./call.ts";
import type { CallCounts } from "./call-counts.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { type AskTags, createBulkTags } from "./bulk-tags.ts";
import { collectKind } from "./collect-kind.ts";
import type { OnEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import { gatherEstate } from "./gather.ts";
import { identify, stillKnown, type Identity } from "./identity.ts";
import { counting, remembering, type Memory } from "./memory.ts";
import { notOffered } from "./not-offered.ts";
import { planCalls } from "./plan.ts";
import { refusedOnce } from "./refused-once.ts";
import { globalRegion as mainRegion } from "./regions.ts";
import { referredAmong } from "./referred.ts";
import { resolves } from "./resolves.ts";
import { sharingLists } from "./shared-lists.ts";
import { createDesks } from "./tag-desk.ts";
import { visitPlaces, type Visit } from "./visit-places.ts";

export type CollectOptions = {
  kinds: readonly Kind[];
  regions: readonly string[];
  clients: Clients;
  clock: Clock;
  /** The most calls under way at one moment, over all regions and kinds. */
  concurrency: number;
  /** In place of `concurrency` for calls, where several accounts share what may be under way. */
  inFlight?: LimitFunction;
  /** After so long, what is not yet known stays unknown. */
  budgetSeconds: number;
  /** What the rules read; everything, if nobody says. */
  wanted?: Wanted;
  /** Job history reaches back to this instant (RFC 3339); what runs or bills is in it whatever its age. All of it, if nobody says. */
  since?: string;
  /** Takes job history as Search has it, without checking it against the list. */
  trustSearch?: boolean;
  /** Whose estate it is, where somebody has asked already. */
  identity?: Identity;
  memory?: Memory;
  on?: OnEvent;
};

/** One arrival at a time; the next is given when this one was taken. */
export type OnArrival = (arrival: Arrival) => Promise<void>;

export type Collected = {
  collectedAt: string;
  calls: CallCounts;
  /** By operation, how many questions were put: the same for a scan that broke off and went on. */
  asked: Record<string, number>;
  /** Questions that AWS may answer if they are put again. */
  unanswered: number;
  /** Listed, and deleted before it could be described. */
  gone: number;
};

/** A region that is switched off refuses credentials that are good elsewhere; if they are good nowhere any more, they have expired. */
const regionOrCredentials =
  (areKnown: () => Promise<boolean>) =>
  async (failure: Failure): Promise<Failure> =>
    failure.type !== "region-disabled" || (await areKnown()) ? failure : { ...failure, type: "credentials-expired" };

/** What a list that failed says of the region that it was asked for in. */
const judging = (areKnown: () => Promise<boolean>, main: string): ((region: string) => (failure: Failure) => Promise<Failure>) => {
  const [whose, offered] = [regionOrCredentials(areKnown), notOffered(resolves)];
  return (region) => async (failure) => offered(await whose(failure), { region, main });
};

const both =
  (first: OnEvent, second: OnEvent): OnEvent =>
  (event) => {
    first(event);
    second(event);
  };

/** Reads a live estate. Every resource arrives with what was seen of it, and every place that could not be looked at is in a cell. */
export const collect = async (options: CollectOptions & { onArrival: OnArrival }): Promise<Collected> => {
  const { regions, clients, clock, concurrency, wanted, since, trustSearch = false, on = () => undefined } = options;
  const { scan, descriptions } = options.memory ?? {};
  const collectedAt = scan?.startedAt ?? clock.now().toISOString();
  const kept = descriptions && { descriptions, now: new Date(collectedAt) };
  const identity = options.identity ?? (await identify(clients, regions));
  const plans = planCalls(options.kinds, wanted, { trustSearch });
  const desks = createDesks();
  on({ type: "started", account: identity.account, regions, kinds: plans.map(({ kind }) => kind.name) });
  const caller = createCaller({
    clients,
    clock,
    concurrency,
    inFlight: options.inFlight,
    budgetSeconds: options.budgetSeconds,
    on: both(desks.heard, on),
    isOurs: async () => (await identify(clients, regions)).account === identity.account,
  });
  const remembered = scan ? remembering(caller.call, { answers: scan.answers, account: identity.account }) : caller.call;
  const { call: counted, asked, unanswered } = counting(remembered);
  const call = refusedOnce(sharingLists(plans, counted));
  const judged = judging(() => caller.aside(() => stillKnown(clients, regions)), mainRegion(identity, ""));
  const oneByOne = pLimit(1);
  const arrive = (arrival: Arrival): Promise<void> => oneByOne(() => options.onArrival(arrival));
  const referred = referredAmong(plans);
  let gone = 0;
  const collectIn: Visit = async (plan, { region, desk }) => {
    const kind = plan.kind.name;
    const { account, partition } = identity;
    const place = { account, partition, region: plan.kind.global ? globalRegion : region };
    const callThere: Call = plan.kind.global ? (operation, input) => call(operation, input, region) : call;
    const deliver: Parameters<typeof collectKind>[0]["deliver"] = (resources) => {
      referred.heard(kind, resources);
      return arrive({ type: "resources", kind, resources });
    };
    const how = { since, seat: desk.seat(plan), kept, on, judge: judged(region), isMeant: referred.isMeant(kind) };
    const read = await collectKind({ plan, place, call: callThere, deliver, ...how });
    gone += read.gone;
    return read.cells;
  };
  const askTags = (region: string): AskTags => createBulkTags({ region, call });
  await Promise.all(
    visitPlaces({ plans, regions, concurrency, desks, askTags }, collectIn).map(async ({ plan: { kind }, cells }) => {
      const seen = await cells;
      referred.closed(kind.name);
      await arrive({ type: "closed", kind: kind.name, cells: seen });
    }),
  );
  return { collectedAt, calls: caller.counts(), asked: asked(), unanswered: unanswered(), gone };
};

/** The estate as a whole, for those who can hold it. */
export const collectEstate = async (options: CollectOptions): Promise<Collected & { estate: Estate }> => {
  const { take, estate } = gatherEstate();
  const collected = await collect({ ...options, onArrival: take });
  return { ...collected, estate: estate(collected.collectedAt) };
};
