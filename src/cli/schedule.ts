import { type Command, InvalidArgumentError } from "commander";
import { factsInWords } from "../../reports/fact.ts";
import { visible } from "../../reports/visible.ts";
import type { Config } from "../config/config.ts";
import { Problem } from "../estate/problem.ts";
import type { Entry, Said } from "../index.ts";
import { say } from "./failure.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { readAccess } from "./actors.ts";
import { lookLive } from "./live.ts";
import type { Look } from "./look.ts";
import { collectWords, type GlobalOptions, parseInstant } from "./options.ts";
import { columns } from "./paragraph.ts";
import { checkSources, lookAtDemo, lookAtFile } from "./scan.ts";
import { sinceInstant } from "./since.ts";

type Options = GlobalOptions & { estate?: string; demo?: true; region?: string[]; at?: string; json?: true };

const configOf = async (io: Io, options: Options, now: string): Promise<Config> => {
  const { loadConfig, parseConfig } = await import("../config/load.ts");
  if (options.demo && options.config === undefined) {
    const { demoConfig } = await import("./demo/config.ts");
    return parseConfig(demoConfig(now), "the demo's configuration").config;
  }
  const overrides = options.region ? { regions: options.region } : {};
  return (await loadConfig({ cwd: io.cwd, file: options.config, overrides })).config;
};

const lookOf = async (io: Io, options: Options, config: Config, now: string): Promise<Look> => {
  if (options.demo) return lookAtDemo(now);
  if (options.estate !== undefined) return lookAtFile(io, options.estate);
  const { timetableWants } = await import("../index.ts");
  // What still runs is looked at whatever its age.
  const scope = { wanted: timetableWants(), since: (at: string) => sinceInstant({ hours: 24 }, at) };
  return lookLive(io, config.regions, { quiet: options.quiet === true, scope, access: readAccess(config) });
};

type Timetable = { entries: Entry[]; now: string };

const timetableOf = async (io: Io, options: Options): Promise<Timetable> => {
  checkSources(options);
  const { isComplete, timetabling, timetableWants } = await import("../index.ts");
  const wanted = timetableWants();
  const now = options.now ?? io.clock();
  const config = await configOf(io, options, now);
  const at = options.at ?? now;
  const { take, finish } = timetabling(config, at);
  const gaps: string[] = [];
  const look = await lookOf(io, options, config, now);
  await look.come(async (arrival) => {
    if (arrival.type === "closed" && wanted.has(arrival.kind))
      gaps.push(...arrival.cells.filter((cell) => !isComplete(cell)).map((cell) => `${cell.account}/${cell.region}/${cell.kind}`));
    take(arrival);
  });
  const unseen = [...new Set(gaps)].sort();
  if (unseen.length > 0 && options.quiet !== true)
    say(
      io,
      `warning: not seen completely: ${visible(unseen.slice(0, 5).join(", "))}${unseen.length > 5 ? ` and ${unseen.length - 5} more` : ""}.`,
    );
  return { entries: finish(), now: at };
};

const shown = (one: Said<string>): string => ("unknown" in one ? "unknown" : (one.value ?? "-"));

const overdueText = ({ overdueSeconds: late }: Entry): string => {
  if ("unknown" in late) return "unknown";
  if (late.value === null || late.value === 0) return "-";
  return factsInWords({ overdueSeconds: late.value })[0]?.[1] ?? "-";
};

const header = ["RESOURCE", "OWNER", "DUE", "STATE", "OVERDUE", "BY THE WORD OF"];

const table = (entries: readonly Entry[]): string => {
  const rows = entries.map((entry) => [
    visible(`${entry.kind} ${entry.name}`),
    visible([entry.project, entry.user].filter((one) => one !== null).join("/")) || "-",
    shown(entry.due),
    visible(entry.state ?? "unknown"),
    overdueText(entry),
    visible(shown(entry.source)),
  ]);
  return `${columns([header, ...rows])}\n`;
};

