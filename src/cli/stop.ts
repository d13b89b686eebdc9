import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import type { Outcome, Report } from "../index.ts";
import { actsText, callerIn, carryOut, journalFile, permissionOf, requireKnown } from "./acting.ts";
import { readAccess } from "./actors.ts";
import { say } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare, sayOutcome, type Setting } from "./judging.ts";
import { lookLive } from "./live.ts";
import { keysOf } from "./looking.ts";
import { judgeLook, withShelves } from "./look.ts";
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
  const { coverageOutcome } = await import("../index.ts");
  return coverageOutcome({ report, allowIncomplete: loaded.config.allowIncomplete });
};

const stop = async (io: Io, options: Options): Promise<number> => {
  const overrides = options.region ? { regions: options.region } : {};
  const setting = await prepare(io, options, overrides);
  checkApproval(options, setting);
  const { awsClients, documentOf, kinds, planStop, planTable, strongest, wantedBy } = await import("../index.ts");
  const quiet = options.quiet === true;
  // Only what lives can be stopped: jobs that ended are not looked at.
  const scope = { wanted: wantedBy(setting.loaded.config, setting.catalogue), since: (now: string) => now, trustSearch: false };
  const live = await lookLive(io, setting.loaded.config.regions, { quiet, scope, access: readAccess(setting.loaded.config) });
  const report = await withShelves(async (open) => documentOf((await judgeLook(live, { setting, open })).report));
  const clients = awsClients(readAccess(setting.loaded.config, live.region));
  try {
    const identity = await callerIn(live.region);
    if (options.apply) await requireKnown(identity, setting);
    const mayNot = await permissionOf(identity, setting);
    const run = planStop({
      report,
      kinds,
      limits: setting.loaded.config.remediation,
      standingApproval: setting.loaded.config.remediation.standingApproval,
      keyOf: await keysOf(report, clients),
      mayNot,
      now: setting.now,
      identity,
      policies: setting.catalogue.policy,
    });
    const approval = options.apply ? run.approval : null;
    const now = (): string => options.now ?? io.clock();
    const result = await carryOut(io, { ...run, approval, mayNot, identity, clients, setting, journal: options.journal, now });
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
