import type { Clock } from "./clock.ts";

/**
 * Lets calls go at the rate that AWS bears: additive increase, multiplicative decrease, shared by all who call the same operation
 * in the same account and region. Before the first throttle it doubles as TCP does, since most scans never meet one.
 */
export type Pacer = {
  /** Waits for a turn, and gives the round in which it was had; nothing if the time was up before. */
  turn: () => Promise<number | undefined>;
  succeeded: () => void;
  throttled: (round: number) => void;
  /** Whether a turn that was had in this round still holds: a throttle since then takes it back. */
  holds: (round: number) => boolean;
};

const first = { rate: 50, growth: 4 };
const least = 0.5;
/** How much faster it gets each second, in calls a second. */
const growth = 0.25;
/** A rate that held for a while is a little too high; one that hardly let a call through is far too high. */
const cut = { little: 0.8, far: 0.35, whileOf: 3 };
/** Late timers are made up for by so much of a second. */
const slack = 0.25;

export const createPacer = (clock: Clock, deadline: number): Pacer => {
  let rate = first.rate;
  let tokens = 1;
  let at = clock.now().getTime();
  let round = 0;
  let answered = 0;
  let line: Promise<unknown> = Promise.resolve();

  const refill = (): void => {
    const now = clock.now().getTime();
    tokens = Math.min(1 + rate * slack, tokens + (Math.max(0, now - at) / 1000) * rate);
    at = now;
  };
  const wait = async (): Promise<number | undefined> => {
    refill();
    while (tokens < 1 && at < deadline) {
      await clock.sleep(Math.max(1, ((1 - tokens) / rate) * 1000));
      refill();
    }
    if (at >= deadline) return undefined;
    tokens -= 1;
    return round;
  };
  return {
    // One after the other, each by the rate of its own moment.
    turn: () => {
      const mine = line.then(wait);
      line = mine.catch(() => undefined);
      return mine;
    },
    holds: (hadIn) => hadIn === round,
    succeeded: () => {
      answered += 1;
      rate += round === 0 ? first.growth : growth / rate;
    },
    // Calls that were already under way when the rate was cut say nothing about the new rate.
    throttled: (sentIn) => {
      if (sentIn !== round) return;
      refill();
      round += 1;
      rate = Math.max(least, rate * (round > 1 && answered >= cut.whileOf ? cut.little : cut.far));
      answered = 0;
      tokens = Math.min(tokens, 0);
    },
  };
};
