import { describe, expect, it } from "vitest";
import { scan } from "../collect/scan.ts";
import { joinOver } from "../../src/estate/join.ts";
import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { through } from "../../src/estate/through.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import { lookAt } from "../properties/look.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { servedKinds } from "../fake-aws/served.ts";
import { createStore } from "../fake-aws/store.ts";
import { generateSeed, generateSeeds } from "./generate.ts";
import { habitOf } from "./habits.ts";
import { isMade } from "./own.ts";

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

  it("has what is global once for each account, in no region", () => {
    const seeds = generateSeeds({ seed: 6, size: 120, account: "222233334444", regions: ["eu-west-1", "us-east-1"] });
    expect(seeds.map(({ region }) => region)).toEqual([globalRegion, "eu-west-1", "us-east-1"]);
    const kindsIn = ({ resources }: (typeof seeds)[number]): string[] => Object.keys(resources).sort();
    const globals = kinds.filter((kind) => kind.global).map(({ name }) => name);
    expect(seeds.map(kindsIn).map((names) => globals.filter((name) => names.includes(name)).length)).toEqual([globals.length, 0, 0]);
    const ids = seeds.flatMap(({ resources }) =>
      Object.values(resources).flatMap((documents) => documents.map((one) => JSON.stringify(one))),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** What documents say, read at once. */
const read = (kind: Kind, documents: readonly JsonObject[]): Resource[] =>
  documents.map((document, index): Resource => {
    // Of a key, its list alone says the ARN.
    const { config } = readFields(
      kind.fields,
      "api",
      { ...document, ...("Arn" in document && { KeyArn: document["Arn"] ?? null }) },
      () => undefined,
    );
    const place = { account: "111122223333", region: kind.global ? globalRegion : "eu-central-1" };
    const arn = typeof config["arn"] === "string" ? config["arn"] : null;
    return { id: `${kind.name}/${index}`, kind: kind.name, name: "", arn, createdAt: null, unknown: {}, defaulted: [], ...place, config };
  });

const valuesOf = ({ config }: Resource, list: string | undefined, own: string): Json[] => {
  const elements = list === undefined ? [config] : config[list];
  return (Array.isArray(elements) ? elements : [])
    .filter(isObject)
    .map((element) => through(undefined, element[own] ?? null) ?? null)
    .filter((value) => value !== null);
};

describe("What a generated estate refers to", () => {
  const { resources } = generateSeed({ seed: 7, size: 1500 });
  const all = kinds.flatMap((kind) => read(kind, resources[kind.name] ?? []));
  const cells = kinds.map((kind) => ({
    account: "111122223333",
    region: kind.global ? globalRegion : "eu-central-1",
    kind: kind.name,
    phase: "list" as const,
    state: "complete" as const,
    seen: 1,
  }));
  const join = joinOver({ resources: all, coverage: cells });
  const links = kinds.flatMap((kind) =>
    Object.entries(kind.relations).flatMap(([path, relation]) => {
      const [, list] = /^(\w+)\[\*\]/.exec(path) ?? [];
      const [own = ""] = Object.keys(relation.on);
      const target = relation.on[own] ?? "";
      return relation.many || own.startsWith("facts.") || Object.keys(relation.on).length > 1
        ? []
        : [{ kind, path, relation, list, own, target }];
    }),
  );

  it.each(links.map((link) => [`${link.kind.name}.${link.path}`, link] as const))(
    "is there, but for what was deleted or is another's: %s",
    (_, link) => {
      const { kind, relation, list, own, target } = link;
      const referring = all.filter((one) => one.kind === kind.name);
      const values = referring.flatMap((one) =>
        valuesOf(one, list, own).map((value) => ({ one, value: through(relation.through, value) ?? null })),
      );
      const found = values.filter(({ one, value }) => join(one, relation.to, { [target]: value }, relation.reach).matches.length > 0);
      // One of the four kinds of definitions is meant, and AWS's own images and policies are in nobody's account.
      if (values.length >= 16 && kind.name !== "monitoring-schedule") expect(found.length / values.length).toBeGreaterThan(0.7);
      if (values.length >= 8) expect(found.length).toBeGreaterThan(0);
    },
  );
});

describe("What is wrong with a generated estate", () => {
  const many = 150;
  const ways = kinds.flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([name, field]) => {
      const habit = field.shape === "leaf" ? habitOf(kind.name, name) : undefined;
      return habit && habit.share > 0 && !isMade(kind.name) && kind.list.items !== null ? [{ kind, name, habit }] : [];
    }),
  );
  const drawn = new Map(
    [...new Set(ways.map(({ kind }) => kind))].map((kind) => {
      const { resources } = generateSeed({ seed: 8, size: many, mix: { [kind.name]: 1 } });
      return [kind.name, (resources[kind.name] ?? []).map((document) => readFields(kind.fields, "api", document, () => undefined).config)];
    }),
  );

  it.each(ways.map((way) => [`${way.kind.name}.${way.name}`, way] as const))(
    "is known: %s, in the share that was said",
    (_, { kind, name, habit }) => {
      const configs = drawn.get(kind.name) ?? [];
      const wrong = configs.filter((config) => habit.wrong.includes(config[name] ?? null)).length;
      expect(Math.abs(wrong / configs.length - habit.share)).toBeLessThan(habit.wrong.includes(null) ? 0.2 : 0.13);
      expect(wrong).toBeGreaterThan(0);
    },
  );

  it("gives most rules something to find, and something to let pass", async () => {
    const { verdicts } = await lookAt({ seeds: [generateSeed({ seed: 9, size: 800 })] });
    const words = Map.groupBy(verdicts, ([key]) => key.split(" ")[0] ?? "");
    const judged = [...words.values()]
      .map((all) => new Set(all.map(([, word]) => word)))
      .filter((said) => said.has("pass") || said.has("fail"));
    const both = judged.filter((said) => said.has("pass") && said.has("fail"));
    expect(both.length / judged.length).toBeGreaterThan(0.65);
  }, 60_000);
});

describe("An estate that is larger than what is held", () => {
  it("is served and collected whole all the same, and each of it is always the same", async () => {
    const seed = generateSeed({ seed: 12, size: 900, mix: { "training-job": 1, "processing-job": 1 } });
    expect(seed.histories?.map(({ kind, count }) => [kind, count])).toEqual([
      ["training-job", 150],
      ["processing-job", 150],
    ]);
    for (const { kind, document, indexOf } of seed.histories ?? []) {
      expect(document(99)).toEqual(document(99));
      const { config } = readFields(kindNamed(kind)?.fields ?? {}, "api", document(99), () => undefined);
      expect(indexOf(String(config["name"]))).toBe(99);
    }
    const { estate } = await scan({ seeds: [seed] }, { kinds: kinds.filter(({ name }) => Object.hasOwn(seed.resources, name)) });
    expect(estate.resources).toHaveLength(900);
    expect(
      estate.resources.flatMap(({ kind, unknown }) =>
        Object.entries(unknown).map(([pointer, { detail }]) => `${kind} ${pointer}: ${detail}`),
      ),
    ).toEqual([]);
  });

  it("of half a million resources begins with the few that are held", () => {
    const { resources, histories = [] } = generateSeed({
      seed: 13,
      size: 500_000,
      mix: { "training-job": 30, "processing-job": 10, model: 1 },
    });
    const held = Object.values(resources).reduce((sum, documents) => sum + documents.length, 0);
    expect(held).toBe(1000);
    expect(held + histories.reduce((sum, { count }) => sum + count, 0)).toBe(500_000);
    expect(histories[0]?.document(400_000 - 30_000)).toBeDefined();
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
