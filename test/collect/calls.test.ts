import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan.ts";
import { parseConfig } from "../../src/config/load.ts";
import type { Resource } from "../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Wanted } from "../../src/estate/wanted.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { wantedBy } from "../../src/index.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { addTags, noTags } from "../../src/collect/bulk-tags.ts";
import { generateSeed } from "../estates/generate.ts";
import type { Organization } from "../estates/place.ts";
import type { Seed } from "../fake-aws/store.ts";
import { floorOf } from "./floor.ts";
import { denied } from "./world.ts";
import { scan, type Scan } from "./scan.ts";

const total = ({ resources }: Seed): number => Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);
const callsOf = ({ fake }: Scan): number => fake.log.entries.filter(({ service }) => service !== "sts").length;

/** What is said of it by others: its groups, where a seed has them so, and its ARN in its list. */
const elsewhere = ({ name }: Kind, { Arn = null }: JsonObject, groups: Json | undefined): JsonObject => ({
  ...(groups !== undefined && { SecurityGroups: groups }),
  ...(name === "kms-key" && { KeyArn: Arn }),
});

/** What a document says, read at once and not pieced together from summaries, descriptions and an index. */
const saidBy = (kind: Kind, { Tags, OpenGroups, ...document }: JsonObject): JsonObject => ({
  ...readFields(kind.fields, "api", { ...document, ...elsewhere(kind, document, OpenGroups) }, () => undefined).config,
  ...(kind.tags.from === "nowhere" ? {} : { tags: addTags(noTags(), Tags) }),
});

const inOrder = (configs: readonly unknown[]): string[] => configs.map((config) => JSON.stringify(config)).sort();
const sorted = (config: JsonObject): JsonObject => Object.fromEntries(Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const ofKind = (resources: readonly Resource[], { name }: Kind): Resource[] => resources.filter((one) => one.kind === name);

/**
 * Of the others, a document does not say by itself what is looked up beside it or known by its summary alone, and of a bucket that
 * bears no mark of the estate only the name is read: every-kind.test.ts and around.test.ts hold these to what was seeded.
 */
const isTold = ({ name, recognition, ours }: Kind): boolean => !recognition && !ours && name !== "kms-key";

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

  it("is found as it was seeded, with every field and tag", async () => {
    const { estate } = await scan({ seeds: [seed] });
    expect(estate.resources).toHaveLength(total(seed));
    expect(estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    const told = estate.resources.filter((one) => kinds.some((kind) => kind.name === one.kind && isTold(kind)));
    expect(told.filter(({ unknown }) => Object.keys(unknown).length > 0).map(({ id }) => id)).toEqual([]);
    for (const kind of kinds.filter(isTold)) {
      const seeded = (seed.resources[kind.name] ?? []).map((document) => sorted(saidBy(kind, document)));
      expect(inOrder(ofKind(estate.resources, kind).map(({ config }) => sorted(config))), kind.name).toEqual(inOrder(seeded));
    }
  });

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
