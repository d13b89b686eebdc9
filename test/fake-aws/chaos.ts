import { rollOf } from "./dice.ts";
import type { Fault, Struck } from "./faults.ts";

/** How often each fault strikes, 0 to 1. A denial is for good; the others strike each attempt anew. */
export type Rates = Partial<
  Record<"deny" | "throttle" | "fail" | "unavailable" | "reset" | "truncate" | "empty-page" | "stale-token" | "overlap" | "expire", number>
>;
export type Chaos = { seed: number; rates: Rates };

const faultOf: Readonly<Record<keyof Rates, Fault>> = {
  deny: { effect: "deny" },
  throttle: { effect: "throttle", perSecond: 0, burst: 0 },
  fail: { effect: "break", how: 500, share: 1 },
  unavailable: { effect: "break", how: 503, share: 1 },
  reset: { effect: "break", how: "reset", share: 1 },
  truncate: { effect: "break", how: "truncate", share: 1 },
  "empty-page": { effect: "empty-page", share: 1 },
  "stale-token": { effect: "forget-token", times: Number.POSITIVE_INFINITY },
  overlap: { effect: "overlap", by: 7 },
  expire: { effect: "expire", after: 0 },
};

const isName = (name: string): name is keyof Rates => Object.hasOwn(faultOf, name);
const names = Object.keys(faultOf).filter(isName);

/** The same share of every fault in the middle of all that can happen: what a bad day does. */
export const everyFault = (rate: number): Rates => ({
  deny: rate / 4,
  throttle: rate,
  fail: rate / 4,
  unavailable: rate / 4,
  reset: rate / 4,
  truncate: rate / 4,
  "empty-page": rate,
  "stale-token": rate / 4,
  overlap: rate,
});

/**
 * Faults of single calls, drawn from what is called and how often it was called before: the same schedule however the calls of
 * a scan fall into line.
 */
export const createChaos = ({ seed, rates }: Chaos) => {
  const attempts = new Map<string, number>();
  return (call: Struck): Fault[] => {
    // Who is asking for an identity is not asking for the estate: a scan that may not begin proves nothing.
    if (call.operation === "GetCallerIdentity") return [];
    const what = `${call.account} ${call.region} ${call.service} ${call.operation} ${call.body}`;
    const attempt = attempts.get(what) ?? 0;
    attempts.set(what, attempt + 1);
    return names
      .filter((name) => rollOf(`${seed} ${name} ${what} ${name === "deny" ? "" : attempt}`) < (rates[name] ?? 0))
      .map((name) => faultOf[name]);
  };
};
