import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import type { Clients, Report } from "../index.ts";
import { actsText, carryOut, journalFile } from "./acting.ts";
import { say } from "./failure.ts";
import { readInput, writeOutput } from "./files.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { sayOutcome, settingOf } from "./judging.ts";
import { collectWords, type GlobalOptions } from "./options.ts";

type PlanOptions = GlobalOptions & { output: string; verbs?: string[] };
type ApplyOptions = GlobalOptions & { approve?: string; journal: string };

/** Long enough to read a plan and to ask somebody; short enough that the estate is still the one it was made for. */
const ttlMinutes = 120;

const setting = async (io: Io, options: GlobalOptions) => {
  const { loadConfig } = await import("../config/load.ts");
  return settingOf(io, options, await loadConfig({ cwd: io.cwd, file: options.config }));
};

const withAws = async <Result>(use: (clients: Clients) => Promise<Result>): Promise<Result> => {
  const { awsClients } = await import("../index.ts");
  const clients = awsClients();
  try {
    return await use(clients);
  } finally {
    clients.close();
  }
};

const regionIn = (report: Report): string => {
  const region = report.resources[0]?.region;
  if (region !== undefined) return region;
  throw new Problem({
    code: "fix-nothing",
    what: "The report holds no resources, so there is nothing to plan.",
    todo: "Give the report of a live scan.",
  });
};

const plan = async (io: Io, file: string, options: PlanOptions): Promise<void> => {
  const { kinds, planFixes, planTable, readReport } = await import("../index.ts");
  const report = readReport(await readInput(io, file), file);
  const { catalogue, now } = await setting(io, options);
  const { arn } = await withAws((clients) => clients.caller(regionIn(report)));
  const made = planFixes({ report, kinds, verbs: options.verbs ?? ["stop"], now, ttlMinutes, identity: arn, policies: catalogue.policy });
  await writeOutput(io, options.output, `${JSON.stringify(made, null, 2)}\n`);
  if (options.quiet) return;
  io.stdout.write(planTable(made));
  say(io, `wrote the plan to ${options.output}. Nothing was done yet.`);
};

const apply = async (io: Io, file: string, options: ApplyOptions): Promise<number> => {
  const { planTable, readPlan } = await import("../index.ts");
  const made = readPlan(await readInput(io, file), file);
  const ready = await setting(io, options);
  const region = made.items[0]?.region;
  if (region === undefined) {
    say(io, "the plan holds no acts.");
    return 0;
  }
  const { maxActs, maxPercent } = ready.loaded.config.remediation;
  const now = (): string => options.now ?? io.clock();
  const result = await withAws(async (clients) => {
    const { arn: identity } = await clients.caller(region);
    const approval = options.approve === undefined ? null : { hash: options.approve, by: identity };
    return carryOut(io, {
      plan: made,
      approval,
      caps: { maxActs, maxPercent },
      identity,
      clients,
      setting: ready,
      journal: options.journal,
      now,
    });
  });
  if (!options.quiet) io.stdout.write(`${options.approve === undefined ? `${planTable(made)}\n` : ""}${actsText(result)}`);
  if (options.approve === undefined) say(io, `nothing was done: to do it, add --approve ${made.hash}.`);
  const reasons = result.code === 4 ? ["an act failed or was not reached"] : [];
  const warnings = result.overCap === null ? [] : [`an approval would be refused: ${result.overCap}`];
  return sayOutcome(io, { code: result.code, reasons, warnings }, options.quiet === true);
};

export const addFix = (program: Command, { io, exit }: Frame): void => {
  const fix = program.command("fix").description("plan, review and apply what puts findings right").helpCommand(false);
  fix
    .command("plan")
    .description("write down what would be done, for review; does nothing")
    .argument("<report>", "the report of a live scan (-f json=FILE)")
    .requiredOption("-o, --output <file>", "where the plan goes")
    .option("--verbs <verbs>", "what may be planned (default: stop)", collectWords)
    .action(async (file: string, _: unknown, command: Command) => plan(io, file, command.optsWithGlobals<PlanOptions>()));
  fix
    .command("apply")
    .description("look again at what a plan holds; with --approve, do it")
    .argument("<plan>", "a plan that `fix plan` wrote")
    .option("--approve <hash>", "the plan's hash: do what it says, and nothing else")
    .option("--journal <file>", "where each act is written down before it is done", journalFile)
    .action(async (file: string, _: unknown, command: Command) => exit(await apply(io, file, command.optsWithGlobals<ApplyOptions>())));
};
