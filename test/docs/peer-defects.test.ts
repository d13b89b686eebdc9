import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const rows = readFileSync("docs/peer-defects.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes(".test.ts"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, defect = "", title = "", file = ""]) => ({ defect, title, file }));

it.each(rows)("$defect: the test that holds it is there", ({ title, file }) => {
  expect(title).not.toBe("");
  expect(readFileSync(file, "utf8")).toContain(`"${title}"`);
});

it("the table has rows, each defect once", () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(new Set(rows.map(({ defect }) => defect)).size).toBe(rows.length);
});
