import { basename } from "node:path";
import { Problem } from "../../src/estate/problem.ts";
import type { Json } from "../../src/estate/json.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";

/** Facts of AWS that change, with the day on which somebody looked them up. */
export type Table = { title: string; source: string; checked: string; rows: Json };

export type Tables = ReadonlyMap<string, Table>;

export const tableName = (file: string): string => basename(file, ".yaml");

/** Of the parameters as they are written, some name a table in place of a default. */
type Written = { description: string; table?: string; default?: Json };

const tableOf = (rule: string, name: string, tables: Tables): Table => {
  const table = tables.get(name);
  if (table) return table;
  const todo = `The tables are: ${[...tables.keys()].join(", ")}.`;
  throw new Problem({ code: "catalogue-invalid", what: `There is no table "${name}".`, where: rule, todo });
};

/** The rule with the rows of the tables that its parameters name. */
export const withTables = (rule: RuleEntry, tables: Tables): RuleEntry => {
  if (!rule.parameters) return rule;
  const filled = Object.entries(rule.parameters).map(([name, parameter]) => {
    const { table: from, ...written }: typeof parameter & Written = parameter;
    if (from === undefined) return [name, parameter] as const;
    const { rows, source, checked } = tableOf(rule.id, from, tables);
    return [
      name,
      { ...written, description: `${written.description} The default is from ${source}; checked on ${checked}.`, default: rows },
    ] as const;
  });
  return { ...rule, parameters: Object.fromEntries(filled) };
};

/** Tables that many rules read are a part of the policies, as data. */
export const tablesRego = (tables: Tables): string => {
  const nvme = tables.get("nvme-families")?.rows ?? [];
  const names = [nvme].flat().map((name) => `\t${JSON.stringify(name)},\n`);
  return `# Generated from rules/tables by \`npm run rules:build\`. Do not edit.\npackage sagewarden.lib\n\n_nvme_families := {\n${names.join("")}}\n`;
};

const dayMs = 86_400_000;

/** What has not been looked up for more than 180 days: AWS has hardly stood still since. */
export const oldTables = (tables: Tables, today: string): string[] =>
  [...tables]
    .filter(([, { checked }]) => Date.parse(today) - Date.parse(checked) > 180 * dayMs)
    .map(
      ([name, { checked, source }]) => `rules/tables/${name}.yaml was checked on ${checked}: look it up at "${source}" and write the day.`,
    );
