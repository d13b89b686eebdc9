import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { iamAction } from "../../src/kinds/operation.ts";
import { generateSeed } from "../estates/generate.ts";
import { everyFault, type Chaos } from "../fake-aws/chaos.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { region } from "../fake-aws/samples.ts";
import { servedKinds as kinds } from "../fake-aws/served.ts";
import { startFakeAws, type FakeAwsOptions } from "../fake-aws/server.ts";
import { lies, losses, silences } from "../collect/agrees.ts";
import { departures, gaps, look, lookAt, passes, type Look } from "./look.ts";
import { aFault, anIndex, permissions } from "./schedules.ts";

/** SAGEWARDEN_RUNS=10 does ten times as much: for the night, not for the gate. */
const times = Math.max(1, Number(process.env["SAGEWARDEN_RUNS"] ?? 1));
const timeout = 120_000 * times;
const budgetSeconds = 120;

const anEstate = fc.record({ seed: fc.nat(), size: fc.integer({ min: 3, max: 40 }), history: fc.constantFrom(0, 0, 12) });

/** What must be so of every look, whatever was done to it. */
const expectHonest = (clean: readonly Look[], seen: Look, gone: readonly string[] = []): void => {
  const [first] = clean;
  if (!first) throw new Error("nothing to compare with");
  const untouched = { ...seen.estate, resources: seen.estate.resources.filter(({ id }) => !gone.includes(id)) };
  const names = first.estate.resources.flatMap(({ id, name }) => (gone.includes(id) ? [name] : []));
  expect(new Set(seen.estate.resources.map(({ id }) => id)).size).toBe(seen.estate.resources.length);
  expect(lies(first.estate, untouched)).toEqual([]);
  expect(losses(first.estate, seen.estate, names)).toEqual([]);
  expect(silences(seen.estate)).toEqual([]);
  expect(departures(clean, seen)).toEqual([]);
};

describe("Whatever AWS does to a scan", () => {
  it(
    "what was seen and what was declared unseen are the estate, and every verdict was truly observed",
    async () => {
      await fc.assert(
        fc.asyncProperty(anEstate, anIndex, fc.array(aFault, { maxLength: 5 }), fc.nat(), async (options, indexed, faults, dice) => {
          const seed = generateSeed(options);
          const clean = await lookAt({ seeds: [seed] });
          const seen = await lookAt({ seeds: [indexed(seed)], faults, dice }, { budgetSeconds });
          expectHonest([clean], seen);
        }),
        { numRuns: 25 * times },
      );
    },
    timeout,
  );

  it(
    "what is deleted or made anew meanwhile is judged as it was or as it is, and never as a mixture",
    async () => {
      const described = kinds.flatMap(({ describe: describes }) => describes.slice(0, 1).map(({ operation }) => operation.name));
      const anUpheaval = fc.record({
        operation: fc.constantFrom(...described),
        effect: fc.constantFrom("delete" as const, "recreate" as const),
      });
      await fc.assert(
        fc.asyncProperty(anEstate, anUpheaval, fc.nat(), fc.array(aFault, { maxLength: 2 }), async (options, upheaval, which, faults) => {
          const seed = generateSeed(options);
          const kind = kinds.find((one) => one.describe[0]?.operation.name === upheaval.operation);
          const documents = seed.resources[kind?.name ?? ""] ?? [];
          const [target, model] = [documents[which % documents.length], documents[(which + 1) % documents.length]];
          if (!kind || !target || !model) return;
          const path = Object.values(kind.describe[0]?.input ?? {}).at(-1);
          const about = JSON.stringify(target[typeof path === "string" ? path : ""]);
          const striking: Fault =
            upheaval.effect === "delete"
              ? { ...upheaval, effect: "delete", about }
              : { ...upheaval, effect: "recreate", about, document: model };
          const before = await lookAt({ seeds: [seed] });
          await using fake = await startFakeAws({ seeds: [seed], faults: [striking, ...faults] });
          const seen = await look(fake, { budgetSeconds });
          fake.calm();
          const after = await look(fake);
          expectHonest(
            [before, after],
            seen,
            fake.upheavals.map(({ arn }) => arn),
          );
        }),
        { numRuns: 20 * times },
      );
    },
    timeout,
  );

  it("a region that is switched off says so, and the others are judged as if it were not there", async () => {
    const elsewhere = "ap-east-1";
    const seed = generateSeed({ seed: 8, size: 25 });
    const clean = await lookAt({ seeds: [seed] });
    const off: Fault = { effect: "region-off", region: elsewhere };
    const seen = await lookAt(
      { seeds: [seed, generateSeed({ seed: 9, size: 25, region: elsewhere })], faults: [off] },
      { regions: [elsewhere, region] },
    );
    expectHonest([clean], seen);
    expect(new Set(seen.estate.coverage.filter((cell) => cell.region === elsewhere).map(({ state }) => state))).toEqual(
      new Set(["region-disabled"]),
    );
  });
});

