import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/collect/pacer.ts";
import { dice } from "../fake-aws/dice.ts";

/** SAGEWARDEN_RUNS=10 does ten times as much: for the night, not for the gate. */
const times = Math.max(1, Number(process.env["SAGEWARDEN_RUNS"] ?? 1));

/** Time that jumps to the next thing that is due once nobody has anything left to do. */
const eventClock = () => {
  let now = 0;
  const due: { at: number; wake: () => void }[] = [];
  return {
    now: () => new Date(now),
    sleep: (milliseconds: number) => new Promise<void>((wake) => void due.push({ at: now + milliseconds, wake })),
    run: async (work: Promise<unknown>): Promise<number> => {
      let done = false;
      void work.finally(() => (done = true));
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return now / 1000;
        due.sort((a, b) => a.at - b.at);
        const next = due.shift();
        if (!next) throw new Error("Everybody waits and nothing is due.");
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
};

/** `faultEvery`: one of so many calls that it takes ends in a passing fault. `jitter`: by what part of it the latency varies, by a seed. */
type Service = {
  calls: number;
  perSecond: number;
  burst: number;
  latency?: number;
  deadline?: number;
  faultEvery?: number;
  jitter?: number;
  workers?: number;
  seed?: number;
  /** From so many seconds on, another rate. */
  then?: { after: number; perSecond: number };
};

/** So many calls by so many workers against a service that throttles by token bucket. */
const simulate = async (service: Service) => {
  const { calls, perSecond, burst, latency = 40, deadline = Infinity, faultEvery = Infinity, jitter = 0, workers = 20, seed = 1 } = service;
  const roll = dice(seed);
  const clock = eventClock();
  const pacer = createPacer(clock, deadline);
  let tokens = burst;
  let at = 0;
  let [throttled, done, late, left, taken] = [0, 0, 0, calls, 0];
  const take = (): boolean => {
    const now = clock.now().getTime();
    const rate = service.then && now >= 1000 * service.then.after ? service.then.perSecond : perSecond;
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  const one = async (): Promise<void> => {
    for (;;) {
      const round = await pacer.turn();
      if (round === undefined) return void late++;
      const way = (latency * (1 + jitter * (roll() - 0.5))) / 2;
      await clock.sleep(way);
      const isTaken = take();
      await clock.sleep(way);
      if (!isTaken) {
        throttled++;
        pacer.ended(round, "throttled");
      } else if (++taken % faultEvery === 0) {
        pacer.ended(round, "unsaid");
        await clock.sleep(100);
      } else {
        pacer.ended(round, "taken");
        return void done++;
      }
    }
  };
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  const seconds = await clock.run(Promise.all(Array.from({ length: workers }, worker)));
  return { seconds, throttled, done, late };
};

describe("The pacer", () => {
  it.each([
    { calls: 200, perSecond: 5, burst: 10 },
    { calls: 1000, perSecond: 10, burst: 20 },
    { calls: 2000, perSecond: 50, burst: 50 },
  ])("answers all of $calls calls at $perSecond a second near the floor, with few throttles", async (service) => {
    const floor = (service.calls - service.burst) / service.perSecond;
    const { seconds, throttled, done } = await simulate(service);
    expect(done).toBe(service.calls);
    expect(seconds).toBeLessThan(floor * 1.5);
    expect(throttled).toBeLessThan(service.calls / 10);
  });

  it("answers 10,000 calls at 10 a second with one fault in a hundred within a tenth of the floor", async () => {
    const { seconds, throttled, done } = await simulate({ calls: 10_000, perSecond: 10, burst: 20, faultEvery: 100 });
    expect(done).toBe(10_000);
    expect(seconds).toBeLessThan(998 * 1.1);
    expect(throttled).toBeLessThan(200);
  });

  it("takes a turn back that was had before a throttle", async () => {
    const clock = eventClock();
    const pacer = createPacer(clock, Infinity);
    const first = pacer.turn();
    await clock.run(first);
    const round = await first;
    if (round === undefined) throw new Error("no turn");
    expect(pacer.holds(round)).toBe(true);
    pacer.ended(round, "throttled");
    expect(pacer.holds(round)).toBe(false);
  });

  it(
    "loses nothing, stays near the floor and is seldom throttled whatever the rate, the burst and the latency",
    async () => {
      const services = fc.record({
        perSecond: fc.integer({ min: 3, max: 20 }),
        burst: fc.integer({ min: 5, max: 20 }),
        latency: fc.integer({ min: 10, max: 200 }),
        jitter: fc.constantFrom(0, 0.5),
        workers: fc.constantFrom(16, 20),
        seed: fc.nat(),
      });
      await fc.assert(
        fc.asyncProperty(services, async (service) => {
          const { seconds, throttled, done } = await simulate({ ...service, calls: 200 });
          expect(done).toBe(200);
          expect(throttled / (done + throttled)).toBeLessThan(0.1);
          expect(seconds).toBeLessThan(1.5 * ((200 - service.burst) / service.perSecond));
        }),
        { numRuns: 150 * times },
      );
    },
    60_000 * times,
  );

  it("finds a rate anew that has become another", async () => {
    for (const [before, after] of [
      [20, 4],
      [4, 20],
    ] as const) {
      const { seconds, done } = await simulate({ calls: 1200, perSecond: before, burst: 10, then: { after: 20, perSecond: after } });
      const floor = 20 + (1200 - 10 - 20 * before) / after;
      expect(done).toBe(1200);
      expect(seconds).toBeLessThan(1.7 * floor);
    }
  });

  it("hardly slows down a service that never throttles", async () => {
    const { seconds, throttled } = await simulate({ calls: 1000, perSecond: 1e9, burst: 1e9 });
    expect(throttled).toBe(0);
    // 1,000 calls of 40 ms by 20 workers take 2 s.
    expect(seconds).toBeLessThan(2 * 1.3);
  });

  it("ends at its deadline against a service that throttles for ever", async () => {
    const { seconds, done, late } = await simulate({ calls: 100, perSecond: 0, burst: 0, deadline: 60_000 });
    expect(done).toBe(0);
    expect(late).toBe(100);
    expect(seconds).toBeLessThan(65);
  });
});
