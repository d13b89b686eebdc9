import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import { resolve } from "node:path";
import type { FixPlan, PlanInput, Report, VerbType } from "../index.ts";
import { actsText, carryOut, journalFile, permissionOf } from "./acting.ts";
import { say } from "./failure.ts";
import { readInput, writeOutput } from "./files.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { sayOutcome, type Setting, settingOf } from "./judging.ts";
import { askedIn, looksAt, lookWith } from "./looking.ts";
import { addOpenActs } from "./open-acts.ts";
import { applyMarked, mark, type MarkOptions, parseDue } from "./mark.ts";
import { collectWords, type GlobalOptions } from "./options.ts";
import { boundsFor, withWays } from "./ways.ts";

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

const regionsIn = ({ resources }: Report): string[] => {
  if (resources.length > 0) return resources.map(({ region }) => region);
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

const accountsOf = (places: readonly { account: string }[]): string[] => places.map(({ account }) => account);
const regionsOf = (places: readonly { region: string }[]): string[] => places.map(({ region }) => region);

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
  const made = await withWays(regionsIn(report), ready, async (ways) => {
    const verbs = options.verbs ?? ["stop"];
    const only = wanted(options);
    const { config } = ready.loaded;
    const { projects, remediation } = config;
    const places = askedIn(report, { verbs, only });
    const mayNot = await permissionOf(ways, places, ready);
    return planFixes({
      report,
      kinds,
      verbs,
      allow: allowed(options, ready),
      ...(await looksAt(report, ways, { verbs, only })),
      boundOf: await boundsFor(ways, config, accountsOf(places)),
      configured: { values: remediation.values, projects },
      only,
      forbid: (_, resource, verb) => mayNot({ ...resource, verb }),
      now,
      ttlMinutes,
      identity: ways.identity,
      policies: catalogue.policy,
    });
  });
  await give(io, made, options);
};

const apply = async (io: Io, file: string, options: ApplyOptions): Promise<number> => {
  const { planTable, readPlan } = await import("../index.ts");
  const made = readPlan(await readInput(io, file), file);
  const ready = await setting(io, options);
  if (made.items.length === 0) {
    say(io, "the plan holds no acts.");
    return 0;
  }
  const now = (): string => options.now ?? io.clock();
  const result = await withWays(regionsOf(made.items), ready, async (ways) =>
    carryOut(io, {
      plan: made,
      approval: options.approve === undefined ? null : { hash: options.approve, by: ways.identity },
      limits: { ...ready.loaded.config.remediation, allow: allowed(options, ready) },
      mayNot: await permissionOf(ways, made.items, ready),
      identity: ways.identity,
      ways,
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
  const { config } = ready.loaded;
  const entries = readJournal(resolve(io.cwd, options.journal)).entries();
  const begun = entries.flatMap((entry) => (entry.type === "intent" && entry.plan.startsWith(run) ? [entry.item] : []));
  const common = { entries, run, kinds, allow: config.remediation.allow, now: ready.now, ttlMinutes, policies: ready.catalogue.policy };
  // Without an act there is nobody to ask for: the plan says what is wrong with the run's name, or is empty.
  if (begun.length === 0) {
    const nothing = { look: async () => "unseen" as const, mayNot: () => undefined, identity: "" };
    return give(io, await planUndo({ ...common, ...nothing }), options);
  }
  const made = await withWays(regionsOf(begun), ready, async (ways) =>
    planUndo({
      ...common,
      look: lookWith(ways),
      mayNot: await permissionOf(ways, begun, ready),
      boundOf: await boundsFor(ways, config, accountsOf(begun)),
      identity: ways.identity,
    }),
  );
  return give(io, made, options);
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
  addOpenActs(fix, { io, exit });
};
