import { type Command, Option } from "commander";
import { severities } from "../config/choices.ts";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import type { Catalogue, Rule } from "../index.ts";
import { findFramework, findRule, readCatalogue } from "./catalogue.ts";
import { frameworkText } from "./controls.ts";
import { columns } from "./paragraph.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare } from "./judging.ts";
import type { GlobalOptions } from "./options.ts";
import { ruleText } from "./rule-text.ts";

type Options = { json?: true };
type Filters = { family?: string; kind?: string; severity?: string };
type ListOptions = Options & Filters & { framework?: string; profile?: string };

const inJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const table = (rules: readonly Rule[]): string => `${columns(rules.map(({ id, severity, title }) => [id, severity, title]))}\n`;

const isAmong = (word: string, known: readonly string[], what: string): void => {
  if (known.includes(word)) return;
  const all = [...new Set(known)].sort();
  throw new Problem({
    code: `${what}-unknown`,
    what: `No rule is of the ${what} "${word}".${didYouMean(word, all)}`,
    todo: `They are: ${all.join(", ")}.`,
  });
};

/** All that is asked for must fit. A word that no rule knows is a slip of the pen, and not an empty list. */
const filtered = (rules: readonly Rule[], { family, kind, severity }: Filters): Rule[] => {
  if (family !== undefined)
    isAmong(
      family,
      rules.map((rule) => rule.family),
      "family",
    );
  if (kind !== undefined)
    isAmong(
      kind,
      rules.flatMap((rule) => rule.kinds),
      "kind",
    );
  return rules.filter(
    (rule) =>
      (family === undefined || rule.family === family) &&
      (kind === undefined || rule.kinds.includes(kind)) &&
      (severity === undefined || rule.severity === severity),
  );
};

/** The rules of a profile, be it the configuration's own, with the severities that it gives them. */
const ofProfile = async (io: Io, profile: string, options: GlobalOptions): Promise<Rule[]> => {
  const { loaded, catalogue } = await prepare(io, options, { profile });
  const { chooseRules } = await import("../index.ts");
  const chosen = chooseRules(catalogue, { profile, profiles: loaded.config.profiles, settings: {}, supplied: {} });
  return chosen.map(({ rule, severity }) => ({ ...rule, severity }));
};

const listed = async (io: Io, catalogue: Catalogue, options: ListOptions & GlobalOptions): Promise<Rule[]> =>
  filtered(options.profile === undefined ? catalogue.rules : await ofProfile(io, options.profile, options), options);

export const addRules = (program: Command, { io }: Frame): void => {
  const rules = program.command("rules").description("the rules of the catalogue").helpCommand(false);
  rules
    .command("list")
    .description("every rule with its severity and title")
    .option("--json", "as an array of catalogue entries")
    .option("--framework <id>", "the controls of this framework, with the rules that serve them")
    .option("--family <name>", "those of this family")
    .option("--kind <name>", "those that are asked of this kind")
    .option("--profile <name>", "those of this profile, with its severities")
    .addOption(new Option("--severity <severity>", "those of this severity").choices(severities))
    .action(async (_: unknown, command: Command) => {
      const options: ListOptions & GlobalOptions = command.optsWithGlobals();
      const { json, framework: id } = options;
      const catalogue = await readCatalogue();
      if (id !== undefined) {
        const framework = findFramework(catalogue, id);
        io.stdout.write(json ? inJson(framework) : frameworkText(framework));
        return;
      }
      const found = await listed(io, catalogue, options);
      io.stdout.write(json ? inJson(found) : table(found));
    });
  rules
    .command("show")
    .description("what a rule reads, which parameters it has, which controls it serves")
    .argument("<rule>", "its id")
    .option("--json", "as a catalogue entry")
    .action(async (id: string, { json }: Options) => {
      const rule = findRule(await readCatalogue(), id);
      io.stdout.write(json ? inJson(rule) : ruleText(rule, io.stdout.columns));
    });
};
