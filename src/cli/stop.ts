import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import type { Outcome, Report } from "../index.ts";
import { actsText, carryOut, journalFile } from "./acting.ts";
import { say } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { judgeEstate, prepare, sayOutcome, type Setting } from "./judging.ts";
import { scanLive } from "./live.ts";
import { collectWords, type GlobalOptions } from "./options.ts";

type Options = GlobalOptions & { apply?: true; region?: string[]; journal: string };

const help = `
Stops what runs past its stop time. It acts only with --apply, and only as far as the configuration's
remediation.standingApproval goes; without --apply it shows what it would do. Meant to be run at an interval.`;

const checkApproval = ({ apply }: Options, { loaded }: Setting): void => {
  if (!apply || loaded.config.remediation.standingApproval) return;
  throw new Problem({
    code: "stop-not-approved",
    what: "Nobody has approved that anything is stopped unattended.",
    where: loaded.where(["remediation"]),
    todo: "Add remediation.standingApproval to the configuration, or use `sagewarden fix plan` and `fix apply`.",
  });
};

/** What was not seen was not stopped either: the run must not look as if all were well. */
const gapsIn = async (report: Report, { loaded }: Setting): Promise<Outcome> => {
  const { exitCode } = await import("../index.ts");
  const { failOn, allowIncomplete } = loaded.config;
  return exitCode({ report: { ...report, findings: [], notices: [] }, failOn, allowIncomplete, checkMode: false });
};

const stop = async (io: Io, options: Options): Promise<number> => {
  const overrides = options.region ? { regions: options.region } : {};
  const setting = await prepare(io, options, overrides);
  checkApproval(options, setting);
  const { awsClients, kinds, planStop, planTable, strongest } = await import("../index.ts");
  const quiet = options.quiet === true;
  const seen = await scanLive(io, setting.loaded.config.regions, quiet);
  const report = await judgeEstate(seen, setting);
  const { standingApproval, maxActs, maxPercent } = setting.loaded.config.remediation;
  const clients = awsClients();
  try {
    const { arn: identity } = await clients.caller(seen.region);
    const policies = setting.catalogue.policy;
    const run = planStop({ report, kinds, caps: { maxActs, maxPercent }, standingApproval, now: setting.now, identity, policies });
    const approval = options.apply ? run.approval : null;
    const now = (): string => options.now ?? io.clock();
    const result = await carryOut(io, { ...run, approval, identity, clients, setting, journal: options.journal, now });
    if (!quiet) io.stdout.write(`${planTable(run.plan)}\n${actsText(result)}`);
    if (!options.apply && run.plan.items.length > 0) say(io, "nothing was done: to do it, add --apply.");
    const acted: Outcome = { code: result.code, reasons: result.code === 4 ? ["a stop failed or was not reached"] : [], warnings: [] };
    return sayOutcome(io, strongest([acted, await gapsIn(report, setting)]), quiet);
  } finally {
    clients.close();
  }
};

export const addStop = (program: Command, { io, exit }: Frame): void => {
  program
    .command("stop")
    .description("one run of the stop workflow: what is overdue")
    .option("--apply", "stop it; without this, only show it")
    .option("--region <name>", "look here; repeatable", collectWords)
    .option("--journal <file>", "where each act is written down before it is done", journalFile)
    .addHelpText("after", help)
    .action(async (_: unknown, command: Command) => exit(await stop(io, command.optsWithGlobals<Options>())));
};
