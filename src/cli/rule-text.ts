import type { Framework, Rule } from "../index.ts";
import { columns, paragraph } from "./paragraph.ts";
import { type Block, fixability, ruleSections } from "./rule-sections.ts";

const facts = (rule: Rule): string =>
  columns(
    [
      ["Severity", rule.severity],
      ["Family", rule.family],
      ["Kinds", rule.kinds.join(", ")],
      ["Reads", rule.reads.join(", ")],
      ["Can be mended", fixability[rule.fixable]],
      ...(rule.remedy ? [["Remedy", `${[rule.remedy].flat().join(" or ")} (see \`sagewarden fix plan\`)`]] : []),
      ...(rule.prevent ? [["Prevented by", rule.prevent]] : []),
      ...Object.entries(rule.controls ?? {}).map(([framework, ids]) => [framework, ids.join(", ")]),
    ].map(([name = "", value = ""]) => [`  ${name}`, value]),
  );

const parameters = (rule: Rule, width: number): string[] => {
  const entries = Object.entries(rule.parameters ?? {});
  if (entries.length === 0) return [];
  return [
    "",
    "Parameters:",
    ...entries.flatMap(([name, { description, default: value }]) => [
      `  ${name}: ${JSON.stringify(value)}`,
      paragraph(description, width, "    "),
    ]),
  ];
};

/** The rule as a specialist looks at it. */
export const ruleText = (rule: Rule, columnCount: number | undefined): string => {
  const width = Math.min(columnCount ?? 100, 100);
  return `${[`${rule.id}: ${rule.title}`, "", facts(rule), ...parameters(rule, width)].join("\n")}\n`;
};

/** The last column is broken into lines, where there is room for more than a few words. */
const tableText = (rows: readonly (readonly string[])[], width: number): string => {
  const before = columns(rows.map((row) => [...row.slice(0, -1).map((cell, at) => (at === 0 ? `  ${cell}` : cell)), ""])).split("\n");
  return before
    .map((left, at) => {
      const last = rows[at]?.at(-1) ?? "";
      const room = width - left.length;
      return left + (room < 30 ? last : paragraph(last, room).replaceAll("\n", `\n${" ".repeat(left.length)}`));
    })
    .join("\n");
};

const shown = (block: Block, width: number): string => {
  if ("text" in block) return paragraph(block.text, width);
  if ("list" in block) return block.list.map((item) => `  - ${item}`).join("\n");
  if ("rows" in block) return tableText([block.head, ...block.rows], width);
  const lines =
    block.language === "" ? paragraph(block.code, width, "    ").split("\n") : block.code.split("\n").map((line) => `    ${line}`);
  return [`  ${block.title}:`, ...lines.map((line) => line.trimEnd())].join("\n");
};

/** The rule as somebody meets it who has to mend what it says: the same as its page in docs/rules, whose examples show their resources too. */
export const explanation = (rule: Rule, frameworks: readonly Framework[], columnCount: number | undefined): string => {
  const width = Math.min(columnCount ?? 100, 100);
  const parts = ruleSections(rule, frameworks).map(({ title, blocks }, index) => {
    const head = index === 0 ? title : `${title}:`;
    return [head, ...blocks.map((block) => shown(block, width))].join(index === 0 ? "\n\n" : "\n");
  });
  return `${parts.join("\n\n")}\n`;
};
