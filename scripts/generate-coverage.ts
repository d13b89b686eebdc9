import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { formatNames } from "../reports/index.ts";
import { createProgram } from "../src/cli/program.ts";
import { kinds } from "../src/kinds/registry.ts";
import { hold, type Known } from "./coverage/hold.ts";
import { coveragePage } from "./coverage/page.ts";
import { readCoverage } from "./coverage/read.ts";
import { type GeneratedFiles, generatorMain, root } from "./generated-files.ts";
import { readEntries } from "./rules/read-entries.ts";

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
  tests: readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" }).map((file) => `test/${file.replaceAll("\\", "/")}`),
});

export const generateCoverage = (): GeneratedFiles => {
  const known = everything();
  const tables = readCoverage(root);
  for (const { file, table } of tables) hold(file, table, known);
  return { "docs/coverage.md": coveragePage(tables.map(({ table }) => table)) };
};

if (process.argv[1] === import.meta.filename) await generatorMain(generateCoverage);
