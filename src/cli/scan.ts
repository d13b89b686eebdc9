import { type Command, Option } from "commander";
import { Problem } from "../estate/problem.ts";
import { say } from "./failure.ts";
import { readInputBytes } from "./files.ts";
import type { Io } from "./io.ts";
import { lookLive, type Scope, usualRegions } from "./live.ts";
import { judgeLook, type Look, lookAt, withShelves } from "./look.ts";
import { finish, overridesOf, prepare, type Setting, settingOf } from "./judging.ts";
import { type JudgeOptions, judgeOptions, type PlaceOptions, placesOf, withPlaces } from "./options.ts";
import type { Frame } from "./frame.ts";
import { type ProgressMode, progressModes } from "./progress.ts";
import { version } from "./package-files.ts";
import { checkOutputs } from "./publish.ts";
import { withAwsPrices } from "./prices.ts";
import { savingTo } from "./saving.ts";
import { parseSince, type Since, sinceInstant } from "./since.ts";

type Options = JudgeOptions &
  PlaceOptions & {
    estate?: string;
    demo?: true;
    save?: string;
    progress?: ProgressMode;
    resume?: true;
    cache: boolean;
    since?: Since;
    trustSearch?: boolean;
    explainCalls?: true;
  };

/** What says which estate is meant. */
type Sources = Partial<Pick<Options, "estate" | "demo" | "region" | "awsProfile" | "resume" | "since" | "trustSearch" | "explainCalls">>;

/** Enough for what may still be of interest; what runs is looked at whatever its age. */
const usualHistory: Since = { hours: 30 * 24 };

