import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { addTags, noTags } from "../../src/collect/bulk-tags.ts";
import { generateSeed } from "../estates/generate.ts";
import type { Organization } from "../estates/place.ts";
import type { Seed } from "../fake-aws/store.ts";
import { denied } from "./world.ts";
import { scan, type Scan } from "./scan.ts";

const total = ({ resources }: Seed): number => Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);
const perResource = ({ fake }: Scan, count: number): number => fake.log.entries.filter(({ service }) => service !== "sts").length / count;

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

  it(`costs at most ${most} calls for each, cold and without Search`, async () => {
    const cold = await scan({ seeds: [seed], faults: denied("Search") });
    expect(perResource(cold, total(seed))).toBeLessThanOrEqual(most);
  });
});
