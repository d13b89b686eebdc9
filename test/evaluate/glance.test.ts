import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estateFormat, type Resource } from "../../src/estate/estate.ts";
import { joinOver } from "../../src/estate/join.ts";
import { isObject, type Json } from "../../src/estate/json.ts";
import { toPointer } from "../../src/estate/pointer.ts";
import { newAnswers } from "../../src/evaluate/answers.ts";
import { glanceBy, hiddenNames } from "../../src/evaluate/glance.ts";
import { groupRules } from "../../src/evaluate/groups.ts";
import { kindJudge } from "../../src/evaluate/judge-kind.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { onKind } from "../../src/evaluate/on-kind.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { project } from "../../src/evaluate/project.ts";
import type { Ruling } from "../../src/evaluate/verdict.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { nowhere } from "../facts/estate.ts";
import { resourceOf } from "../fake-aws/every-kind.ts";
import { defaultsOf } from "./defaults.ts";

const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();
const params = defaultsOf(rules);
const coverage = kinds.map(({ name: kind }) => ({
  account: "111122223333",
  region: "eu-central-1",
  kind,
  phase: "list" as const,
  state: "complete" as const,
  seen: 0,
}));

const said = ({ shared: _, ...ruling }: Ruling): Omit<Ruling, "shared"> => ruling;

type Path = readonly (string | number)[];

const pathsIn = (value: Json, at: Path): Path[] => {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...at, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([name, item]) => pathsIn(item, [...at, name]))
      : [];
  return at.length === 0 ? below : [at, ...below];
};

type Change = { at: number; to: "gone" | "hidden" | Json };

/** The config with another value at a path; undefined: without what was there. */
const withValue = (value: Json, [step, ...rest]: Path, to: Json | undefined): Json => {
  if (step === undefined) return to ?? null;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? withValue(item, rest, to) : item));
  if (!isObject(value)) return value;
  const { [step]: own = null, ...others } = value;
  return rest.length === 0 && to === undefined ? others : { ...others, [step]: withValue(own, rest, to) };
};

const changed = (resource: Resource, { at, to }: Change): Resource => {
  const paths = pathsIn(resource.config, []);
  const path = paths[at % paths.length] ?? [];
  if (to === "hidden") return { ...resource, unknown: { ...resource.unknown, [toPointer(path)]: { reason: "denied", detail: "test" } } };
  const config = withValue(resource.config, path, to === "gone" ? undefined : to);
  return isObject(config) ? { ...resource, config } : resource;
};

const someOf = (kind: Kind): readonly Resource[] =>
  deriveFacts(
    {
      format: estateFormat,
      source: "live",
      collectedAt: nowhere.now,
      coverage,
      resources: [0, 1, 2, 3].map((index) => resourceOf(kind, index)),
    },
    nowhere,
  ).resources;

const arbitraryChange: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  to: fc.constantFrom<Change["to"][]>("gone", "hidden", null, true, 7, "", "7", "lab", [], ["lab"], {}, [{}]),
});

const lookedAt = kinds.flatMap((kind) => {
  const own = rules.filter((rule) => rule.kinds.includes(kind.name)).map((rule) => onKind(rule, kind.name));
  return own.length === 0 ? [] : [{ kind: kind.name, own, some: someOf(kind) }];
});

const ofKind = new Map(lookedAt.map(({ kind, ...rest }) => [kind, rest]));

/** Resources of a kind, most of them changed a little. */
const arbitraryCase: fc.Arbitrary<{ kind: string; resources: Resource[] }> = fc
  .tuple(fc.constantFrom(...ofKind.keys()), fc.array(fc.array(arbitraryChange, { maxLength: 3 }), { minLength: 6, maxLength: 12 }))
  .map(([kind, all]) => {
    const some = ofKind.get(kind)?.some ?? [];
    const resources = all.flatMap((changes, at) => {
      const one = some[at % some.length];
      return one ? [{ ...changes.reduce(changed, one), id: `${kind}-${at}` }] : [];
    });
    return { kind, resources };
  });

const nobody = {
  id: "n",
  kind: "model",
  name: "n",
  arn: null,
  account: "1",
  region: "r",
  createdAt: null,
  config: {},
  unknown: {},
  defaulted: [],
};

describe("Resources that look alike at a glance", () => {
  it("send the same document, in which nothing is hidden, whatever is changed in them", () => {
    let alike = 0;
    fc.assert(
      fc.property(arbitraryCase, ({ kind, resources }) => {
        const own = ofKind.get(kind)?.own ?? [];
        const join = joinOver({ resources, coverage });
        for (const { tree } of groupRules(own)) {
          const glanceOf = glanceBy(tree, shapes.get(kind));
          const seen = new Map<string, string>();
          for (const resource of glanceOf ? resources : []) {
            const glance = glanceOf?.(resource, hiddenNames(resource));
            if (glance === undefined) continue;
            const { doc, blocked } = project(resource, tree, { join, shapes });
            expect(blocked).toEqual([]);
            if (seen.has(glance)) alike += 1;
            expect(JSON.stringify(doc)).toBe(seen.get(glance) ?? JSON.stringify(doc));
            seen.set(glance, JSON.stringify(doc));
          }
        }
      }),
      { numRuns: 1_500 },
    );
    expect(alike).toBeGreaterThan(1_000);
  });

  it("are told what each is told alone, with all that it shows", () => {
    fc.assert(
      fc.property(arbitraryCase, ({ kind, resources }) => {
        const own = ofKind.get(kind)?.own ?? [];
        const join = joinOver({ resources, coverage });
        const judgeOf = () =>
          kindJudge({ kind, awake: own, asleep: [], shapes, params, policy, now: nowhere.now, answersOf: newAnswers() });
        const alone = resources.map((resource) => judgeOf()([resource], join)[0]?.verdicts.map(said));
        const together = judgeOf();
        expect([...together(resources, join), ...together(resources, join)].map(({ verdicts }) => verdicts.map(said))).toEqual([
          ...alone,
          ...alone,
        ]);
      }),
      { numRuns: 120 },
    );
  });

  it("are told apart by the ends of their values, and by what kind of value each is", () => {
    const glanceOf = glanceBy({ below: new Map(["a", "b"].map((name) => [name, { below: new Map() }])) }, shapes.get("model"));
    const glances = [
      { a: "x", b: 'y1"z' },
      { a: 'x1"y', b: "z" },
      { a: "1", b: null },
      { a: 1, b: null },
      { a: "null", b: 1 },
      { a: null, b: "1" },
      { a: [], b: "" },
      { a: [""], b: "" },
      { a: {}, b: "" },
      { a: ["x", "y"], b: "" },
      { a: ["x,y"], b: "" },
    ].map((config) => glanceOf?.({ ...nobody, config }, []));
    expect(new Set(glances).size).toBe(glances.length);
  });
});
