import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { createProgram } from "../../src/cli/program.ts";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");

const sink = { write: () => undefined, isTerminal: false, columns: undefined };
const io: Io = { cwd: "/", env: {}, stdout: sink, stderr: sink, clock: () => "", signal: new AbortController().signal };
const program = createProgram(io, () => undefined);

type Verb = { name: string; command: Command };
const verbsOf = (command: Command, before: readonly string[] = []): Verb[] =>
  command.commands.flatMap((one) => {
    const names = [...before, one.name()];
    return one.commands.length > 0 ? verbsOf(one, names) : [{ name: names.join(" "), command: one }];
  });
const verbs = verbsOf(program);
const optionsOf = (command: Command): string[] =>
  command.options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag !== undefined);

/** As a word of its own: `--no-color` does not speak for `--color`. */
const isNamed = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(page);

describe("docs/cli.md", () => {
  it.each(verbs.map(({ name }) => name))("names the verb %s", (name) => {
    expect(isNamed(name)).toBe(true);
  });

  it("names every option, long and short", () => {
    const options = new Set([program, ...verbs.map(({ command }) => command)].flatMap(optionsOf));
    expect(options.size).toBeGreaterThan(20);
    expect([...options].filter((option) => !isNamed(option))).toEqual([]);
  });

  it("names no option that there is not", () => {
    const known = new Set(["--help", ...[program, ...verbs.map(({ command }) => command)].flatMap(optionsOf)]);
    const named = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag);
    expect([...new Set(named)].filter((flag) => !known.has(flag))).toEqual([]);
  });

  it("names every exit code", () => {
    for (const code of [0, 1, 2, 3, 4, 130]) expect(page).toMatch(new RegExp(`^\\| ${code} +\\|`, "m"));
  });
});