describe("At any rate of faults", () => {
  const looked = async (seed: number, chaos: Chaos): Promise<void> => {
    const world: FakeAwsOptions = { seeds: [generateSeed({ seed, size: 45 })], faults: [{ effect: "short-pages", most: 4 }] };
    const clean = await lookAt(world);
    const seen = await lookAt({ ...world, chaos }, { budgetSeconds: 3600 });
    expectHonest([clean], seen);
    if (Object.values(chaos.rates).every((rate) => rate === 0)) expect(seen).toEqual(clean);
  };

  it.each([0, 0.01, 0.05, 0.2, 0.5])(
    "(%f) no verdict differs from the clean run's except to unknown",
    async (rate) => {
      for (let seed = 0; seed < 3 * times; seed++) await looked(seed, { seed, rates: everyFault(rate) });
    },
    timeout,
  );

  it.each(["throttle", "fail", "reset", "truncate", "empty-page", "stale-token", "overlap", "deny", "expire"] as const)(
    "half of all calls (%s) at once",
    async (name) => {
      for (let seed = 0; seed < times; seed++) await looked(seed, { seed, rates: { [name]: 0.5 } });
    },
    timeout,
  );

  it("endless throttling ends as throttled out, within the time that was given", async () => {
    const seeds = [generateSeed({ seed: 11, size: 40 })];
    await using fake = await startFakeAws({ seeds, chaos: { seed: 1, rates: { throttle: 1 } } });
    const began = fake.clock.now().getTime();
    const seen = await look(fake, { budgetSeconds });
    expect((fake.clock.now().getTime() - began) / 1000).toBeLessThan(budgetSeconds * 1.5);
    expect(seen.verdicts.size).toBe(0);
    expect(gaps(seen)).toHaveLength(seen.estate.coverage.length);
    const states = seen.estate.coverage.filter(({ phase }) => phase === "list").map(({ state }) => state);
    expect(states).toHaveLength(kinds.length);
    expect(states.filter((state) => state !== "throttled-out" && state !== "not-reached")).toEqual([]);
    expect(states).toContain("throttled-out");
  });
});

describe("A permission that is taken away", () => {
  const world = { seeds: [generateSeed({ seed: 21, size: 40 })] };
  let clean: Look;
  /** What the collector does without, at the cost of more calls. */
  const spare = ["Search", "GetResources"];
  beforeAll(async () => {
    clean = await lookAt(world);
  }, timeout);
  const without = async (...actions: readonly string[]): Promise<void> => {
    const operations = actions.flatMap((action) => permissions.get(action) ?? []);
    const faults = operations.map(({ service, name }): Fault => ({ effect: "deny", service, operation: name }));
    const seen = await lookAt({ ...world, faults });
    const known = new Set(passes(clean));
    expect(passes(seen).filter((what) => !known.has(what))).toEqual([]);
    expectHonest([clean], seen);
    const needed = operations.filter(({ service, name }) => clean.asked.has(`${service}:${name}`) && !spare.includes(name)).map(iamAction);
    // What is not listed is not described either, so that one of two may be named for both.
    if (needed.length > 0) expect(gaps(seen).some(({ detail }) => needed.some((action) => detail?.includes(action)))).toBe(true);
  };

  it.each([...permissions.keys()])("(%s) adds no pass", async (action) => {
    await without(action);
  });

  it(
    "together with another adds no pass",
    async () => {
      const pair = fc.uniqueArray(fc.constantFrom(...permissions.keys()), { minLength: 2, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(pair, (actions) => without(...actions)),
        { numRuns: 15 * times },
      );
    },
    timeout,
  );
});
