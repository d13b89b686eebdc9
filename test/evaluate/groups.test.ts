import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { groupRules } from "../../src/evaluate/groups.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import { nowhere } from "../facts/estate.ts";
import { planText, read, sourcesOf } from "../iac/terraform/plans.ts";
import { defaultsOf } from "./defaults.ts";

const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const [some] = rules;
if (!some) throw new Error("there are no rules");
const reading = (id: string, ...reads: string[]): Rule => ({ ...some, id, reads });
const together = (...asked: Rule[]): string[][] => groupRules(asked).map((group) => group.rules.map(({ id }) => id));

describe("Rules that are sent one document", () => {
  it("take each list in the same way", () => {
    expect(together(reading("a", "variants[all].x"), reading("b", "variants[*].x"), reading("c", "variants[all].x"))).toEqual([
      ["a", "c"],
      ["b"],
    ]);
  });

  it("ask for the same of a list that one of them takes whole: it is withheld where any part of it is unknown", () => {
    expect(together(reading("a", "variants[all].x"), reading("b", "variants[all].y"), reading("c", "variants"))).toEqual([
      ["a"],
      ["b"],
      ["c"],
    ]);
    expect(together(reading("a", "variants[*].x"), reading("b", "variants[*].y"))).toEqual([["a", "b"]]);
  });
});

const shapes = allShapes();
const params = defaultsOf(rules);

it.each(["02-unknown-from-resources", "09-model-endpoint", "30-beside", "32-peers"])(
  "every rule says the same of %s alone as it says among all others",
  (name) => {
    const estate = deriveFacts(read(planText(name), sourcesOf(name)), nowhere);
    const said = (asked: readonly Rule[]): string[] =>
      evaluate({ estate, shapes, rules: asked, params, policy, now: nowhere.now }).map(
        ({ resource, rule, verdict }) => `${resource} ${rule} ${verdict}`,
      );
    expect(rules.flatMap((rule) => said([rule])).sort()).toEqual(said(rules).sort());
  },
);
