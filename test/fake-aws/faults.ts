import type { JsonObject } from "../../src/estate/json.ts";
import type { VirtualClock } from "./clock.ts";
import { dice } from "./dice.ts";
import type { Denier } from "./errors.ts";

/** Where a fault strikes: everything left out matches all. `about` is text that the request must hold, such as a name. */
export type Scope = { account?: string; region?: string; service?: string; operation?: string; about?: string };

/** `share` is the part of the calls that it hits, 0 to 1. */
export type Effect =
  | { effect: "deny"; by?: Denier }
  | { effect: "throttle"; perSecond: number; burst: number }
  | { effect: "fail"; type: string; message: string; status?: number }
  | { effect: "latency"; milliseconds: number }
  | { effect: "jitter"; upTo: number }
  | { effect: "break"; how: 500 | 503 | "reset" | "truncate"; share: number }
  | { effect: "expire"; after: number }
  | { effect: "unknown-operation" }
  | { effect: "region-off" }
  | { effect: "empty-page"; share: number }
  | { effect: "overlap"; by: number }
  /** AWS may give fewer than it was asked for. */
  | { effect: "short-pages"; most: number }
  | { effect: "loop" }
  | { effect: "forget-token"; times: number }
  | { effect: "vanish"; name: string }
  /** What the call describes is deleted, for good, right before it is answered. */
  | { effect: "delete" }
  /** It is deleted and made again under its name, once, right before the call is answered. */
  | { effect: "recreate"; document?: JsonObject };

export type Fault = Scope & Effect;
export type Struck = { account: string; region: string; service: string; operation: string; body: string };

const strikes = (fault: Fault, call: Struck): boolean =>
  (fault.account === undefined || fault.account === call.account) &&
  (fault.region === undefined || fault.region === call.region) &&
  (fault.service === undefined || fault.service === call.service) &&
  (fault.operation === undefined || fault.operation === call.operation) &&
  (fault.about === undefined || call.body.includes(fault.about));

type Bucket = { tokens: number; at: number };

export type Faults = ReturnType<typeof createFaults>;

export const createFaults = (list: readonly Fault[], clock: VirtualClock, seed: number) => {
  const roll = dice(seed);
  const buckets = new Map<string, Bucket>();
  const counts = new Map<Fault, number>();
  const current = [...list];

  const take = (fault: Fault & { effect: "throttle" }, call: Struck): boolean => {
    const key = `${current.indexOf(fault)} ${call.account} ${call.region} ${call.operation}`;
    const now = clock.now().getTime();
    const bucket = buckets.get(key) ?? { tokens: fault.burst, at: now };
    bucket.tokens = Math.min(fault.burst, bucket.tokens + ((now - bucket.at) / 1000) * fault.perSecond);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
  const count = (fault: Fault): number => {
    const before = counts.get(fault) ?? 0;
    counts.set(fault, before + 1);
    return before;
  };
  const happens = (fault: Fault, call: Struck): boolean => {
    if (fault.effect === "throttle") return !take(fault, call);
    if (fault.effect === "break" || fault.effect === "empty-page") return roll() < fault.share;
    if (fault.effect === "expire") return count(fault) >= fault.after;
    if (fault.effect === "recreate") return count(fault) === 0;
    if (fault.effect === "forget-token") return /NextToken|continuation-token=|Marker=/i.test(call.body) && count(fault) < fault.times;
    return true;
  };
  return {
    add: (fault: Fault): void => {
      current.push(fault);
    },
    clear: (): void => {
      current.length = 0;
    },
    /** The faults that strike this call, in the order they were given. */
    striking: (call: Struck): Fault[] =>
      current
        .filter((fault) => strikes(fault, call) && happens(fault, call))
        .map((fault) => (fault.effect === "jitter" ? { effect: "latency", milliseconds: roll() * fault.upTo } : fault)),
  };
};
