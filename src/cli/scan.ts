import type { Command } from "commander";
import { Problem } from "../estate/problem.ts";
import type { Estate } from "../index.ts";
import { say } from "./failure.ts";
import { readInputBytes, writeOutput } from "./files.ts";
import type { Io } from "./io.ts";
import { scanLive } from "./live.ts";
import { finish, judgeEstate, overridesOf, prepare, type Setting, settingOf } from "./judging.ts";
import { collectWords, type JudgeOptions, judgeOptions } from "./options.ts";
import type { Frame } from "./frame.ts";
import { checkOutputs } from "./publish.ts";

type Options = JudgeOptions & { estate?: string; demo?: true; region?: string[]; save?: string };
type Seen = { estate: Estate; target: string; calls?: Record<string, number> };

const checkSources = ({ estate, demo, region }: Options): void => {
  if (estate !== undefined && demo) {
    throw new Problem({
      code: "usage",
      what: "--estate and --demo name two different estates.",
      todo: "Give one of them, or neither to scan what is live.",
    });
  }
  if (region && (estate !== undefined || demo)) {
    throw new Problem({
      code: "usage",
      what: "--region chooses where a live scan looks, and this scan is not live.",
      todo: "Leave it out, or leave out --estate and --demo.",
    });
  }
};

const scanFile = async (io: Io, file: string): Promise<Seen> => {
  const { configSchemas, kinds, readEstate } = await import("../index.ts");
  return { estate: readEstate(await readInputBytes(io, file), { file, kinds: configSchemas(kinds) }), target: file };
};

const scanDemo = async (now: string): Promise<Seen> => {
  const { demoEstate } = await import("./demo/estate.ts");
  return { estate: await demoEstate(now), target: "the demo estate" };
};

const demoSetting = async (io: Io, options: Options): Promise<Setting> => {
  const { parseConfig } = await import("../config/load.ts");
  const { demoConfig } = await import("./demo/config.ts");
  const now = options.now ?? io.clock();
  return settingOf(io, { now }, parseConfig(demoConfig(now), "the demo's configuration", overridesOf(options)));
};

const save = async (io: Io, estate: Estate, file: string): Promise<void> => {
  const { allShapes, redact, writeEstate } = await import("../index.ts");
  await writeOutput(io, file, writeEstate(redact(estate, allShapes())));
};

const scan = async (io: Io, options: Options): Promise<number> => {
  checkSources(options);
  const quiet = options.quiet === true;
  await checkOutputs(options.format, quiet);
  // The demo's stop times hang on its clock, so it brings its own configuration, unless one was asked for.
  const ownConfig = options.demo && options.config === undefined;
  const overrides = { ...overridesOf(options), ...(options.region && { regions: options.region }) };
  const setting = ownConfig ? await demoSetting(io, options) : await prepare(io, options, overrides);
  const seen = options.demo
    ? await scanDemo(setting.now)
    : options.estate === undefined
      ? await scanLive(io, setting.loaded.config.regions, quiet)
      : await scanFile(io, options.estate);
  if (options.save !== undefined) {
    await save(io, seen.estate, options.save);
    if (!quiet) say(io, `wrote the estate to ${options.save}, without its secrets.`);
  }
  return finish(io, { report: await judgeEstate(seen, setting), setting, options, checkMode: false });
};

export const addScan = (program: Command, { io, exit }: Frame): void => {
  const command = program
    .command("scan")
    .description("judge what is live in AWS, or an estate from a file")
    .option("--estate <file>", "judge a saved estate instead of AWS")
    .option("--demo", "judge the built-in demo estate")
    .option("--region <name>", "look here; repeatable (default: the configuration's, else AWS's own)", collectWords)
    .option("--save <file>", "keep the estate, without its secrets");
  for (const option of judgeOptions()) command.addOption(option);
  command.action(async (_: unknown, self: Command) => exit(await scan(io, self.optsWithGlobals<Options>())));
};
