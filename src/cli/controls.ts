import type { Command } from "commander";
import type { ControlVerdict, Framework, JudgedControl, JudgedFramework } from "../index.ts";
import { findFramework, readCatalogue } from "./catalogue.ts";
import { readInput } from "./files.ts";
import type { Frame } from "./frame.ts";
import { columns } from "./paragraph.ts";

type Options = { framework?: string; json?: true };

const words: Record<ControlVerdict, string> = {
  fail: "FAIL",
  partial: "partial",
  pass: "pass",
  "not-assessed": "not assessed",
  "no-check": "no check",
};

const counted = ({ counts }: JudgedControl): string =>
  (["fail", "unknown", "exempt", "pass"] as const).flatMap((word) => (counts[word] === 0 ? [] : [`${counts[word]} ${word}`])).join(", ");

const head = ({ title, version, source, checked }: Omit<Framework, "controls">): string =>
  `${title}, ${version}\n${source}${checked === undefined ? "" : `, compared on ${checked}`}`;

const judgedText = (framework: JudgedFramework): string => {
  const rows = framework.controls.map((control) => [`  ${control.id}`, words[control.verdict], counted(control) || "-", control.title]);
  return `${head(framework)}\n${columns(rows)}\n`;
};

/** The list of a framework's controls, with the rules that serve each. */
export const frameworkText = (framework: Framework): string => {
  const rows = framework.controls.map(({ id, title, relation, rules }) => [
    `  ${id}`,
    rules.length === 0 ? "no check" : relation,
    title,
    rules.join(", "),
  ]);
  return `${head(framework)}\n${columns(rows)}\n`;
};

const meanings = `
fail: a rule that serves the control found a failure. pass: all that the control asks was asked, of everything, and held. partial: what was asked
holds, but the control asks more than the rules do, or something was unknown, exempt or not looked at; so also where rules only bear on a control.
not assessed: there was nothing to judge. no check: no rule serves the control.`;

export const addControls = (program: Command, { io }: Frame): void => {
  program
    .command("controls")
    .description("what a report says of the controls of a framework")
    .argument("<file>", "a report that was written with -f json=FILE")
    .option("--framework <id>", "this one only; otherwise all")
    .option("--json", "as data")
    .addHelpText("after", meanings)
    .action(async (file: string, { framework, json }: Options) => {
      const catalogue = await readCatalogue();
      const frameworks = framework === undefined ? catalogue.frameworks : [findFramework(catalogue, framework)];
      const { judgeControls, readReport } = await import("../index.ts");
      const report = readReport(await readInput(io, file), file);
      const judged = frameworks.map((one) => judgeControls(one, report));
      io.stdout.write(json ? `${JSON.stringify(judged, null, 2)}\n` : judged.map(judgedText).join("\n"));
    });
};
