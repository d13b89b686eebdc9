import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estate } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import { noOus } from "../../src/estate/scope.ts";
import { unvaried } from "../../src/evaluate/choose-rules.ts";
import type { Policy } from "../../src/evaluate/policy.ts";
import { project } from "../../src/evaluate/project.ts";
import { readTree } from "../../src/evaluate/read-path.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import { evaluationStage } from "../../src/evaluate/stage.ts";
import type { Judged } from "../../src/evaluate/verdict.ts";
import { allShapes } from "../../src/judge.ts";
import { arbitraryStudio } from "../estate/arbitrary-studio.ts";
import { shuffledArrivals } from "../estate/shuffled-arrivals.ts";
import { growingShelf } from "../../src/estate/shelf.ts";
import { diskShelves } from "../../src/history/disk-shelves.ts";

const shapes = allShapes();

const rule = (id: string, kind: string, ...reads: string[]): Rule => ({
  id,
  title: id,
  family: "test",
  kinds: [kind],
  severity: "high",
  message: "{name}",
  why: "",
  fix: {},
  fixable: "none",
  examples: [],
  reads,
  emits: { deny: true, skip: false, settled: false, unsure: false },
});

/** One for each way in which rules look at others: forward, reverse, through a list, twice, into tags, whether there is one. */
const rules = [
  rule("one", "notebook-instance", "lifecycle.onStart", "lifecycle.missing", "rootAccess"),
  rule("two-steps", "space", "profile.domain.networkAccess", "has.ownerName"),
  rule("many", "domain", "profiles[*].name", "spaces[all].apps[all].state", "name"),
  rule("in-a-list", "endpoint-config", "variants[*].model.networkIsolation", "variants[*].model.tags.project"),
  rule("back", "endpoint", "config.endpoints[*].tags", "config.has.kmsKeyId"),
  rule("self", "app", "domain.apps[*].unknownTags", "domain.apps[*].tags"),
  rule("alone", "training-job", "image"),
];

/** Denies everything, with what it was sent as the reason. */
const echo: Policy = (_, { resources, params }) =>
  resources.flatMap((doc, index) =>
    Object.keys(params).map((id) => ({ index, rule: id, set: "deny" as const, path: [JSON.stringify(doc)] })),
  );

const criteria = { shapes, rules: rules.map((one) => unvaried(one)), ousOf: noOus, policy: echo, now: "2026-11-21T12:00:00Z" };

const judgedBy = (estate: Estate, take: (stage: ReturnType<typeof evaluationStage>) => void): Map<string, Judged["verdicts"]> => {
  const verdicts = new Map<string, Judged["verdicts"]>();
  // So few rows are held that most of what waits is written down.
  const disk = diskShelves();
  const stage = evaluationStage({ ...criteria, source: "live", open: growingShelf(1, disk.open) }, (judged) => {
    for (const one of judged) {
      expect(verdicts.has(one.resource.id)).toBe(false);
      verdicts.set(one.resource.id, one.verdicts);
    }
  });
  take(stage);
  stage.finish();
  disk.close();
  expect(verdicts.size).toBe(estate.resources.length);
  return verdicts;
};

describe("The evaluation of what comes in parts", () => {
  it("sends the policy what it would send with the whole estate in memory", () => {
    fc.assert(
      fc.property(arbitraryStudio, fc.nat(), (estate, seed) => {
        const verdicts = judgedBy(estate, (stage) => shuffledArrivals(estate, seed).forEach(stage.take));
        const join = joinOver(estate);
        for (const resource of estate.resources)
          for (const one of rules.filter(({ kinds }) => kinds.includes(resource.kind))) {
            const { doc, blocked } = project(resource, readTree(one.reads), { join, shapes });
            const open = blocked.filter(({ gone }) => gone === undefined || !one.reads.includes([...gone, "missing"].join(".")));
            const verdict = verdicts.get(resource.id)?.find(({ rule: id }) => id === one.id);
            expect(verdict?.open.map(({ path, detail }) => [path, detail])).toEqual(
              open.map(({ path, unknown }) => [path.map(String), unknown.detail]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
            );
            if (verdict?.verdict === "fail") expect(verdict.evidence[0]?.path[0]).toBe(JSON.stringify(doc));
            else expect(blocked.some(({ whole }) => whole)).toBe(true);
          }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it("judges a kind that looks at no other as it comes, and waits with one that does", () => {
    const order: string[] = [];
    const stage = evaluationStage({ ...criteria, source: "live" }, (judged) => order.push(...judged.map(({ resource }) => resource.kind)));
    const at = { account: "1", region: "r", name: "n", arn: null, createdAt: null, config: {}, unknown: {}, defaulted: [] };
    const take = (kind: string): void => {
      stage.take({ type: "resources", kind, resources: [{ ...at, id: kind, kind }] });
      stage.take({ type: "closed", kind, cells: [] });
    };
    take("notebook-instance");
    take("training-job");
    expect(order).toEqual(["training-job"]);
    take("notebook-lifecycle-config");
    expect(order).toEqual(["training-job", "notebook-instance", "notebook-lifecycle-config"]);
  });

  it("refuses what comes after its kind was closed, as others may have been judged without it", () => {
    const stage = evaluationStage({ ...criteria, source: "live" }, () => undefined);
    stage.take({ type: "closed", kind: "model", cells: [] });
    expect(() => stage.take({ type: "resources", kind: "model", resources: [] })).toThrow(/model came after/);
  });
});
