import type { Rule } from "../index.ts";
import { columns, paragraph } from "./paragraph.ts";

const fixability = {
  "in-place": "at any time, in place",
  "stop-first": "in place, once it is stopped",
  recreate: "only by making it anew",
  none: "not by a change of its own",
} as const;

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

const places = {
  console: "In the console",
  cli: "On the command line",
  terraform: "In Terraform",
  cloudformation: "In CloudFormation",
} as const;

const fixes = (rule: Rule): string[] =>
  (["console", "cli", "terraform", "cloudformation"] as const).flatMap((place) => {
    const text = rule.fix[place];
    return text === undefined
      ? []
      : [
          `  ${places[place]}:`,
          ...text
            .trimEnd()
            .split("\n")
            .map((line) => `    ${line}`),
        ];
  });

/** The rule as somebody meets it who has to mend what it says. */
export const explanation = (rule: Rule, columnCount: number | undefined): string => {
  const width = Math.min(columnCount ?? 100, 100);
  const head = `${rule.id} (${rule.severity}): ${rule.title}`;
  return `${[head, "", paragraph(rule.why, width), "", `How to mend it (${fixability[rule.fixable]}):`, ...fixes(rule)].join("\n")}\n`;
};
