import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import type { Estate } from "../../src/estate/estate.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { List } from "../../src/kinds/kind.ts";
import { iamAction } from "../../src/kinds/operation.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { notebook, start } from "../fake-aws/samples.ts";
import { lies, losses, silences } from "./agrees.ts";
import { apart } from "./apart.ts";
import { scan } from "./scan.ts";

const demo = demoDocuments(start);
const sampled = everyKind(1);
// One of groups of instances, and one of fleets.
const clusters = [...(demo.resources["emr-cluster"] ?? []), ...(everyKind(2)["emr-cluster"] ?? [])];
const everything = { ...sampled, ...demo.resources, "emr-cluster": clusters };
const documents = Object.entries(everything).flatMap(([kind, list]) => list.map((document) => ({ kind, document })));

/** Notebooks with every mixture of what AWS may leave out. */
const arbitraryNotebook = fc
  .record(
    {
      RootAccess: fc.constantFrom("Enabled", "Disabled"),
      KmsKeyId: fc.constant("arn:aws:kms:eu-central-1:111122223333:key/1"),
      SubnetId: fc.constant("subnet-1"),
      SecurityGroups: fc.subarray(["sg-1", "sg-2"]),
      NotebookInstanceLifecycleConfigName: fc.constant("setup"),
      NotebookInstanceStatus: fc.constantFrom("InService", "Stopped", "Failed"),
    },
    { requiredKeys: [] },
  )
  .map((differs): JsonObject => notebook("", differs));

const arbitraryResources = fc
  .record({ some: fc.subarray(documents, { maxLength: 12 }), more: fc.array(arbitraryNotebook, { maxLength: 25 }) })
  .map(({ some, more }) => {
    const resources: Record<string, JsonObject[]> = {};
    for (const { kind, document } of some) (resources[kind] ??= []).push(document);
    (resources["notebook-instance"] ??= []).push(
      ...more.map((document, index) => ({ ...document, NotebookInstanceName: `extra-${index}` })),
    );
    return resources;
  });

const operations = kinds.flatMap(({ list, describe: describes, recognition, tags }) =>
  [list, ...(recognition?.lookups ?? []), ...describes, ...(tags.from === "operation" ? [tags] : [])].map((each) => each.operation.name),
);
const arbitraryOperation = fc.constantFrom(...new Set(operations));
const share = fc.constantFrom(0.05, 0.3, 1);

const arbitraryFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ effect: fc.constant("deny" as const), operation: arbitraryOperation, by: fc.constantFrom("role" as const, "scp" as const) }),
  fc.record({ effect: fc.constant("deny" as const), operation: arbitraryOperation, about: fc.constantFrom("extra-1", "churn") }),
  fc.record({
    effect: fc.constant("throttle" as const),
    operation: arbitraryOperation,
    perSecond: fc.constantFrom(0, 2, 20),
    burst: fc.constantFrom(0, 3),
  }),
  fc.record({
    effect: fc.constant("break" as const),
    operation: arbitraryOperation,
    how: fc.constantFrom(500 as const, "reset" as const, "truncate" as const),
    share,
  }),
  fc.record({ effect: fc.constant("expire" as const), operation: arbitraryOperation, after: fc.nat({ max: 5 }) }),
  fc.record({
    effect: fc.constant("unknown-operation" as const),
    operation: fc.constantFrom("DescribeSpace", "DescribeNotebookInstance", "ListTags"),
  }),
  fc.record({ effect: fc.constant("empty-page" as const), operation: arbitraryOperation, share: fc.constant(0.4) }),
  fc.record({ effect: fc.constant("overlap" as const), by: fc.nat({ max: 9 }) }),
  fc.record({ effect: fc.constant("loop" as const), operation: arbitraryOperation }),
  fc.record({ effect: fc.constant("vanish" as const), name: fc.constantFrom("extra-0", "extra-2") }),
  fc.record({ effect: fc.constant("jitter" as const), upTo: fc.constantFrom(2, 8) }),
);

