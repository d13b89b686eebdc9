import type { Framework, Rule } from "../index.ts";

/** What is said of a rule, for whatever it is shown on. */
export type Block =
  { text: string } | { title: string; code: string; language: string } | { list: string[] } | { head: string[]; rows: string[][] };
export type Section = { title: string; blocks: Block[] };

export const fixability: Record<Rule["fixable"], string> = {
  "in-place": "in place, at any time",
  "stop-first": "in place, once it is stopped",
  recreate: "only by making it anew",
  none: "by nobody but AWS",
};

const fixTitles = [
  ["console", "Console", ""],
  ["cli", "AWS CLI", "sh"],
  ["terraform", "Terraform", "hcl"],
  ["cloudformation", "CloudFormation", "yaml"],
] as const;

/** `model (each of containers)`: where not the whole is asked. */
const askedOf = ({ kinds, parts }: Rule): string =>
  kinds.map((kind) => (parts?.[kind] ? `${kind} (each of ${parts[kind].join(" and ")})` : kind)).join(", ");

const fixes = ({ fix }: Rule): Block[] =>
  fixTitles.flatMap(([way, title, language]): Block[] => {
    const text = fix[way];
    return text === undefined ? [] : [{ title, code: text.trimEnd(), language }];
  });

const mending = ({ fixable, remedy, prevent }: Rule): string =>
  [
    `It can be changed ${fixability[fixable]}.`,
    ...(remedy ? [`\`sagewarden fix\` does it: ${[remedy].flat().join(" or ")}.`] : []),
    ...(prevent ? [`The IAM condition key \`${prevent}\` prevents it.`] : []),
  ].join(" ");

const parameterRows = ({ parameters = {} }: Rule): string[][] =>
  Object.entries(parameters).map(([name, { description, default: value }]) => [`\`${name}\``, `\`${JSON.stringify(value)}\``, description]);

/** Whatever names the rule, be it by way of its family. */
const controlRows = ({ id: rule }: Rule, frameworks: readonly Framework[]): string[][] =>
  frameworks.flatMap(({ title: framework, controls }) =>
    controls.filter(({ rules }) => rules.includes(rule)).map(({ id, title, relation }) => [framework, id, relation, title]),
  );

const table = (title: string, head: string[], rows: string[][]): Section[] =>
  rows.length === 0 ? [] : [{ title, blocks: [{ head, rows }] }];

/** All that there is to say, but what the examples consist of: that is for those who write rules. */
export const ruleSections = (rule: Rule, frameworks: readonly Framework[]): Section[] => [
  { title: rule.title, blocks: [{ text: `\`${rule.id}\` · severity ${rule.severity} · asked of ${askedOf(rule)}` }, { text: rule.why }] },
  { title: "How to put it right", blocks: [{ text: mending(rule) }, ...fixes(rule)] },
  ...table("Parameters", ["name", "default", "meaning"], parameterRows(rule)),
  ...table("Controls", ["framework", "control", "relation", "what it asks"], controlRows(rule, frameworks)),
  { title: "What it looks at", blocks: [{ list: rule.reads.map((read) => `\`${read}\``) }] },
  { title: "Examples", blocks: [{ list: rule.examples.map(({ title, verdict }) => `${title}: ${verdict}`) }] },
];
