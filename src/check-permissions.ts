import { createCaller } from "./collect/call.ts";
import type { Clients } from "./collect/clients.ts";
import type { Clock } from "./collect/clock.ts";
import type { Identity } from "./collect/identity.ts";
import { type KindPlan, planCalls } from "./collect/plan.ts";
import { sharingLists } from "./collect/shared-lists.ts";
import { priceRegionOf } from "./collect/price-list.ts";
import type { Wanted } from "./estate/wanted.ts";
import type { Kind } from "./kinds/kind.ts";
import { iamAction, pricing } from "./kinds/operation.ts";
import { policiesOf, type Policy } from "./permissions/policy.ts";
import { foundBy, type Probe, probePlace } from "./permissions/probe.ts";
import { reads } from "./permissions/reading.ts";

export type CheckedPlace = { account: string; region: string; probes: Probe[] };

export type CheckOptions = {
  kinds: readonly Kind[];
  wanted: Wanted;
  clients: Clients;
  clock: Clock;
  identity: Identity;
  regions: readonly string[];
};

/** Enough for a throttle to pass; what is throttled for longer stays unknown. */
const budgetSeconds = 30;
const concurrency = 8;

const checkPlace = async (
  plans: readonly KindPlan[],
  region: string,
  { clients, clock, identity }: Pick<CheckOptions, "clients" | "clock" | "identity">,
): Promise<CheckedPlace> => {
  const isOurs = async (): Promise<boolean> => (await clients.caller(region)).account === identity.account;
  const { call } = createCaller({ clients, clock, concurrency, budgetSeconds, on: () => undefined, isOurs });
  const { account, partition } = identity;
  return { account, region, probes: await probePlace({ plans, place: { account, partition, region }, call: sharingLists(plans, call) }) };
};

/**
 * In one account, by region, which permissions of those that a scan needs there are there. What the account has once for all regions is
 * asked for in the first.
 */
export const checkPermissions = async ({ kinds, wanted, regions, ...rest }: CheckOptions): Promise<CheckedPlace[]> => {
  const plans = planCalls(kinds, wanted, { trustSearch: false });
  const regional = plans.filter(({ kind }) => kind.global !== true);
  const places: CheckedPlace[] = [];
  for (const [at, region] of regions.entries()) places.push(await checkPlace(at === 0 ? plans : regional, region, rest));
  return places;
};

type PriceCheck = Pick<CheckOptions, "clients" | "clock"> & { account: string; region: string };

/** Whether AWS's price list may be read, for those whose configuration asks for it. Nothing where AWS tells no prices. */
export const checkPrices = async ({ clients, clock, account, region: near }: PriceCheck): Promise<CheckedPlace[]> => {
  const region = priceRegionOf(near);
  if (region === undefined) return [];
  const { call } = createCaller({ clients, clock, concurrency, budgetSeconds, on: () => undefined, isOurs: async () => true });
  const operation = pricing("GetProducts");
  const answer = await call(operation, { ServiceCode: "AmazonSageMaker", FormatVersion: "aws_v1", MaxResults: 1 }, region);
  return [
    { account, region, probes: [{ action: iamAction(operation), kinds: ["prices"], ...foundBy(answer.ok ? undefined : answer.failure) }] },
  ];
};

/** What mends the denials: policies that allow what nobody allows yet, and in words what no such policy can mend. */
export const mendingOf = (places: readonly CheckedPlace[]): { policies: Policy[]; others: string[] } => {
  const denied = places.flatMap(({ probes }) => probes.filter(({ outcome }) => outcome === "denied"));
  const missing = denied.filter(({ by }) => by === undefined).map(({ action }) => action);
  const others = denied.flatMap(({ action, by }) => (by === undefined ? [] : [`${action}, denied by ${by}`]));
  return { policies: missing.length === 0 ? [] : policiesOf(reads(missing)), others: [...new Set(others)].sort() };
};
