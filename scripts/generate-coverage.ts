import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { formatNames } from "../reports/index.ts";
import { createProgram } from "../src/cli/program.ts";
import { didYouMean } from "../src/estate/closest.ts";
import { Problem } from "../src/estate/problem.ts";
import { kinds } from "../src/kinds/registry.ts";
import { type CoverageRow, type CoverageTable, readCoverage } from "./coverage/read.ts";
import { coveragePage } from "./coverage/page.ts";
import { type GeneratedFiles, generatorMain, root } from "./generated-files.ts";
import { readEntries } from "./rules/read-entries.ts";

const holders = ["rules", "kinds", "verbs", "commands", "reports"] as const;
type Known = Record<(typeof holders)[number], readonly string[]>;

const sink = { write: () => undefined, isTerminal: false, columns: undefined };
const io = { cwd: root, env: {}, stdout: sink, stderr: sink, clock: () => "", signal: new AbortController().signal };

/** `fix plan`: what can be called, by the words that call it. */
const commandsOf = (command: Command, before: readonly string[] = []): string[] =>
  command.commands.flatMap((one) => {
    const words = [...before, one.name()];
    return one.commands.length > 0 ? commandsOf(one, words) : [words.join(" ")];
  });

const everything = (): Known => ({
  rules: readEntries(root).rules.map(({ id }) => id),
  kinds: kinds.map(({ name }) => name),
  verbs: kinds.flatMap(({ name, verbs }) => Object.keys(verbs).map((verb) => `${name}:${verb}`)),
  commands: commandsOf(createProgram(io, () => undefined)),
  reports: formatNames,
});

const complain = (file: string, row: CoverageRow, what: string, todo: string): never => {
  throw new Problem({ code: "coverage-invalid", what: `${row.id} (${row.about}): ${what}`, where: file, todo });
};

const checkRow = (file: string, row: CoverageRow, known: Known): void => {
  for (const holder of holders)
    for (const name of row[holder] ?? [])
      if (!known[holder].includes(name))
        complain(file, row, `There is no "${name}" among the ${holder}.`, didYouMean(name, known[holder]).trim() || "Correct the name.");
  for (const test of row.tests ?? []) if (!existsSync(join(root, test))) complain(file, row, `There is no ${test}.`, "Correct the path.");
};

/** Of the rules that are still being written, those that are there count as the others do; the row waits for the rest. */
const settle = (row: CoverageRow, known: Known): CoverageRow => {
  const missing = (row.rules ?? []).filter((name) => name.endsWith("?") && !known.rules.includes(name.slice(0, -1)));
  const { rules, notYet, ...rest } = row;
  const found = (rules ?? []).filter((name) => !missing.includes(name)).map((name) => name.replace(/\?$/, ""));
  const waits = [...(notYet === undefined ? [] : [notYet]), ...missing.map((name) => `the rule ${name.slice(0, -1)}`)];
  return { ...rest, ...(found.length > 0 && { rules: found }), ...(waits.length > 0 && { notYet: waits.join("; ") }) };
};

export const generateCoverage = (): GeneratedFiles => {
  const known = everything();
  const tables = readCoverage(root).map(({ file, table }): CoverageTable => {
    const rows = table.rows.map((row) => settle(row, known));
    for (const row of rows) checkRow(file, row, known);
    return { ...table, rows };
  });
  return { "docs/coverage.md": coveragePage(tables) };
};

if (process.argv[1] === import.meta.filename) await generatorMain(generateCoverage);
