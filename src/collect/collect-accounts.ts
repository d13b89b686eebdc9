import pLimit, { type LimitFunction } from "p-limit";
import type { Arrival } from "../estate/arrival.ts";
import type { Cell } from "../estate/cell.ts";
import { collect, type Collected, type CollectOptions, type OnArrival } from "./collect.ts";
import type { Door } from "./accounts.ts";
import type { Account } from "./open-account.ts";
import { type KindPlan, planCalls } from "./plan.ts";
import { unseenCells } from "./unseen.ts";

export type CollectAccountsOptions = Omit<CollectOptions, "clients" | "regions" | "identity" | "inFlight"> & {
  accounts: readonly Door[];
  /** The most calls under way at one moment over all accounts; `concurrency` is that of one. */
  overall: number;
  /** The most accounts that are looked at at one moment. */
  atOnce: number;
};

/**
 * What may be under way, in equal shares: an account that answers slowly fills its own share and nobody else's. When one is done, the
 * others have more.
 */
const createShares = ({ concurrency, overall, atOnce }: Pick<CollectAccountsOptions, "concurrency" | "overall" | "atOnce">) => {
  const shares = new Set<LimitFunction>();
  let left = 0;
  const divide = (): void => {
    const most = Math.max(1, Math.min(concurrency, Math.floor(overall / Math.max(1, Math.min(atOnce, left)))));
    for (const share of shares) share.concurrency = most;
  };
  return {
    expect: (accounts: number): void => {
      left = accounts;
    },
    begin: (): LimitFunction => {
      const share = pLimit(1);
      shares.add(share);
      divide();
      return share;
    },
    end: (share: LimitFunction): void => {
      shares.delete(share);
      left -= 1;
      divide();
    },
  };
};

type Forward = { take: (arrival: Arrival) => Promise<void> };

/** A kind is closed when the last account has closed it; everything else goes on at once, one after the other. */
const createMerge = (accounts: number, onArrival: OnArrival): Forward => {
  const oneByOne = pLimit(1);
  const open = new Map<string, { left: number; cells: Cell[] }>();
  const close = (kind: string, cells: readonly Cell[]): Arrival | undefined => {
    const state = open.get(kind) ?? { left: accounts, cells: [] };
    open.set(kind, state);
    state.cells.push(...cells);
    state.left -= 1;
    return state.left === 0 ? { type: "closed", kind, cells: state.cells } : undefined;
  };
  return {
    take: async (arrival) => {
      const next = arrival.type === "closed" ? close(arrival.kind, arrival.cells) : arrival;
      if (next) await oneByOne(() => onArrival(next));
    },
  };
};

const added = (counts: readonly Record<string, number>[]): Record<string, number> => {
  const sums = new Map<string, number>();
  for (const one of counts) for (const [name, count] of Object.entries(one)) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const addedCalls = (all: readonly Collected["calls"][]): Collected["calls"] => {
  const part = (of: "sent" | "throttled" | "failed") =>
    added(all.map((calls) => Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, call[of]]))));
  const [sent, throttled, failed] = [part("sent"), part("throttled"), part("failed")];
  return Object.fromEntries(
    Object.keys(sent).map((name) => [name, { sent: sent[name] ?? 0, throttled: throttled[name] ?? 0, failed: failed[name] ?? 0 }]),
  );
};

/** Reads the estates of many accounts as one. Each has its own way to AWS, its own pace and its own share of what may be under way. */
export const collectAccounts = async (options: CollectAccountsOptions & { onArrival: OnArrival }): Promise<Collected> => {
  const { accounts, kinds, wanted, trustSearch = false, on = () => undefined, clock, memory } = options;
  const collectedAt = memory?.scan?.startedAt ?? clock.now().toISOString();
  const plans: readonly KindPlan[] = planCalls(kinds, wanted, { trustSearch });
  const names = plans.map(({ kind }) => kind.name);
  const { take } = createMerge(accounts.length, options.onArrival);
  const shares = createShares(options);
  shares.expect(accounts.length);

  const unseen = (one: Account): Map<string, Cell[]> => {
    const cells = new Map(plans.map((plan) => [plan.kind.name, unseenCells(plan, one)]));
    for (const of of cells.values()) for (const cell of of) on({ type: "cell", cell });
    return cells;
  };
  const lookAt = async ({ open }: Door): Promise<Collected | undefined> => {
    const inFlight = shares.begin();
    try {
      return await lookInto(await open(), inFlight);
    } finally {
      shares.end(inFlight);
    }
  };
  const lookInto = async (one: Account, inFlight: LimitFunction): Promise<Collected | undefined> => {
    const { account, regions, off } = one;
    on({ type: "started", account, regions: [...regions, ...off], kinds: names });
    const settled = unseen(one);
    const cellsOf = (kind: string): Cell[] => settled.get(kind) ?? [];
    const forward: OnArrival = (arrival) =>
      take(arrival.type === "closed" ? { ...arrival, cells: [...arrival.cells, ...cellsOf(arrival.kind)] } : arrival);
    if (one.state === "refused") {
      for (const kind of names) await forward({ type: "closed", kind, cells: [] });
      return undefined;
    }
    const { identity, clients } = one;
    const told: NonNullable<CollectOptions["on"]> = (event) => void (event.type === "started" || on(event));
    const seen = await collect({ ...options, identity, clients, regions, inFlight, on: told, onArrival: forward });
    clients.close();
    return seen;
  };
  const atOnce = pLimit(options.atOnce);
  const seen = (await Promise.all(accounts.map((one) => atOnce(() => lookAt(one))))).filter((one) => one !== undefined);
  return {
    collectedAt,
    calls: addedCalls(seen.map(({ calls }) => calls)),
    asked: added(seen.map(({ asked }) => asked)),
    gone: seen.reduce((sum, { gone }) => sum + gone, 0),
    unanswered: seen.reduce((sum, { unanswered }) => sum + unanswered, 0),
  };
};
