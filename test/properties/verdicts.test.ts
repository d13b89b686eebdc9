import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { oracleAndHideProperty, sidesOf, type Trial } from "./property.ts";
import { world } from "./world.ts";

/** The gate runs some hundred cases of each; `npm run test:long` many more. */
const numRuns = Number(process.env["SAGEWARDEN_RUNS"] ?? 120);
const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));

const trials = catalogue.rules.flatMap((rule) =>
  rule.kinds.map((name): Trial & { name: string } => {
    const kind = world.kinds.get(name);
    if (!kind) throw new Error(`${rule.id} is about ${name}, which is no kind`);
    return { rule, kind, policy, world, name };
  }),
);

describe.each(trials)("$rule.id on $name", (trial) => {
  it("says of what is fully known what its oracle says, and moves only to unknown when anything at all is hidden", () => {
    fc.assert(oracleAndHideProperty(trial), { numRuns });
  });

  it("fails and passes at least once in twenty generated estates", () => {
    const { fail, pass } = sidesOf(trial, 400);
    expect(fail).toBeGreaterThanOrEqual(20);
    expect(pass).toBeGreaterThanOrEqual(20);
  });
});