/** Options that only mean something where AWS is asked. */
const liveOnly = ({ region, awsProfile, resume, since, trustSearch, explainCalls }: Sources): string[] => {
  const given = {
    "--region": region,
    "--aws-profile": awsProfile,
    "--resume": resume,
    "--since": since,
    "--trust-search": trustSearch,
    "--explain-calls": explainCalls,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
};

export const checkSources = (options: Sources): void => {
  const { estate, demo } = options;
  if (estate !== undefined && demo) {
    throw new Problem({
      code: "usage",
      what: "--estate and --demo name two different estates.",
      todo: "Give one of them, or neither to scan what is live.",
    });
  }
  const [first] = liveOnly(options);
  if (first !== undefined && (estate !== undefined || demo)) {
    throw new Problem({
      code: "usage",
      what: `${first} is about a live scan, and this scan is not live.`,
      todo: "Leave it out, or leave out --estate and --demo.",
    });
  }
};

export const lookAtFile = async (io: Io, file: string): Promise<Look> => {
  const { configSchemas, kinds, readEstate } = await import("../index.ts");
  return lookAt(readEstate(await readInputBytes(io, file), { file, kinds: configSchemas(kinds) }), file);
};

export const lookAtDemo = async (now: string): Promise<Look> => {
  const { demoEstate } = await import("./demo/estate.ts");
  return lookAt(await demoEstate(now), "the demo estate");
};

const demoSetting = async (io: Io, options: Options): Promise<Setting> => {
  const { parseConfig } = await import("../config/load.ts");
  const { demoConfig } = await import("./demo/config.ts");
  const now = options.now ?? io.clock();
  return settingOf(io, { now }, parseConfig(demoConfig(now), "the demo's configuration", overridesOf(options)));
};

/** What a live scan looks at: all that the chosen rules read, and no more. */
const scopeOf = async ({ since = usualHistory, trustSearch = false }: Options, { loaded, catalogue }: Setting) => {
  const { wantedBy } = await import("../index.ts");
  return { wanted: wantedBy(loaded.config, catalogue), since: (now) => sinceInstant(since, now), trustSearch } satisfies Scope;
};

/** What makes a scan the same as one that broke off. */
const askedOf = ({ since = usualHistory, trustSearch = false }: Options, { loaded, catalogue }: Setting): Record<string, string> => ({
  profile: loaded.config.profile,
  version: version(),
  policy: catalogue.policy,
  since: Object.values(since).join(),
  search: trustSearch ? "trusted" : "checked",
});

const lookOf = async (io: Io, options: Options, setting: Setting): Promise<Look> => {
  if (options.demo) return lookAtDemo(setting.now);
  if (options.estate !== undefined) return lookAtFile(io, options.estate);
  const keep = { resume: options.resume === true, cache: options.cache, now: setting.now, asked: askedOf(options, setting) };
  const scope = await scopeOf(options, setting);
  return lookLive(io, setting.loaded.config, { quiet: options.quiet === true, mode: options.progress, keep, scope });
};

const pricesAsked =
  "\nAfterwards, for the instances of its findings: pricing:GetProducts, for each use in each region once, by the page.\n";

/** The plan of a live scan instead of the scan. */
const explain = async (io: Io, options: Options, setting: Setting): Promise<number> => {
  const { explainCalls, kinds } = await import("../index.ts");
  const { wanted, since, trustSearch } = await scopeOf(options, setting);
  const { accounts, organization, regions: named } = setting.loaded.config;
  const regions = named.length > 0 ? named : await usualRegions(io);
  io.stdout.write(
    explainCalls({
      kinds,
      wanted,
      regions,
      accounts: organization ? null : Math.max(1, accounts.length),
      since: since(setting.now),
      trustSearch,
    }),
  );
  if (setting.loaded.config.awsPrices) io.stdout.write(pricesAsked);
  return 0;
};

/** What is kept of a scan goes when its report is out, and not before. */
const whileKept = async <Result>({ keeping }: Look, work: () => Promise<Result>): Promise<Result> => {
  try {
    const result = await work();
    keeping?.ended();
    return result;
  } finally {
    keeping?.close();
  }
};

const scan = async (io: Io, options: Options): Promise<number> => {
  checkSources(options);
  const quiet = options.quiet === true;
  await checkOutputs(options.format, quiet);
  // The demo's stop times hang on its clock, so it brings its own configuration, unless one was asked for.
  const ownConfig = options.demo && options.config === undefined;
  const overrides = { ...overridesOf(options), ...placesOf(options) };
  const chosen = ownConfig ? await demoSetting(io, options) : await prepare(io, options, overrides);
  if (options.explainCalls) return explain(io, options, chosen);
  const look = await lookOf(io, options, chosen);
  const setting = { ...chosen, now: look.keeping?.now ?? chosen.now };
  return whileKept(look, () =>
    withShelves(async (open) => {
      const saving = options.save === undefined ? undefined : await savingTo(io, options.save, open);
      const { report, seen } = await judgeLook(look, { setting, open, ...(saving && { also: saving.keep }) });
      await saving?.write({ source: look.source, collectedAt: seen.collectedAt });
      if (saving && !quiet) say(io, `wrote the estate to ${options.save}, without its secrets.`);
      const told = await withAwsPrices(report, { config: setting.loaded.config, region: look.region });
      return finish(io, { report: told, setting, options, checkMode: false });
    }),
  );
};

export const addScan = (program: Command, { io, exit }: Frame): void => {
  const command = withPlaces(program.command("scan"))
    .description("judge what is live in AWS, or an estate from a file")
    .option("--estate <file>", "judge a saved estate instead of AWS")
    .option("--demo", "judge the built-in demo estate")
    .option("--save <file>", "keep the estate, without its secrets")
    .option("--since <when>", "how far back job history is looked at: 30d, 12h, 2w or a day (default: 30d)", parseSince)
    .option("--trust-search", "take job history as Search has it, without checking it against the list")
    .option("--explain-calls", "say which calls the scan would make, and make none")
    .option("--resume", "go on with the live scan that broke off")
    .option("--no-cache", "describe everything anew, whatever earlier scans described")
    .addOption(new Option("--progress <how>", "how to tell on stderr how far a live scan is (default: line)").choices(progressModes));
  for (const option of judgeOptions()) command.addOption(option);
  command.action(async (_: unknown, self: Command) => exit(await scan(io, self.optsWithGlobals<Options>())));
};
