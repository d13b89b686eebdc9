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
import { looksAt } from "./looking.ts";
import { judgeLook, withShelves } from "./look.ts";
import { type GlobalOptions, type PlaceOptions, placesOf, withPlaces } from "./options.ts";

type Options = GlobalOptions & PlaceOptions & { apply?: true; journal: string };

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

/** An act must not land in another account than the one that was looked at. */
const checkAccounts = ({ loaded }: Setting): void => {
  const { accounts, organization } = loaded.config;
  const [only, ...others] = accounts;
  if (!organization && (!only || (only.profile !== undefined && others.length === 0))) return;
  throw new Problem({
    code: "stop-several-accounts",
    what: "Stopping is done in one account at a time, as the one whose credentials these are.",
    where: loaded.where([organization ? "organization" : "accounts"]),
    todo: "Run it once for each account, each time with --aws-profile NAME.",
  });
};

/** What was not seen was not stopped either: the run must not look as if all were well. */
const gapsIn = async (report: Report, { loaded }: Setting): Promise<Outcome> => {
  const { coverageOutcome } = await import("../index.ts");
  return coverageOutcome({ report, allowIncomplete: loaded.config.allowIncomplete });
};

/** The result, or that another run has the right to act: which is no failure of a workflow that runs every few minutes. */
const unlessBusy = async <Result>(work: Promise<Result>): Promise<{ done: Result } | { busy: Problem }> => {
  try {
    return { done: await work };
  } catch (error) {
    if (error instanceof Problem && error.facts.code === "lease-held") return { busy: error };
    throw error;
  }
};

const stop = async (io: Io, options: Options): Promise<number> => {
  const setting = await prepare(io, options, placesOf(options));
  checkApproval(options, setting);
  checkAccounts(setting);
  const { awsClients, documentOf, kinds, planStop, planTable, stopVerbs, strongest, wantedBy } = await import("../index.ts");
  const quiet = options.quiet === true;
  // Only what lives can be stopped: jobs that ended are not looked at.
  const scope = { wanted: wantedBy(setting.loaded.config, setting.catalogue), since: (now: string) => now, trustSearch: false };
  const live = await lookLive(io, setting.loaded.config, { quiet, scope });
  const report = await withShelves(async (open) => documentOf((await judgeLook(live, { setting, open })).report));
  const clients = awsClients(readAccess(setting.loaded.config, live.region));
  try {
    const identity = await callerIn(live.region, setting);
    if (options.apply) await requireKnown(identity, setting);
    const mayNot = await permissionOf(identity, setting);
    const run = planStop({
      report,
      kinds,
      limits: setting.loaded.config.remediation,
      standingApproval: setting.loaded.config.remediation.standingApproval,
      ...(await looksAt(report, clients, { verbs: stopVerbs })),
      mayNot,
      now: setting.now,
      identity,
      policies: setting.catalogue.policy,
    });
    const approval = options.apply ? run.approval : null;
    const now = (): string => options.now ?? io.clock();
    const carried = await unlessBusy(carryOut(io, { ...run, approval, mayNot, identity, clients, setting, journal: options.journal, now }));
    if ("busy" in carried) {
      // Nobody is to be woken for that: the run that holds it does the same work, and the next one catches up.
      say(io, `nothing was done: ${carried.busy.facts.what} The next run catches up.`);
      return sayOutcome(io, await gapsIn(report, setting), quiet);
    }
    const { done: result } = carried;
    if (!quiet) io.stdout.write(`${planTable(run.plan)}\n${actsText(result)}`);
    if (!options.apply && run.plan.items.length > 0) say(io, "nothing was done: to do it, add --apply.");
    const acted: Outcome = { code: result.code, reasons: result.code === 4 ? ["a stop failed or was not reached"] : [], warnings: [] };
    return sayOutcome(io, strongest([acted, await gapsIn(report, setting)]), quiet);
  } finally {
    clients.close();
  }
};

export const addStop = (program: Command, { io, exit }: Frame): void => {
  withPlaces(program.command("stop"))
    .description("one run of the stop workflow: what is overdue")
    .option("--apply", "stop it; without this, only show it")
    .option("--journal <file>", "where each act is written down before it is done", journalFile)
    .addHelpText("after", help)
    .action(async (_: unknown, command: Command) => exit(await stop(io, command.optsWithGlobals<Options>())));
};
