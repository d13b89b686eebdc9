import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import type { Outcome, Report } from "../index.ts";
import { actsText, carryOut, journalFile, permissionOf, requireKnown } from "./acting.ts";
import { say } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare, sayOutcome, type Setting } from "./judging.ts";
import { lookLive } from "./live.ts";
import { askedIn, looksAt } from "./looking.ts";
import { judgeLook, withShelves } from "./look.ts";
import { type GlobalOptions, type PlaceOptions, placesOf, withPlaces } from "./options.ts";
import { boundsFor, withWays } from "./ways.ts";

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
  const { documentOf, kinds, planStop, planTable, stopVerbs, strongest, wantedBy } = await import("../index.ts");
  const quiet = options.quiet === true;
  // Only what lives can be stopped: jobs that ended are not looked at.
  const scope = { wanted: wantedBy(setting.loaded.config, setting.catalogue), since: (now: string) => now, trustSearch: false };
  const live = await lookLive(io, setting.loaded.config, { quiet, scope });
  const report = await withShelves(async (open) => documentOf((await judgeLook(live, { setting, open })).report));
  const { config } = setting.loaded;
  const places = askedIn(report, { verbs: stopVerbs });
  return withWays([live.region, ...places.map(({ region }) => region)], setting, async (ways) => {
    const { identity } = ways;
    if (options.apply) await requireKnown(ways, setting);
    const mayNot = await permissionOf(ways, places, setting);
    const run = planStop({
      report,
      kinds,
      limits: config.remediation,
      standingApproval: config.remediation.standingApproval,
      ...(await looksAt(report, ways, { verbs: stopVerbs })),
      boundOf: await boundsFor(
        ways,
        config,
        places.map(({ account }) => account),
      ),
      mayNot,
      now: setting.now,
      identity,
      policies: setting.catalogue.policy,
    });
    const approval = options.apply ? run.approval : null;
    const now = (): string => options.now ?? io.clock();
    const carried = await unlessBusy(carryOut(io, { ...run, approval, mayNot, identity, ways, setting, journal: options.journal, now }));
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
  });
};

export const addStop = (program: Command, { io, exit }: Frame): void => {
  withPlaces(program.command("stop"))
    .description("one run of the stop workflow: what is overdue")
    .option("--apply", "stop it; without this, only show it")
    .option("--journal <file>", "where each act is written down before it is done", journalFile)
    .addHelpText("after", help)
    .action(async (_: unknown, command: Command) => exit(await stop(io, command.optsWithGlobals<Options>())));
};
