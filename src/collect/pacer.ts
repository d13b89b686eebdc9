import type { Clock } from "./clock.ts";

/**
 * Lets calls go as fast as AWS bears, for all who call the same operation in the same account and region. Until the first throttle as
 * many may be under way as were borne so far, and half as many again; after it, calls go by the rate that AWS was seen to give.
 */
export type Pacer = {
  /** Waits for a turn, and gives the round in which it was had; nothing if the time was up before. */
  turn: () => Promise<number | undefined>;
  /** What became of a turn: a call that AWS took, one that it throttled, or nothing that says anything of its rate. */
  ended: (round: number, how: "taken" | "throttled" | "unsaid") => void;
  /** Whether a turn that was had in this round still holds: a throttle since then takes it back. */
  holds: (round: number) => boolean;
};

/** Under way at first, and what each call that was taken adds. */
const window = { first: 4, growth: 0.25 };
/** Calls a second: right after the first throttle, and whatever happens. */
const rates = { first: 6, least: 0.5 };
/** By the second: fast while nothing is known of AWS's rate, and later the faster the longer nothing was throttled. */
const growth = { unknown: 1.2, afterThrottle: 0.3, perSecondSince: 0.002 };
/** AWS gives calls at a steady rate and saves up a few. It has none left at a throttle, so that it gave between two what was taken. */
const estimate = { least: 4, kept: 0.5, below: 0.97, saved: 0.5 };
/** Where too little was taken between two throttles to know a rate by. */
const cut = 0.7;
/** Late timers are made up for by so much of a second. */
const slack = 0.25;

/** The rate that AWS gives, by what it took from one throttle to the next; older times count for less. */
const createEstimate = () => {
  let [taken, seconds] = [0, 0];
  return (more: { taken: number; seconds: number }): number | undefined => {
    // It may have saved up a call while the throttle was on its way: in a short time that would look like a higher rate.
    taken = taken * estimate.kept + Math.max(0, more.taken - estimate.saved);
    seconds = seconds * estimate.kept + more.seconds;
    return taken >= estimate.least && seconds > 0 ? taken / seconds : undefined;
  };
};

/** Calls by a rate, from the first throttle on. */
const createRate = (now: () => number) => {
  const given = createEstimate();
  let [rate, tokens, isKnown, haste] = [rates.first, 0, false, growth.unknown];
  let [at, began, taken] = [now(), now(), 0];
  const refill = (): void => {
    const seconds = Math.max(0, now() - at) / 1000;
    at = now();
    tokens = Math.min(1 + rate * slack, tokens + seconds * rate);
    const since = (at - began) / 1000;
    rate *= Math.exp(seconds * (isKnown ? growth.perSecondSince * since : haste));
  };
  return {
    /** Milliseconds until a call may go. */
    missing: (): number => {
      refill();
      return tokens >= 1 ? 0 : Math.max(1, ((1 - tokens) / rate) * 1000);
    },
    spend: (): void => void (tokens -= 1),
    taken: (): void => void (taken += 1),
    throttled: (): void => {
      refill();
      const seen = given({ taken, seconds: (at - began) / 1000 });
      isKnown ||= seen !== undefined;
      haste *= growth.afterThrottle;
      rate = Math.max(rates.least, seen === undefined ? rate * cut : Math.min(rate, seen * estimate.below));
      [tokens, began, taken] = [Math.min(tokens, 0), at, 0];
    },
  };
};

export const createPacer = (clock: Clock, deadline: number): Pacer => {
  const now = (): number => clock.now().getTime();
  let rate: ReturnType<typeof createRate> | undefined;
  let [round, underWay, mayBe] = [0, 0, window.first];
  let wake: () => void = () => undefined;
  let line: Promise<unknown> = Promise.resolve();

  /** A turn is there, or this must be waited for first. */
  const next = (): Promise<void> | undefined => {
    if (!rate) return underWay < Math.floor(mayBe) ? undefined : new Promise((resolve) => (wake = resolve));
    const missing = rate.missing();
    return missing === 0 ? undefined : clock.sleep(missing);
  };
  const wait = async (): Promise<number | undefined> => {
    for (let waiting = next(); ; waiting = next()) {
      if (now() >= deadline) return undefined;
      if (!waiting) break;
      await waiting;
    }
    rate?.spend();
    underWay += 1;
    return round;
  };
  /** Calls that were already under way when the rate was cut say nothing about the new rate. */
  const learn = (how: "taken" | "throttled"): void => {
    if (how === "throttled") {
      round += 1;
      if (rate) rate.throttled();
      else rate = createRate(now);
    } else if (rate) rate.taken();
    else mayBe += window.growth;
  };
  return {
    // One after the other, each by the rate of its own moment.
    turn: () => {
      const mine = line.then(wait);
      line = mine.catch(() => undefined);
      return mine;
    },
    holds: (hadIn) => hadIn === round,
    ended: (hadIn, how) => {
      underWay -= 1;
      if (hadIn === round && how !== "unsaid") learn(how);
      wake();
    },
  };
};