const write = (io: Io, entries: readonly Entry[], { json, quiet }: Options, nothing: string): void => {
  if (json) io.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
  else if (entries.length > 0) io.stdout.write(table(entries));
  else if (quiet !== true) say(io, nothing);
};

const show = async (io: Io, options: Options): Promise<void> => {
  const { entries } = await timetableOf(io, options);
  write(io, entries, options, "nothing runs, and nothing has a stop time.");
};

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const parseWindow = (text: string): number => {
  const [, amount, unit = ""] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const window = Number(amount) * (units[unit] ?? Number.NaN);
  if (Number.isNaN(window)) throw new InvalidArgumentError("It must be a duration such as 24h, 90m or 2d.");
  return window;
};

const dueAt = ({ due }: Entry): number => ("value" in due && due.value !== null ? Date.parse(due.value) : Number.NaN);

/** What runs and is due by then, or has been since before: the stop workflow's work, first things first. */
const next = async (io: Io, window: number, options: Options): Promise<void> => {
  const { entries, now } = await timetableOf(io, options);
  const running = entries.filter(({ runningSince }) => !("value" in runningSince) || runningSince.value !== null);
  const due = running.filter((entry) => dueAt(entry) <= Date.parse(now) + window).sort((one, other) => dueAt(one) - dueAt(other));
  const unknown = running.filter((entry) => "unknown" in entry.due).length;
  if (unknown > 0 && options.quiet !== true)
    say(io, `warning: of ${unknown} more it is unknown when they are due; \`schedule show\` names them.`);
  write(io, due, options, "nothing is due until then.");
};

const test = async (io: Io, value: string, options: GlobalOptions & { timeZone?: string; json?: true }): Promise<void> => {
  const { loadConfig } = await import("../config/load.ts");
  const { explainTag } = await import("../index.ts");
  const { config } = await loadConfig({ cwd: io.cwd, file: options.config });
  const said = explainTag(value, { stop: config.stop, timeZone: options.timeZone ?? null, now: Date.parse(options.now ?? io.clock()) });
  if ("malformed" in said)
    throw new Problem({
      code: "stop-time-malformed",
      what: `${visible(JSON.stringify(value))} cannot be read as a stop time: ${visible(said.malformed)}.`,
      todo: "The project's time would apply. Write HH:MM with days and a zone if you like, 8h, off, or Cloud Custodian's off-hours grammar.",
    });
  io.stdout.write(options.json ? `${JSON.stringify(said, null, 2)}\n` : `${columns(said.lines)}\n`);
};

const sources = (command: Command): Command =>
  command
    .option("--estate <file>", "of a saved estate instead of AWS")
    .option("--demo", "of the built-in demo estate")
    .option("--region <name>", "look here; repeatable", collectWords)
    .option("--json", "as an array of entries");

export const addSchedule = (program: Command, { io }: Frame): void => {
  const schedule = program.command("schedule").description("when things stop, and by whose word").helpCommand(false);
  sources(schedule.command("show").description("what runs or will be stopped: when it is due, and how late it is"))
    .option("--at <time>", "as it would be at this instant", parseInstant)
    .action(async (_: unknown, self: Command) => show(io, self.optsWithGlobals<Options>()));
  sources(
    schedule.command("next").description("what runs and is due soon").argument("<window>", "how soon: 24h, 90m, 2d", parseWindow),
  ).action(async (window: number, _: unknown, self: Command) => next(io, window, self.optsWithGlobals<Options>()));
  schedule
    .command("test")
    .description("what the value of a stop time's tag means")
    .argument("<value>", "the value")
    .option("--time-zone <name>", "the zone of the project (default: the estate's, else UTC)")
    .option("--json", "as an object")
    .action(async (value: string, _: unknown, self: Command) =>
      test(io, value, self.optsWithGlobals<GlobalOptions & { timeZone?: string; json?: true }>()),
    );
};
