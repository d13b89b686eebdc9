import type { CollectEvent } from "../index.ts";

/** What is known of a scan that is under way. */
export type Progress = {
  accounts: readonly string[];
  regions: readonly string[];
  /** Kinds, once for each account and region. */
  kinds: { done: number; total: number };
  resources: number;
  calls: number;
  callsPerSecond: number;
  throttled: number;
  /** Null until there is something to reckon from. */
  secondsLeft: number | null;
};

const window = 5_000;

type Listed = { seen: number; read: number };

/** How often something happened in the last seconds: a throttle changes the rate at once. */
const recentRate = (milliseconds: () => number): { count: () => void; perSecond: () => number } => {
  const began = milliseconds();
  const times: number[] = [];
  const forget = (): number => {
    const now = milliseconds();
    while (times[0] !== undefined && times[0] < now - window) times.shift();
    return now;
  };
  return {
    count: () => void times.push(forget()),
    perSecond: () => {
      const seconds = Math.min(forget() - began, window) / 1000;
      return Math.round((times.length * 10) / Math.max(1, seconds)) / 10;
    },
  };
};

export type Tally = { take: (event: CollectEvent) => void; now: () => Progress };

/** Sooner than this a guess about the time that is left would only jump about. */
const leastSeconds = 3;
const leastShare = 0.03;

type Spot = { account: string; region: string; kind: string };
const placeOf = ({ account, region, kind }: Spot): string => `${account} ${region} ${kind}`;

const secondsLeft = (seconds: number, share: number): number | null =>
  seconds < leastSeconds || share < leastShare ? null : Math.round((seconds * (1 - share)) / share);

/** Counts the events of a scan. Kinds whose list is still open count by the part of what was listed that has been read. */
export const progressTally = (milliseconds: () => number): Tally => {
  const began = milliseconds();
  const accounts = new Set<string>();
  const regions = new Set<string>();
  const done = new Set<string>();
  const open = new Map<string, Listed>();
  const rate = recentRate(milliseconds);
  let [total, resources, calls, throttled] = [0, 0, 0, 0];

  const listedAt = (spot: Spot): Listed => {
    const found = open.get(placeOf(spot)) ?? { seen: 0, read: 0 };
    open.set(placeOf(spot), found);
    return found;
  };
  const share = (): number => {
    const begun = [...open.values()].reduce((sum, { seen, read }) => sum + (seen === 0 ? 0 : (0.9 * read) / seen), 0);
    return total === 0 ? 0 : Math.min(1, (done.size + begun) / total);
  };
  const take = (event: CollectEvent): void => {
    if (event.type === "started") {
      accounts.add(event.account);
      event.regions.forEach((region) => regions.add(region));
      total += event.regions.length * event.kinds.length;
    } else if (event.type === "call") {
      calls += 1;
      throttled += Number(event.outcome === "throttled");
      rate.count();
    } else if (event.type === "listed") listedAt(event).seen = event.seen;
    else if (event.type === "resource") {
      resources += 1;
      listedAt(event).read += 1;
    } else if (event.cell.phase === "list") {
      done.add(placeOf(event.cell));
      open.delete(placeOf(event.cell));
    }
  };
  const now = (): Progress => ({
    accounts: [...accounts],
    regions: [...regions],
    kinds: { done: done.size, total },
    resources,
    calls,
    callsPerSecond: rate.perSecond(),
    throttled,
    secondsLeft: secondsLeft((milliseconds() - began) / 1000, share()),
  });
  return { take, now };
};
