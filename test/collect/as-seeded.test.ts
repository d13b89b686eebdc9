import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { addTags, noTags } from "../../src/collect/bulk-tags.ts";
import { generateSeed } from "../estates/generate.ts";
import type { Organization } from "../estates/place.ts";
import type { Seed } from "../fake-aws/store.ts";
import { scan } from "./scan.ts";

const total = ({ resources }: Seed): number => Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);

/** What is said of it by others: its groups, which have documents of their own, and its ARN in its list. */
const elsewhere = ({ name }: Kind, { Arn = null, SecurityGroups }: JsonObject, { resources }: Seed): JsonObject => {
  if (name === "kms-key") return { KeyArn: Arn };
  if (name !== "ec2-notebook" || !Array.isArray(SecurityGroups)) return {};
  const groups = resources["security-group"] ?? [];
  const whole = SecurityGroups.filter(isObject).map((one) => ({ ...one, ...groups.find(({ GroupId }) => GroupId === one["GroupId"]) }));
  return { SecurityGroups: whole };
};

/** What a document says, read at once and not pieced together from summaries, descriptions and an index. */
const saidBy = (kind: Kind, { Tags, ...document }: JsonObject, seed: Seed): JsonObject => ({
  ...readFields(kind.fields, "api", { ...document, ...elsewhere(kind, document, seed) }, () => undefined).config,
  ...(kind.tags.from === "nowhere" ? {} : { tags: addTags(noTags(), Tags) }),
});

/** Every bucket that something seeded says it reads from or writes to, where its kind has a relation to say so. */
const meantIn = (seed: Seed): Set<string> => {
  const names = kinds.flatMap((kind) =>
    Object.entries(kind.relations).flatMap(([path, { to, on }]) => {
      const [, list] = /^(\w+)\[\*\]/.exec(path) ?? [];
      const [own = ""] = Object.keys(on);
      if (to !== "s3-bucket") return [];
      const configs = (seed.resources[kind.name] ?? []).map((document) => saidBy(kind, document, seed));
      const holders = configs.flatMap((config) => (list === undefined ? [config] : [config[list] ?? []].flat())).filter(isObject);
      return holders.map((holder) => /^s3:\/\/([^/]+)/.exec(String(holder[own]))?.[1] ?? "");
    }),
  );
  return new Set(names);
};

/** Of a bucket that bears no mark of the estate, and that nothing in it means, no more is asked than how it is called. */
const isLookedAt = ({ ours }: Kind, config: JsonObject, meant: ReadonlySet<string>): boolean =>
  !ours ||
  meant.has(String(config["name"])) ||
  ours.names.test(String(config["name"])) ||
  ours.tagKeys.some((key) => isObject(config["tags"]) && Object.hasOwn(config["tags"], key));

const sorted = (config: JsonObject): JsonObject => Object.fromEntries(Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const inOrder = (configs: readonly (JsonObject | Json)[]): string[] => configs.map((config) => JSON.stringify(config)).sort();

const seeded = (kind: Kind, seed: Seed, meant: ReadonlySet<string>): JsonObject[] =>
  (seed.resources[kind.name] ?? []).map((document) => {
    const said = saidBy(kind, document, seed);
    return isLookedAt(kind, said, meant) ? sorted(said) : { name: said["name"] ?? null };
  });

const known = ({ config, unknown }: Resource): JsonObject =>
  Object.keys(unknown).length === 0 ? sorted(config) : { name: config["name"] ?? null };

describe.each<[number, Organization]>([
  [200, "platform"],
  [1000, "platform"],
  [1000, "enterprise"],
])("An estate of %d over all kinds (%s)", (size, organization) => {
  it("is found as it was seeded: every resource of every kind, with every field and tag", async () => {
    const seed = generateSeed({ seed: size, size, organization });
    const { estate } = await scan({ seeds: [seed] });
    expect(estate.coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(estate.resources).toHaveLength(total(seed));
    const unknowns = estate.resources.flatMap(({ kind, unknown }) => (kind === "s3-bucket" ? [] : Object.entries(unknown)));
    expect(unknowns).toEqual([]);
    const meant = meantIn(seed);
    for (const kind of kinds) {
      const found = estate.resources.filter((one) => one.kind === kind.name);
      expect(inOrder(found.map(known)), kind.name).toEqual(inOrder(seeded(kind, seed, meant)));
      expect(new Set(found.map(({ region }) => region === globalRegion)), kind.name).toEqual(new Set([kind.global === true]));
    }
  }, 60_000);
});
