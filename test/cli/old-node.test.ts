import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { oldNode } from "../../src/cli/old-node.ts";

it.each([
  ["20.20.2", true],
  ["22.17.9", true],
  ["22.18.0", false],
  ["24.0.0", false],
])("Node %s is refused in one sentence, or not: %s", (version, isOld) => {
  expect(oldNode(version) !== undefined).toBe(isOld);
});

it("The oldest Node that is not refused is the one that package.json asks for", () => {
  const { engines }: { engines: { node: string } } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(oldNode("20.0.0")).toContain(`takes ${engines.node.replace(">=", "")} or newer`);
});
