import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import { resolve } from "node:path";
import type { Clients, FixPlan, PlanInput, Report, VerbType } from "../index.ts";
import { actsText, callerIn, carryOut, journalFile, permissionOf } from "./acting.ts";
import { readAccess } from "./actors.ts";
import { say } from "./failure.ts";
import { readInput, writeOutput } from "./files.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { sayOutcome, type Setting, settingOf } from "./judging.ts";
import { looksAt, lookWith } from "./looking.ts";
import { applyMarked, mark, type MarkOptions, parseDue } from "./mark.ts";
import { collectWords, type GlobalOptions } from "./options.ts";

type Allowing = { allowRecreatable?: true; allowIrreversible?: true };
type PlanOptions = GlobalOptions & Allowing & { output: string; verbs?: string[]; rule?: string[]; project?: string[]; owner?: string[] };
type ApplyOptions = GlobalOptions & Allowing & { approve?: string; journal: string; marked?: true; region?: string[] };
type UndoOptions = GlobalOptions & { output: string; journal: string };

/** Long enough to read a plan and to ask somebody; short enough that the estate is still the one it was made for. */
const ttlMinutes = 120;

const setting = async (io: Io, options: GlobalOptions) => {
  const { loadConfig } = await import("../config/load.ts");
  return settingOf(io, options, await loadConfig({ cwd: io.cwd, file: options.config }));
};

type Way = { clients: Clients; identity: string };

