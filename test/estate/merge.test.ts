import { describe, expect, it } from "vitest";
import type { Estate } from "../../src/estate/estate.ts";
import { mergeEstates } from "../../src/estate/merge.ts";

const estate = (state: Estate["coverage"][number]["state"]): Estate => ({
  format: "sagewarden/estate@1",
  source: "terraform-plan",
  collectedAt: null,
  resources: [
    { id: "a", kind: "k", name: "a", arn: null, account: "1", region: "r", createdAt: null, config: {}, unknown: {}, defaulted: [] },
  ],
  coverage: [{ account: "1", region: "r", kind: "k", phase: "list", state, seen: 1 }],
});

describe("merging", () => {
  it("leaves one estate as it is", () => {
    expect(mergeEstates([{ name: "x", estate: estate("complete") }])).toEqual(estate("complete"));
  });

  it("tells equal addresses apart by their part, and keeps the worse state of a cell", () => {
    const merged = mergeEstates([
      { name: "dev", estate: estate("partial") },
      { name: "prod", estate: estate("complete") },
    ]);
    expect(merged.resources.map(({ id }) => id)).toEqual(["dev:a", "prod:a"]);
    expect(merged.coverage).toEqual([{ account: "1", region: "r", kind: "k", phase: "list", state: "partial", seen: 2 }]);
  });
});
