import type { CoverageRow, CoverageTable } from "./read.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const code = (text: string): string => `\`${text}\``;

const holding = ({ rules = [], kinds = [], verbs = [], commands = [], reports = [], tests = [] }: CoverageRow): string[] =>
  [
    ["rules", rules.map((id) => `[${id}](rules/${id}.md)`)] as const,
    ["kinds", kinds.map(code)] as const,
    ["verbs", verbs.map(code)] as const,
    ["commands", commands.map((name) => code(`sagewarden ${name}`))] as const,
    ["reports", reports.map(code)] as const,
    ["tests", tests.map((file) => `[${file.split("/").at(-1) ?? file}](../${file})`)] as const,
  ].flatMap(([what, names]) => (names.length === 0 ? [] : [`${what} ${names.join(", ")}`]));

const reasons = ({ leftOut, notYet }: CoverageRow): string[] => [
  ...(leftOut === undefined ? [] : [`left out: ${leftOut}`]),
  ...(notYet === undefined ? [] : [`not yet: ${notYet}`]),
];

const section = ({ title, about, rows }: CoverageTable): string[] => {
  const peers = rows.some((one) => one.peers !== undefined);
  const head = ["", "what", ...(peers ? ["peers"] : []), "held by, or why not"];
  const lines = rows.map((one) => [
    one.id,
    one.about,
    ...(peers ? [(one.peers ?? []).join(", ")] : []),
    [...holding(one), ...reasons(one)].join("; "),
  ]);
  return [`## ${title}`, about, [row(head), row(head.map(() => "---")), ...lines.map(row)].join("\n")];
};

const counted = (number: number, what: string): string => `${number} row${number === 1 ? "" : "s"} ${what}`;

/** Every row with what holds it, or the reason why nothing does. */
export const coveragePage = (tables: readonly CoverageTable[]): string => {
  const rows = tables.flatMap((table) => table.rows);
  const out = rows.filter((one) => holding(one).length === 0 && one.notYet === undefined);
  const waiting = rows.filter((one) => one.notYet !== undefined);
  return [
    "<!-- Generated from docs/coverage by `npm run generate`. Do not edit. -->",
    "# Coverage",
    "What peers check, collect and do, and what the platform says, each with what holds it here. Every name is looked up when this page is made: a rule, kind, verb or command that does not exist stops the build, and so does a row with neither a name nor a reason.",
    `${counted(rows.length, "in all")}; ${counted(out.length, "left out")}; ${counted(waiting.length, "not yet, wholly or in part")}.`,
    ...tables.flatMap(section),
    "",
  ].join("\n\n");
};
