import { describe, expect, it } from "vitest";
import { generateSeed } from "../estates/generate.ts";
import type { Organization } from "../estates/place.ts";
import type { Seed } from "../fake-aws/store.ts";
import { denied } from "./world.ts";
import { scan, type Scan } from "./scan.ts";

const total = ({ resources }: Seed): number => Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);
const perResource = ({ fake }: Scan, count: number): number => fake.log.entries.filter(({ service }) => service !== "sts").length / count;

/**
 * What a scan of everything costs today, of each resource. The aim is 1.05: lists and bulk tags of forty kinds are a good part of so
 * few resources, and what has no tags is asked for them once more. docs/benchmarks.md has the shares.
 */
describe.each<[number, Organization, number]>([
  [200, "platform", 1.62],
  [1000, "platform", 1.22],
  [1000, "enterprise", 1.28],
])("An estate of %d over all kinds (%s)", (size, organization, most) => {
  const seed = generateSeed({ seed: size, size, organization });

  it(`costs at most ${most} calls for each, cold and without Search`, async () => {
    const cold = await scan({ seeds: [seed], faults: denied("Search") });
    expect(perResource(cold, total(seed))).toBeLessThanOrEqual(most);
  });
});
