import { describe, expect, it } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";
import { operationNames } from "../fake-aws/shapes.ts";
import { leftOut } from "./left-out.ts";

const listed = (["sagemaker", "emr", "emr-serverless"] as const).flatMap((service) =>
  operationNames(service)
    .filter((name) => name.startsWith("List"))
    .map((name) => `${service}:${name}`),
);

/** By its list, or as a part of another kind's description. */
const collected = new Set(
  kinds.flatMap(({ list, describe: of }) => [list, ...of].map(({ operation }) => `${operation.service}:${operation.name}`)),
);

describe("What AWS lists", () => {
  it.each(listed)("%s is collected as a kind, or left out for a reason, and not both", (operation) => {
    expect([collected.has(operation), Object.hasOwn(leftOut, operation)].filter(Boolean)).toEqual([true]);
  });

  it("is still what is said to be left out", () => {
    expect(Object.keys(leftOut).filter((operation) => !listed.includes(operation))).toEqual([]);
  });

  it("is left out for reasons that say something", () => {
    for (const [operation, reason] of Object.entries(leftOut)) expect([operation, reason.length > 10]).toEqual([operation, true]);
  });

  it("is found in the SDK at all", () => {
    expect(listed.length).toBeGreaterThan(90);
  });
});
