import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generateCoverage } from "../../scripts/generate-coverage.ts";
import { hold } from "../../scripts/coverage/hold.ts";
import { readCoverage } from "../../scripts/coverage/read.ts";

const numbered = (letter: string, last: number): string[] => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

/** The rows of each table, in the numbers of what they come from: one that is lost or doubled is missed here. */
const wanted: Record<string, string[]> = {
  "docs/coverage/1-platform.yaml": [
    ...numbered("N", 9),
    ...numbered("M", 9),
    ...numbered("S", 8),
    ...numbered("E", 3),
    ...numbered("P", 4),
  ],
  "docs/coverage/2-live-checks.yaml": [...numbered("", 34), ...numbered("E", 8)],
  "docs/coverage/3-live-kinds.yaml": numbered("K", 10),
  "docs/coverage/4-live-actions.yaml": numbered("A", 21),
  "docs/coverage/5-plan-checks.yaml": numbered("I", 30),
  "docs/coverage/6-plan-findings.yaml": "F1a F1b F1c F1d F1e F2a F2b F2c F2d F2e F2f F2g F2h F3a F3b F3c F4a F4b F5".split(" "),
};

const root = process.cwd();

describe("docs/coverage.md", () => {
  it("has every row of the tables that it is made of", () => {
    const found = Object.fromEntries(readCoverage(root).map(({ file, table }) => [file, table.rows.map(({ id }) => id)]));
    expect(found).toEqual(wanted);
  });

  it("gives each row a holder or a reason", () => {
    const page = generateCoverage()["docs/coverage.md"] ?? "";
    const rows = page.split("\n").filter((line) => /^\| [A-Z]?\d/.test(line));
    expect(rows).toHaveLength(Object.values(wanted).flat().length);
    for (const row of rows) expect(row).toMatch(/(rules|kinds|verbs|commands|reports|left out:|not yet:) .+\|$/);
  });

  it("cannot be made with a name that there is not", () => {
    const known = {
      rules: ["a-rule"],
      kinds: ["a-kind"],
      verbs: ["a-kind:stop"],
      commands: ["fix plan"],
      reports: ["json"],
      tests: ["test/a.ts"],
    };
    const holding = (row: object) => (): void =>
      hold("table.yaml", { title: "t", about: "a", rows: [{ id: "N1", about: "x", ...row }] }, known);
    expect(holding({ ...known, leftOut: "the rest" })).not.toThrow();
    expect(holding({ rules: ["a-rul"] })).toThrow(/N1 \(x\): There is no "a-rul" among the rules.*Did you mean "a-rule"\?/);
    for (const holder of Object.keys(known)) expect(holding({ [holder]: ["gone"] })).toThrow(`There is no "gone" among the ${holder}.`);
  });

  it("leads to pages that exist", () => {
    const page = generateCoverage()["docs/coverage.md"] ?? "";
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, to = ""]) => to);
    expect(links.length).toBeGreaterThan(100);
    for (const to of new Set(links)) expect(() => readFileSync(`docs/${to}`), to).not.toThrow();
  });
});
