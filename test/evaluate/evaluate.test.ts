import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exampleEstate, exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy, type Policy } from "../../src/evaluate/policy.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { allShapes } from "../../src/judge.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { resourceOf } from "../fake-aws/every-kind.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();

const defaults = (rule: Rule): JsonObject =>
  Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, one]) => [name, one.default]));
const named = (...ids: string[]): Rule[] => catalogue.rules.filter((rule) => ids.includes(rule.id));

const notebook = (name: string, config: JsonObject): Resource => ({
  id: name,
  kind: "notebook-instance",
  name,
  arn: null,
  account: "111122223333",
  region: "eu-central-1",
  createdAt: null,
  config: { name, rootAccess: "Disabled", directInternetAccess: "Disabled", ...config },
  unknown: {},
  defaulted: [],
});

const estateOf = (resources: Resource[], source: Estate["source"] = "live"): Estate => ({
  format: estateFormat,
  source,
  collectedAt: null,
  resources,
  coverage: [],
});

const judge = (resources: Resource[], rules: Rule[], by: Policy = policy) =>
  evaluate({ estate: estateOf(resources), shapes, rules, params: {}, policy: by, now: exampleNow });

describe("Every example of the catalogue, through the wasm that users run", () => {
  const cases = catalogue.rules.flatMap((rule) =>
    rule.examples.map((example) => ({ rule, example, title: `${rule.id}: ${example.title}` })),
  );
  it.each(cases)("$title", ({ rule, example }) => {
    const estate = exampleEstate(example, shapes);
    const params = { [rule.id]: { ...defaults(rule), ...example.parameters } };
    const verdicts = evaluate({ estate, shapes, rules: [rule], params, policy, now: example.now ?? exampleNow });
    expect(verdicts.find((one) => one.resource === estate.resources[0]?.id)?.verdict).toBe(example.verdict);
  });
});

describe("Evaluation", () => {
  const rules = named("notebook-root-access", "notebook-direct-internet");

  it("asks the policy once for resources that look alike to the rules", () => {
    let asked = 0;
    const counting: Policy = (kind, input) => {
      asked += input.resources.length * Object.keys(input.params).length;
      return policy(kind, input);
    };
    const alike = Array.from({ length: 500 }, (_, at) =>
      notebook(`n${at}`, { rootAccess: at % 2 ? "Enabled" : "Disabled", instanceType: `ml.${at}` }),
    );
    const verdicts = judge(alike, rules, counting);
    // Root access is on or off, and nobody says anything of the internet.
    expect(asked).toBe(3);
    expect(verdicts.filter((one) => one.rule === "notebook-root-access" && one.verdict === "fail").length).toBe(250);
  });

  it("keeps every other verdict when one resource makes one rule throw, and calls that one unknown", () => {
    // What the engine does on a conflict of rules: it throws, and the whole batch is lost.
    const fragile: Policy = (kind, input) => {
      const bad = input.resources.some((doc) => isObject(doc["has"]) && doc["has"]["subnetId"] === false);
      if (bad && "notebook-volume-kms" in input.params) throw new Error("var assignment conflict");
      return policy(kind, input);
    };
    const verdicts = judge(
      [notebook("good", { kmsKeyId: null, subnetId: "subnet-1" }), notebook("bad", { kmsKeyId: null, subnetId: null })],
      // They look at the same thing, and so are asked together.
      named("notebook-volume-kms", "notebook-vpc"),
      fragile,
    );
    const of = (resource: string, rule: string) => verdicts.find((one) => one.resource === resource && one.rule === rule);
    expect(of("good", "notebook-volume-kms")?.verdict).toBe("fail");
    expect(of("good", "notebook-vpc")?.verdict).toBe("pass");
    expect(of("bad", "notebook-vpc")?.verdict).toBe("fail");
    expect(of("bad", "notebook-volume-kms")?.verdict).toBe("unknown");
    expect(of("bad", "notebook-volume-kms")?.open[0]?.detail).toContain("var assignment conflict");
  });

  it("says of many what it says without asking first which rules step aside", () => {
    const many = kinds.flatMap((kind) => Array.from({ length: 24 }, (_, index) => resourceOf(kind, index)));
    const params = Object.fromEntries(catalogue.rules.map((rule) => [rule.id, defaults(rule)]));
    const cells = kinds.map(({ name, global }) => ({
      account: many[0]?.account ?? "",
      region: global ? globalRegion : (many[0]?.region ?? ""),
      kind: name,
      phase: "list" as const,
      state: "complete" as const,
      seen: 24,
    }));
    const estate: Estate = { ...estateOf(many), coverage: cells };
    let skipped = 0;
    const watching: Policy = (kind, input) => {
      if (input.resources.length === 1 && Object.keys(input.resources[0] ?? {}).length === 0) skipped += 1;
      return policy(kind, input);
    };
    const judged = (some: Rule[]) =>
      evaluate({ estate, shapes, rules: some, params, policy: watching, now: exampleNow })
        .map(({ resource, rule, verdict }) => `${resource} ${rule} ${verdict}`)
        .sort();
    const asked = judged(catalogue.rules);
    expect(skipped).toBeGreaterThan(20);
    expect(judged(catalogue.rules.map((rule) => ({ ...rule, emits: { ...rule.emits, skip: false } })))).toEqual(asked);
  });

  it("knows nothing of a rule that the policy does not have", () => {
    const strangers = rules.map((rule) => ({ ...rule, id: `not-${rule.id}` }));
    const verdicts = judge([notebook("n", { rootAccess: "Disabled" })], strangers);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown"]);
    expect(verdicts[0]?.open[0]?.detail).toContain("has no rule not-notebook-");
  });

  it("knows nothing when the policy does not answer at all", () => {
    const blind: Policy = () => {
      throw new Error("the policy saw 0 of 1 resources");
    };
    expect(judge([notebook("n", {})], rules, blind).map((one) => one.verdict)).toEqual(["unknown", "unknown"]);
  });

  it("does not ask infrastructure code what only exists at run time", () => {
    const overdue = named("overdue-notebook");
    const planned = evaluate({
      estate: estateOf([notebook("n", {})], "terraform-plan"),
      shapes,
      rules: overdue,
      params: {},
      policy,
      now: exampleNow,
    });
    expect(planned.map((one) => one.verdict)).toEqual(["not-applicable"]);
    expect(judge([notebook("n", {})], overdue).map((one) => one.verdict)).toEqual(["unknown"]);
  });

  it("names list elements by their key, so that a re-ordered list is the same finding", () => {
    const rule = named("image-allowed");
    const params = { "image-allowed": { allowed: ["111122223333.dkr.ecr.**"] } };
    const containers = [
      { name: "scorer", image: "docker.io/a" },
      { name: "prep", image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/b" },
    ];
    const keys = (list: JsonObject[]) => {
      const model: Resource = { ...notebook("m", { containers: list }), kind: "model" };
      return evaluate({ estate: estateOf([model]), shapes, rules: rule, params, policy, now: exampleNow }).flatMap((one) =>
        one.evidence.map((item) => item.key),
      );
    };
    expect(keys(containers)).toEqual(["containers.[scorer].image"]);
    expect(keys(containers.toReversed())).toEqual(["containers.[scorer].image"]);
  });
});
