import type { Settable } from "../config/check-against-catalogue.ts";
import type { Loaded, Overrides } from "../config/load.ts";
import type { Catalogue, Estate, Outcome, Report, ReportSource } from "../index.ts";
import { readCatalogue } from "./catalogue.ts";
import { say } from "./failure.ts";
import type { Io } from "./io.ts";
import type { JudgeOptions } from "./options.ts";
import { packageBytes, version } from "./package-files.ts";
import { withPlatform } from "./platform.ts";
import { publish } from "./publish.ts";

export type Setting = { loaded: Loaded; catalogue: Catalogue; now: string };

export const overridesOf = ({ profile, failOn, allowIncomplete, unknown }: JudgeOptions): Overrides => ({
  ...(profile !== undefined && { profile }),
  ...(failOn !== undefined && { failOn }),
  ...(allowIncomplete !== undefined && { allowIncomplete }),
  ...(unknown !== undefined && { unknown }),
});

/** The configuration and the catalogue that it speaks of, both read and checked before any work is done. */
export const prepare = async (io: Io, options: Pick<JudgeOptions, "config" | "now">, overrides: Overrides): Promise<Setting> => {
  const { loadConfig } = await import("../config/load.ts");
  const loaded = await loadConfig({ cwd: io.cwd, file: options.config, overrides });
  return settingOf(io, options, loaded);
};

/** The kinds are read only where something is said about them. */
const settable = async ({ config }: Loaded): Promise<Settable> => {
  if (Object.keys(config.remediation.values).length === 0) return new Map();
  const { kinds, settableFields } = await import("../index.ts");
  return settableFields(kinds);
};

export const settingOf = async (io: Io, { now }: Pick<JudgeOptions, "now">, loaded: Loaded): Promise<Setting> => {
  const { checkAgainstCatalogue } = await import("../config/check-against-catalogue.ts");
  const catalogue = await readCatalogue();
  checkAgainstCatalogue(loaded, catalogue, await settable(loaded));
  return { loaded, catalogue, now: now ?? io.clock() };
};

type Judged = { estate: Estate; target: string; calls?: Record<string, number> };

/** The whole report of a whole estate, for those who act on it. */
export const judgeEstate = async ({ estate, target, calls }: Judged, { loaded, catalogue, now }: Setting): Promise<Report> => {
  const { judge, loadWasmPolicy } = await import("../index.ts");
  const policy = await loadWasmPolicy(await packageBytes("policies/policy.wasm"));
  return judge({
    estate,
    config: await withPlatform(loaded.config),
    catalogue,
    policy,
    now,
    version: version(),
    target,
    ...(calls && { calls }),
  });
};

/** Says on stderr why the run ends as it does. */
export const sayOutcome = (io: Io, { code, reasons, warnings }: Outcome, quiet: boolean): number => {
  if (!quiet && warnings.length > 0) say(io, `warning: ${warnings.join("; ")}.`);
  if (!quiet && reasons.length > 0) say(io, `exit ${code}: ${reasons.join("; ")}.`);
  return code;
};

type Ending = { report: ReportSource; setting: Setting; options: JudgeOptions; checkMode: boolean };

/** Writes the report, and gives the exit code that it deserves. */
export const finish = async (io: Io, { report, setting, options, checkMode }: Ending): Promise<number> => {
  await publish(io, report, options);
  const { exitCode } = await import("../index.ts");
  const { failOn, allowIncomplete, unknown } = setting.loaded.config;
  const outcome = exitCode({ report, failOn, allowIncomplete, checkMode, ...(unknown !== null && { unknown }) });
  return sayOutcome(io, outcome, options.quiet === true);
};
