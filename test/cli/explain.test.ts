import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rulePage } from "../../scripts/rules/docs.ts";
import { explanation } from "../../src/cli/rule-text.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";

const { rules, frameworks } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));

/** The words alone: marks of a page, rules of a table and line breaks are the medium's. */
const words = (text: string): string[] =>
  text
    .replaceAll(/^(#+|\||-|```\w*$)/gm, " ")
    .replaceAll(/\*\*|\||\\/g, " ")
    .replaceAll(/^\s*-/gm, " ")
    .split(/\s+/)
    .map((word) => word.replace(/:$/, ""))
    .filter((word) => word !== "" && !/^-+$/.test(word));

/** Up to the examples' resources, which only the page shows. */
const pageOf = (id: string): string => {
  const rule = rules.find((one) => one.id === id);
  const [page = ""] = rule ? rulePage(rule, frameworks).split("Each is executed by the tests:") : [];
  return page.replace(/^<!--.*-->/, "");
};

describe("explain", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("says of %s what its page says", (id, rule) => {
    expect(words(explanation(rule, frameworks, 100))).toEqual(words(pageOf(id)));
  });

  it("keeps to the width of the terminal where words allow", () => {
    const rule = rules.find(({ id }) => id === "idle-timeout");
    const text = rule ? explanation(rule, [], 80) : "";
    expect(text).toContain("maxMinutes");
    const long = text.split("\n").filter((line) => line.length > 80 && !/^ {4}/.test(line));
    expect(long).toEqual([]);
  });
});
