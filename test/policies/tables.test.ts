import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";
import { oldTables, tablesRego, withTables } from "../../scripts/rules/tables.ts";

const { rules, tables } = readEntries(root);
const table = { title: "A table", source: "somewhere", checked: "2026-01-01", rows: ["a"] };

describe("Tables with dates", () => {
  it("are older than half a year when more than 180 days have passed", () => {
    const of = new Map([["one", table]]);
    expect(oldTables(of, "2026-06-30")).toEqual([]);
    expect(oldTables(of, "2026-07-01")).toEqual(['rules/tables/one.yaml was checked on 2026-01-01: look it up at "somewhere" and write the day.']);
  });

  it("of this day: those that are old are told to whoever runs this", () => {
    // A warning, since time alone shall not fail a build.
    const today = new Date().toISOString().slice(0, 10);
    for (const line of oldTables(tables, today)) process.stderr.write(`warning: ${line}\n`);
    for (const [name, { checked }] of tables) expect([name, Number.isNaN(Date.parse(checked))]).toEqual([name, false]);
  });

  it("are what the rules that name them ask by, and say where it is from", () => {
    const ends = rules.find(({ id }) => id === "notebook-platform")?.parameters?.["ends"];
    expect(ends?.default).toEqual(tables.get("notebook-platforms")?.rows);
    expect(ends?.description).toContain("checked on");
  });

  it("that are not there are refused", () => {
    const [rule] = rules;
    if (!rule) throw new Error("there are no rules");
    const named = { ...rule, parameters: { x: { description: "something", schema: {}, default: null, table: "nothing" } } };
    expect(() => withTables(named, tables)).toThrow('There is no table "nothing".');
  });

  it("are in the policies as they are written", () => {
    expect(readFileSync(`${root}policies/lib/tables.rego`, "utf8")).toBe(tablesRego(tables));
  });
});
