import { describe, expect, it } from "vitest";
import { scan } from "../collect/scan.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { servedKinds } from "../fake-aws/served.ts";
import { createStore } from "../fake-aws/store.ts";
import { generateSeed } from "./generate.ts";

const total = ({ resources }: ReturnType<typeof generateSeed>): number =>
  Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);

describe("A generated estate", () => {
  it("is the same for the same seed, and another for another", () => {
    const made = (seed: number): string => JSON.stringify(generateSeed({ seed, size: 200 }));
    expect(made(1)).toBe(made(1));
    expect(made(1)).not.toBe(made(2));
  });

  it("is of the size that was asked for, and of every kind", () => {
    const seed = generateSeed({ seed: 3, size: 500 });
    expect(Math.abs(total(seed) - 500)).toBeLessThanOrEqual(5);
    expect(Object.values(seed.resources).every((documents) => documents.length > 0)).toBe(true);
    expect(Object.keys(seed.resources)).toHaveLength(kinds.length);
  });

  it("holds only what AWS's own model knows", () => {
    for (let seed = 0; seed < 5; seed++) {
      expect(() => createStore([generateSeed({ seed, size: 300, history: 5 })], virtualClock("2026-11-21T12:00:00Z"))).not.toThrow();
    }
  });

  it("is served and collected whole", async () => {
    const seed = generateSeed({ seed: 4, size: 150, history: 230 });
    const { estate } = await scan({ seeds: [seed] }, { kinds: servedKinds });
    expect(estate.resources).toHaveLength(total(seed) + 230);
    expect(estate.resources.flatMap(({ unknown }) => Object.values(unknown).map(({ detail }) => detail))).toEqual([]);
    expect(new Set(estate.coverage.map(({ state }) => state))).toEqual(new Set(["complete"]));
  });
});

describe("A history of half a million jobs", () => {
  const seed = generateSeed({ seed: 5, size: 0, history: 462_000 });
  const [history] = seed.histories ?? [];
  if (!history) throw new Error("no history");

  it("makes each job only when it is asked for, and always the same", () => {
    const before = process.memoryUsage().heapUsed;
    const oldest = history.document(461_999);
    expect(history.document(461_999)).toEqual(oldest);
    expect(history.indexOf(String(oldest["TrainingJobName"]))).toBe(461_999);
    expect(Date.parse(String(oldest["CreationTime"]))).toBeLessThan(Date.parse(String(history.document(0)["CreationTime"])));
    expect(history.indexOf("pipeline-run-462000")).toBeUndefined();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  });
});
