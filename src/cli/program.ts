import { Command } from "commander";
import { visible } from "../../reports/visible.ts";
import { addAudit } from "./audit.ts";
import { addCheck } from "./check.ts";
import { addCompletion } from "./completion.ts";
import { addConfig } from "./config.ts";
import { addControls } from "./controls.ts";
import { addDoctor } from "./doctor.ts";
import { addExplain } from "./explain.ts";
import { usageText } from "./failure.ts";
import { addFix } from "./fix.ts";
import type { Io } from "./io.ts";
import { globalOptions } from "./options.ts";
import { version } from "./package-files.ts";
import { addPermissions } from "./permissions.ts";
import { addReport } from "./report.ts";
import { addRules } from "./rules.ts";
import { addScan } from "./scan.ts";
import { addSchedule } from "./schedule.ts";
import { addSchema } from "./schema.ts";
import { addStop } from "./stop.ts";

const examples = `
Examples:
  sagewarden scan --demo                     judge the built-in demo estate
  sagewarden scan -f html=report.html        judge what is live, and write a page
  sagewarden check plan.json -f sarif=out.sarif
  sagewarden fix plan report.json -o fix.json && sagewarden fix apply fix.json
  sagewarden explain notebook-root-access

Exit codes: 0 clean, 1 findings, 2 usage or input, 3 incomplete or unknown, 4 a remediation failed, 130 interrupted.`;

/** The verbs in the order of the help: first what most people want. */
const verbs = [
  addScan,
  addCheck,
  addReport,
  addFix,
  addStop,
  addSchedule,
  addAudit,
  addRules,
  addExplain,
  addControls,
  addDoctor,
  addPermissions,
  addConfig,
  addSchema,
  addCompletion,
];

export const createProgram = (io: Io, exit: (code: number) => void): Command => {
  const program = new Command("sagewarden")
    .description("Tells what is wrong in an AWS machine-learning estate, live or planned, and what it could not see.")
    .version(version(), "--version", "the version")
    .helpOption("-h, --help", "this help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText("after", examples)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(`sagewarden: ${visible(usageText(text))} \`--help\` shows what there is.\n`),
    });
  for (const option of globalOptions()) program.addOption(option);
  for (const add of verbs) add(program, { io, exit });
  return program;
};
