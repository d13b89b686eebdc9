import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import type { Verdict } from "../../src/evaluate/verdict.ts";
import { buildReport } from "../../src/findings/build.ts";
import { fingerprint } from "../../src/findings/fingerprint.ts";
import { sampleInput } from "../fixtures/report.ts";

const resource = { id: "arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/ada", kind: "notebook-instance" };
const failing = (keys: readonly string[]): Verdict => ({
  resource: resource.id,
  rule: "container-image",
  verdict: "fail",
  evidence: keys.map((key, index) => ({ path: ["containers", index, "image"], key, value: `image ${index}` })),
  open: [],
});

/** Lists backwards, keys backwards: the same estate, told in another order. */
const backwards = (value: Json): Json => {
  if (Array.isArray(value)) return value.toReversed().map(backwards);
  return isObject(value) ? backwardsObject(value) : value;
};
const backwardsObject = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, backwards(inner)]),
  );

describe("a fingerprint", () => {
  it("stays when evidence comes in another order, from other indices, with other values, and twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (keys, turn) => {
        const at = turn % keys.length;
        const shuffled = [...keys.slice(at), ...keys.slice(0, at).toReversed()];
        const again = failing([...shuffled, ...keys.slice(0, 1)]);
        expect(fingerprint(resource, again)).toBe(fingerprint(resource, failing(keys)));
      }),
    );
  });

  it("stays when the resource moves in its file, changes its tags, is made anew", () => {
    const base: Resource = {
      ...resource,
      name: "ada",
      arn: resource.id,
      account: "1",
      region: "r",
      createdAt: null,
      config: {},
      unknown: {},
      defaulted: [],
    };
    const moved: Resource = {
      ...base,
      createdAt: "2026-01-01T00:00:00Z",
      config: { tags: { a: "b" } },
      position: { file: "main.tf", line: 9, column: 1 },
    };
    expect(fingerprint(moved, failing(["x"]))).toBe(fingerprint(base, failing(["x"])));
  });

  it("differs by rule, resource, kind, evidence, and between failing and unknown", () => {
    const verdict = failing(["containers.main.image"]);
    const all = [
      fingerprint(resource, verdict),
      fingerprint({ ...resource, id: `${resource.id}2` }, verdict),
      fingerprint({ ...resource, kind: "model" }, verdict),
      fingerprint(resource, { ...verdict, rule: "other" }),
      fingerprint(resource, failing(["containers.other.image"])),
      fingerprint(resource, failing(["containers.main.image", "containers.other.image"])),
      fingerprint(resource, { ...verdict, verdict: "unknown", evidence: [] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("is the same for a finding whatever the order of resources, verdicts, rules, tags and cells", () => {
    const input = sampleInput();
    const resources = input.estate.resources.toReversed().map((one) => ({ ...one, config: backwardsObject(one.config) }));
    const other = { ...input, estate: { ...input.estate, resources, coverage: input.estate.coverage.toReversed() } };
    const report = buildReport({
      ...other,
      verdicts: input.verdicts.toReversed(),
      rules: input.rules.toReversed(),
      waivers: input.waivers.toReversed(),
    });
    expect(report).toEqual(buildReport(input));
  });

  it("is pinned: a change of the recipe breaks every baseline and has to be a decision", () => {
    expect(fingerprint(resource, failing(["containers.main.image"]))).toMatchInlineSnapshot(
      `"99ece9be00389fae6209bcceecc9907f49f2f59a97cc0b11360c742c8ba7bb74"`,
    );
  });
});
