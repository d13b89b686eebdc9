import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/collect/pacer.ts";

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

/** `faultEvery`: one of so many calls that it takes ends in a passing fault. */
type Service = { calls: number; perSecond: number; burst: number; latency?: number; deadline?: number; faultEvery?: number };

/** So many calls by 20 workers against a service that throttles by token bucket. */
const simulate = async ({ calls, perSecond, burst, latency = 40, deadline = Infinity, faultEvery = Infinity }: Service) => {
  const clock = eventClock();
  const pacer = createPacer(clock, deadline);
  let tokens = burst;
  let at = 0;
  let [throttled, done, late, left, taken] = [0, 0, 0, calls, 0];
  const take = (): boolean => {
    const now = clock.now().getTime();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  const one = async (): Promise<void> => {
    for (;;) {
      const round = await pacer.turn();
      if (round === undefined) return void late++;
      await clock.sleep(latency);
      if (take()) {
        if (++taken % faultEvery === 0) {
          await clock.sleep(100);
          continue;
        }
        pacer.succeeded();
        return void done++;
      }
      throttled++;
      pacer.throttled(round);
    }
  };
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  const seconds = await clock.run(Promise.all(Array.from({ length: 20 }, worker)));
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
    pacer.throttled(round);
    expect(pacer.holds(round)).toBe(false);
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