/** Whoever calls is who is asked for, and who must be allowed; what is there is looked at under the reading role. */
const withAws = async <Result>(region: string, ready: Setting, use: (way: Way) => Promise<Result>): Promise<Result> => {
  const { awsClients } = await import("../index.ts");
  const clients = awsClients(readAccess(ready.loaded.config, region));
  try {
    return await use({ clients, identity: await callerIn(region, ready) });
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

/** Narrows the plan to what was asked for; without a word, all of it. */
const wanted = ({ rule, project, owner }: PlanOptions): NonNullable<PlanInput["only"]> => {
  const isOne = (words: string[] | undefined, word: string | null): boolean => !words || (word !== null && words.includes(word));
  return (finding, resource) => isOne(rule, finding.rule) && isOne(project, resource.project) && isOne(owner, resource.user);
};

/** Both must say so, the configuration and whoever types the command. */
const allowed = ({ allowRecreatable, allowIrreversible }: Allowing, { loaded }: Setting): VerbType[] => {
  const asked: VerbType[] = [
    ...(allowRecreatable ? ["recreatable" as const] : []),
    ...(allowIrreversible ? ["irreversible" as const] : []),
  ];
  return asked.filter((type) => loaded.config.remediation.allow.some((one) => one === type));
};

const give = async (io: Io, made: FixPlan, options: { output: string; quiet?: true }): Promise<void> => {
  const { planTable } = await import("../index.ts");
  await writeOutput(io, options.output, `${JSON.stringify(made, null, 2)}\n`);
  if (options.quiet) return;
  io.stdout.write(planTable(made));
  say(io, `wrote the plan to ${options.output}. Nothing was done yet.`);
};

const plan = async (io: Io, file: string, options: PlanOptions): Promise<void> => {
  const { kinds, planFixes, readReport } = await import("../index.ts");
  const report = readReport(await readInput(io, file), file);
  const ready = await setting(io, options);
  const { catalogue, now } = ready;
  const made = await withAws(regionIn(report), ready, async ({ clients, identity }) => {
    const mayNot = await permissionOf(identity, ready);
    const verbs = options.verbs ?? ["stop"];
    const only = wanted(options);
    const { projects, remediation } = ready.loaded.config;
    return planFixes({
      report,
      kinds,
      verbs,
      allow: allowed(options, ready),
      ...(await looksAt(report, clients, { verbs, only })),
      configured: { values: remediation.values, projects },
      only,
      forbid: (_, { project, user }, verb) => mayNot({ verb, project, user }),
      now,
      ttlMinutes,
      identity,
      policies: catalogue.policy,
    });
  });
  await give(io, made, options);
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
  const now = (): string => options.now ?? io.clock();
  const result = await withAws(region, ready, async ({ clients, identity }) =>
    carryOut(io, {
      plan: made,
      approval: options.approve === undefined ? null : { hash: options.approve, by: identity },
      limits: { ...ready.loaded.config.remediation, allow: allowed(options, ready) },
      mayNot: await permissionOf(identity, ready),
      identity,
      clients,
      setting: ready,
      journal: options.journal,
      now,
    }),
  );
  if (!options.quiet) io.stdout.write(`${options.approve === undefined ? `${planTable(made)}\n` : ""}${actsText(result)}`);
  if (options.approve === undefined) say(io, `nothing was done: to do it, add --approve ${made.hash}.`);
  const reasons = result.code === 4 ? ["an act failed or was not reached"] : [];
  const warnings = result.overCap === null ? [] : [`an approval would be refused: ${result.overCap}`];
  return sayOutcome(io, { code: result.code, reasons, warnings }, options.quiet === true);
};

const marking = async (io: Io, options: GlobalOptions & Allowing & { region?: string[] }) => {
  const { loadConfig } = await import("../config/load.ts");
  const overrides = options.region ? { regions: options.region } : {};
  const ready = await settingOf(io, options, await loadConfig({ cwd: io.cwd, file: options.config, overrides }));
  const limits = { ...ready.loaded.config.remediation, allow: allowed(options, ready) };
  return { setting: ready, limits, now: (): string => options.now ?? io.clock() };
};

const applyWhat = async (io: Io, file: string | undefined, options: ApplyOptions): Promise<number> => {
  if ((file === undefined) !== (options.marked === true))
    throw new Problem({
      code: "fix-apply-what",
      what: file === undefined ? "Nobody says what to apply." : "A plan and --marked are two things to apply.",
      todo: "Give a plan, or --marked for what was announced by `fix mark`.",
    });
  if (file !== undefined) return apply(io, file, options);
  return applyMarked(io, { options, ...(await marking(io, options)) });
};

const undo = async (io: Io, run: string, options: UndoOptions): Promise<void> => {
  const { kinds, planUndo, readJournal } = await import("../index.ts");
  const ready = await setting(io, options);
  const entries = readJournal(resolve(io.cwd, options.journal)).entries();
  const region = entries.find((entry) => entry.type === "intent")?.item.region;
  const undoing = async (identity: string, look: Parameters<typeof planUndo>[0]["look"]): Promise<FixPlan> =>
    planUndo({
      entries,
      run,
      kinds,
      allow: ready.loaded.config.remediation.allow,
      look,
      mayNot: await permissionOf(identity, ready),
      now: ready.now,
      ttlMinutes,
      identity,
      policies: ready.catalogue.policy,
    });
  const made =
    region === undefined
      ? await undoing("", async () => "unseen")
      : await withAws(region, ready, ({ clients, identity }) => undoing(identity, lookWith(clients)));
  await give(io, made, options);
};

const allowing = (command: Command): Command =>
  command
    .option("--allow-recreatable", "also what can only be made anew, if the configuration allows it")
    .option("--allow-irreversible", "also what is lost for good, if the configuration allows it");

export const addFix = (program: Command, { io, exit }: Frame): void => {
  const fix = program.command("fix").description("plan, review, apply and take back what puts findings right").helpCommand(false);
  allowing(fix.command("plan"))
    .description("write down what would be done, for review; does nothing")
    .argument("<report>", "the report of a live scan (-f json=FILE)")
    .requiredOption("-o, --output <file>", "where the plan goes")
    .option("--verbs <verbs>", "what may be planned (default: stop)", collectWords)
    .option("--rule <ids>", "only for findings of these rules", collectWords)
    .option("--project <names>", "only in these projects", collectWords)
    .option("--owner <users>", "only what belongs to these users", collectWords)
    .action(async (file: string, _: unknown, command: Command) => plan(io, file, command.optsWithGlobals<PlanOptions>()));
  allowing(fix.command("apply"))
    .description("look again at what a plan holds; with --approve, do it")
    .argument("[plan]", "a plan that `fix plan` or `fix undo` wrote")
    .option("--approve <hash>", "the plan's hash: do what it says, and nothing else")
    .option("--journal <file>", "where each act is written down before it is done", journalFile)
    .option("--marked", "in place of a plan: do what `fix mark` announced, where it is due")
    .option("--region <name>", "with --marked: look here; repeatable", collectWords)
    .action(async (file: string | undefined, _: unknown, command: Command) =>
      exit(await applyWhat(io, file, command.optsWithGlobals<ApplyOptions>())),
    );
  allowing(fix.command("mark"))
    .description("announce what a plan holds by a signed tag; `fix apply --marked` does it when it is due")
    .argument("<plan>", "a plan that `fix plan` wrote")
    .requiredOption("--due <time>", "an instant, or a time from now: 12h, 7d", parseDue)
    .option("--approve <hash>", "the plan's hash: announce what it says, and nothing else")
    .option("--journal <file>", "where each act is written down before it is done; its key signs the marks", journalFile)
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<MarkOptions>();
      exit(await mark(io, file, { options, ...(await marking(io, options)) }));
    });
  fix
    .command("undo")
    .description("plan to take back what a run did; says what cannot be; does nothing")
    .argument("<run>", "the hash of the plan that was applied, or its beginning")
    .requiredOption("-o, --output <file>", "where the plan goes")
    .option("--journal <file>", "where the acts were written down", journalFile)
    .action(async (run: string, _: unknown, command: Command) => undo(io, run, command.optsWithGlobals<UndoOptions>()));
};
