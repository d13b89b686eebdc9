import { describe, expect, test } from "vitest";
import { protectionsOf, type Tag } from "../../src/schedule/protection.ts";
import type { Protection } from "../../src/schedule/stop-policy.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const protection = (given: Partial<Protection>): Protection => ({
  tag: null,
  value: null,
  name: null,
  reason: "a course",
  expires: "2026-12-01",
  ...given,
});
const states = (protections: Protection[], tags: Record<string, Tag> = {}, name = "course-lab-1") =>
  protectionsOf(protections, { name, now, tagOf: (key) => tags[key] ?? { value: null } }).map(({ state }) => state);

describe("a protection", () => {
  test.each([
    ["course-*", "holds"],
    ["*-1", "holds"],
    ["course*1", "holds"],
    ["course-lab-1", "holds"],
    ["course", null],
    ["lab", null],
    ["course-lab-1*1", null],
  ])("by the name %s", (name, state) => {
    expect(states([protection({ name })])).toEqual([state]);
  });

  test("by a tag, with or without the value that it must have", () => {
    expect(states([protection({ tag: "keep" })], { keep: { value: "" } })).toEqual(["holds"]);
    expect(states([protection({ tag: "keep", value: "yes" })], { keep: { value: "no" } })).toEqual([null]);
    expect(states([protection({ tag: "keep", name: "other-*" })], { keep: { value: "yes" } })).toEqual([null]);
  });

  test("ends at its day, and then says so", () => {
    expect(states([protection({ name: "*", expires: "2026-11-21" })])).toEqual(["expired"]);
    expect(states([protection({ name: "*", expires: "2026-11-22" })])).toEqual(["holds"]);
  });

  test("that still holds goes before one that has ended", () => {
    const both = [protection({ name: "course-*", expires: "2026-01-01" }), protection({ name: "*-1" })];
    expect(states(both)).toEqual(["holds"]);
    expect(states(both.toReversed())).toEqual(["holds"]);
  });

  test("by a tag that is hidden may hold or not", () => {
    expect(states([protection({ tag: "keep" })], { keep: "hidden" })).toEqual(["holds", null]);
    expect(states([protection({ tag: "keep" }), protection({ name: "*" })], { keep: "hidden" })).toEqual(["holds", "holds"]);
  });
});