const seedsOf = (resources: Record<string, JsonObject[]>) => [{ account: demo.account, region: demo.region, resources }];

describe("Whatever AWS does to a scan", () => {
  it("what was seen and what was declared unseen are together the estate, and nothing is invented", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryResources,
        fc.array(arbitraryFault, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (resources, faults, dice) => {
          const seeds = seedsOf(resources);
          const clean = await scan({ seeds });
          const seen = await scan({ seeds, faults, dice }, { budgetSeconds: 60 });
          const gone = faults.flatMap((fault) => (fault.effect === "vanish" ? [fault.name] : []));
          expect(lies(clean.estate, seen.estate)).toEqual([]);
          expect(losses(clean.estate, seen.estate, gone)).toEqual([]);
          expect(silences(seen.estate)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  }, 120_000);

  it("the order of its answers does not show", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryResources, fc.nat(), fc.nat({ max: 9 }), async (resources, dice, by) => {
        const seeds = seedsOf(resources);
        const calm = await scan({ seeds });
        const stormy = await scan(
          {
            seeds,
            dice,
            faults: [
              { effect: "jitter", upTo: 6 },
              { effect: "overlap", by },
              { effect: "empty-page", share: 0.2 },
            ],
          },
          { concurrency: 5 },
        );
        expect(JSON.stringify(stormy.estate)).toBe(JSON.stringify(calm.estate));
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});

describe("A permission that is taken away", () => {
  const above = (list: List): List[] => [...(list.within ? above(list.within.list) : []), list];
  const all = kinds.flatMap(({ name, list, describe: describes, recognition, tags }) =>
    [...above(list), ...(recognition?.lookups ?? []), ...describes, ...(tags.from === "operation" ? [tags] : [])].map(({ operation }) => ({
      kind: name,
      action: iamAction(operation),
      operation,
    })),
  );
  const byAction = Map.groupBy(all, ({ action }) => action);
  const kindsOf = (action: string): string[] => byAction.get(action)?.map(({ kind }) => kind) ?? [];
  const asked = new Set<string>();
  let clean: Estate;
  beforeAll(async () => {
    const { estate, calls } = await scan({ seeds: seedsOf(everything), faults: spared });
    clean = estate;
    for (const call of Object.keys(calls)) asked.add(call);
  });

  // What serves in bulk only spares calls: without it, each resource is asked for by itself.
  const spared: Fault[] = ["Search", "GetResources"].map((operation) => ({ effect: "deny", operation }));

  it.each(["Search", "GetResources"])("(%s) costs calls and nothing else", async (operation) => {
    const seen = await scan({ seeds: seedsOf(everything), faults: [{ effect: "deny", operation }] });
    expect(seen.estate.resources).toEqual(clean.resources);
    expect(seen.estate.coverage).toEqual(clean.coverage);
  });

  it.each(apart([...byAction.keys()], kindsOf, 4).map((group) => [group.join(" and "), group] as const))(
    "(%s) adds nothing that is known, and is named in a cell",
    async (_, group) => {
      const taken = group.flatMap((action) => byAction.get(action)?.slice(0, 1) ?? []);
      const denied = taken.map(({ operation }): Fault => ({ effect: "deny", operation: operation.name }));
      const seen = await scan({ seeds: seedsOf(everything), faults: [...spared, ...denied] });
      expect(lies(clean, seen.estate)).toEqual([]);
      expect(losses(clean, seen.estate, [])).toEqual([]);
      expect(silences(seen.estate)).toEqual([]);
      for (const { action, operation } of taken) {
        expect(asked.has(`${operation.service}:${operation.name}`)).toBe(true);
        expect(seen.estate.coverage.some(({ detail, state }) => state !== "complete" && detail?.includes(action))).toBe(true);
      }
    },
  );
});
