import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan.ts";
import { parseConfig } from "../../src/config/load.ts";
import type { Wanted } from "../../src/estate/wanted.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { wantedBy } from "../../src/index.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { generateSeed } from "../estates/generate.ts";
import type { Organization } from "../estates/place.ts";
import type { Seed } from "../fake-aws/store.ts";
import { floorOf } from "./floor.ts";
import { denied } from "./world.ts";
import { scan, type Scan } from "./scan.ts";

const callsOf = ({ fake }: Scan): number => fake.log.entries.filter(({ service }) => service !== "sts").length;

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const baseline = wantedBy(parseConfig("profile: baseline", "sagewarden.yaml").config, catalogue);
const planned = (wanted?: Wanted) => planCalls(kinds, wanted, { trustSearch: false });

/** Calls for each resource, cold, without Search, and how much more than the fewest that show as much. */
const costOf = async (seed: Seed, wanted?: Wanted): Promise<{ each: number; overFloor: number }> => {
  const cold = await scan({ seeds: [seed], faults: denied("Search") }, wanted ? { wanted } : {});
  // To be told that there is no Search is a call that no plan can spare.
  const floor = floorOf(planned(wanted), seed) + 1;
  return { each: callsOf(cold) / cold.estate.resources.length, overFloor: callsOf(cold) / floor };
};

/**
 * What a scan costs today, of each resource: of every field, and of what the rules of the default profile read. The aim is 1.05, which
 * the rules' fields of a thousand resources reach. With two hundred, the lists of fifty kinds are a quarter of a call for each, and of
 * an enterprise a tenth has no tags, which is asked for once more each. The floor says so. docs/benchmarks.md has the shares.
 */
describe.each<[number, Organization, { all: number; chosen: number }]>([
  [200, "platform", { all: 1.36, chosen: 1.26 }],
  [1000, "platform", { all: 1.16, chosen: 1.05 }],
  [1000, "enterprise", { all: 1.22, chosen: 1.11 }],
])("An estate of %d over all kinds (%s)", (size, organization, most) => {
  const seed = generateSeed({ seed: size, size, organization });

  it.each([
    ["every field", most.all, undefined],
    ["what the rules of the default profile read", most.chosen, baseline],
  ])("costs, of %s, at most %f calls for each, cold and without Search, near the fewest that there can be", async (_, least, wanted) => {
    const { each, overFloor } = await costOf(seed, wanted);
    expect(each).toBeLessThanOrEqual(least);
    expect(overFloor).toBeGreaterThanOrEqual(1);
    expect(overFloor).toBeLessThanOrEqual(1.03);
  });
});
