import type { Command } from "commander";
import type { Rule } from "../index.ts";
import { findFramework, findRule, readCatalogue } from "./catalogue.ts";
import { frameworkText } from "./controls.ts";
import { columns } from "./paragraph.ts";
import type { Frame } from "./frame.ts";
import { ruleText } from "./rule-text.ts";

type Options = { json?: true };
type ListOptions = Options & { framework?: string };

const inJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const table = (rules: readonly Rule[]): string => `${columns(rules.map(({ id, severity, title }) => [id, severity, title]))}\n`;

export const addRules = (program: Command, { io }: Frame): void => {
  const rules = program.command("rules").description("the rules of the catalogue").helpCommand(false);
  rules
    .command("list")
    .description("every rule with its severity and title")
    .option("--json", "as an array of catalogue entries")
    .option("--framework <id>", "the controls of this framework, with the rules that serve them")
    .action(async ({ json, framework: id }: ListOptions) => {
      const catalogue = await readCatalogue();
      if (id !== undefined) {
        const framework = findFramework(catalogue, id);
        io.stdout.write(json ? inJson(framework) : frameworkText(framework));
        return;
      }
      io.stdout.write(json ? inJson(catalogue.rules) : table(catalogue.rules));
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
