import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Problem } from "../estate/problem.ts";
import { checkSettings } from "./check-settings.ts";
import type { Config } from "./config.ts";
import { readBeside } from "./beside.ts";
import { normalise, type Origin } from "./normalise.ts";
import { type Parsed, type Path, parseYaml } from "./parse-yaml.ts";
import type { Settings } from "./settings.ts";
import { at, validate } from "./validate.ts";

const configNames = ["sagewarden.yaml", "sagewarden.yml", "sagewarden.json"] as const;

/** What the command line says in place of the file. */
export type Overrides = Pick<Settings, "profile" | "regions" | "accounts" | "failOn" | "allowIncomplete" | "unknown">;

/** A configuration, what was said to make it, and where each part of it was said. */
export type Loaded = { config: Config; settings: Settings; where: (path: Path) => string };

const commandLine = "command line";

const combine = (parsed: Parsed | null, overrides: Overrides): Loaded => {
  const said = parsed ? validate(parsed) : {};
  if (parsed) checkSettings(said, parsed);
  const { organization, ...rest } = said;
  // Accounts of the command line stand in place of all that the file says of accounts.
  const settings = { ...rest, ...(organization && !overrides.accounts && { organization }), ...overrides };
  const where = (path: Path): string => (Object.hasOwn(overrides, String(path[0])) || !parsed ? commandLine : at(parsed, path));
  return { config: normalise(settings, parsed && originOf(parsed)), settings, where };
};

const originOf = ({ file, locate }: Parsed): Origin => ({ file, lineOf: (index) => locate(["exceptions", index]).line });

const withFiles = async (parsed: Parsed, overrides: Overrides, path: string): Promise<Loaded> => {
  const loaded = combine(parsed, overrides);
  const beside = await readBeside(loaded.settings, path);
  return { ...loaded, config: normalise(loaded.settings, originOf(parsed), beside) };
};

/** A configuration from a text; `file` is its name in messages. */
export const parseConfig = (text: string, file: string, overrides: Overrides = {}): Loaded => combine(parseYaml(text, file), overrides);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

const readIfThere = async (file: string, shown: string): Promise<string | undefined> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new Problem(
      {
        code: "config-unreadable",
        what: "The configuration cannot be opened.",
        where: shown,
        todo: "Check that it is a file that you may read.",
      },
      { cause: error },
    );
  }
};

type Request = { cwd: string; file?: string | undefined; overrides?: Overrides };

/** The file that was asked for, or the one in the working directory, or the defaults. Two side by side are refused: one would be ignored. */
export const loadConfig = async ({ cwd, file, overrides = {} }: Request): Promise<Loaded> => {
  if (file !== undefined) {
    const text = await readIfThere(resolve(cwd, file), file);
    if (text === undefined) {
      throw new Problem({
        code: "config-missing",
        what: "There is no configuration file of that name.",
        where: file,
        todo: "Check the path after --config.",
      });
    }
    return withFiles(parseYaml(text, file), overrides, resolve(cwd, file));
  }
  const found: [string, string][] = [];
  for (const name of configNames) {
    const text = await readIfThere(join(cwd, name), name);
    if (text !== undefined) found.push([name, text]);
  }
  const [first, second] = found;
  if (first && second) {
    const what = `There are two configurations side by side, ${first[0]} and ${second[0]}, and one of them would be ignored.`;
    throw new Problem({ code: "config-twice", what, where: cwd, todo: "Remove one, or name the right one with --config." });
  }
  return first ? withFiles(parseYaml(first[1], first[0]), overrides, join(cwd, first[0])) : combine(null, overrides);
};
