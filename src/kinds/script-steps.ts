import { downloads } from "./script-downloads.ts";
import { type Placed, placed } from "./script-folders.ts";
import { cutsNetwork, opensNetwork } from "./script-network.ts";
import { condaUnpinned, type Environments, noteEnvironment, pipDownloads, pipInsecure, pipOutside, pipUnpinned } from "./script-pip.ts";
import { editsSudoers, handedOver, rootInHome } from "./script-root.ts";
import { actsOnFiles, runsUnpinned } from "./script-runs.ts";
import { secretLines } from "./script-secrets.ts";
import { isLong, limitSeconds, sleeps } from "./script-time.ts";
import { shellCommands } from "./shell-commands.ts";

/** What a lifecycle script does that a rule asks about. Nothing of the script itself is in it. */
export const scriptDeeds = [
  "secret",
  "runs-unpinned",
  "pip-unpinned",
  "conda-unpinned",
  "pip-insecure",
  "pip-outside",
  "root-in-home",
  "sudoers",
  "network-opened",
  "network-cut",
  "long",
  "download",
] as const;

export type ScriptDeed = (typeof scriptDeeds)[number];
export type ScriptStep = { line: number; what: ScriptDeed };

/** Of whom a script is: notebooks run theirs as root, Studio as the user of the application. */
export type ScriptOf = "notebook" | "studio";

/** What the script does, line by line, as far as it can be told without running it. */
export const scriptSteps = (script: string, of: ScriptOf): ScriptStep[] => {
  const isNotebook = of === "notebook";
  const all = placed(shellCommands(script, isNotebook ? "root" : null));
  const active: Environments = new Set();
  const isGiven = handedOver(all);
  const acting = all.flatMap((one, index) => (actsOnFiles(one) ? [{ one, index }] : []));
  const after = (index: number) => (): Placed[] => acting.filter((acts) => acts.index > index).map(({ one }) => one);
  let slept = 0;
  const steps: ScriptStep[] = secretLines(script).map((line) => ({ line, what: "secret" }));
  for (const [index, here] of all.entries()) {
    const { command } = here;
    const note = (what: ScriptDeed, does: boolean): unknown => does && steps.push({ line: command.line, what });
    noteEnvironment(command, active);
    note("runs-unpinned", runsUnpinned(here, after(index)));
    note("pip-unpinned", pipUnpinned(command));
    note("conda-unpinned", condaUnpinned(command));
    note("pip-insecure", pipInsecure(command));
    note("pip-outside", isNotebook && pipOutside(command, active));
    note("root-in-home", isNotebook && rootInHome(here, index, isGiven));
    note("sudoers", editsSudoers(here));
    note("network-opened", opensNetwork(here));
    note("network-cut", cutsNetwork(here));
    if (command.background) continue;
    const before = slept;
    slept += sleeps(command);
    note("long", isLong(command) || (before < limitSeconds && slept >= limitSeconds));
    note("download", downloads(command) || pipDownloads(command));
  }
  const seen = new Set<string>();
  const isNew = ({ line, what }: ScriptStep): boolean => !seen.has(`${line} ${what}`) && seen.add(`${line} ${what}`) !== undefined;
  return steps.filter(isNew).sort((a, b) => a.line - b.line || scriptDeeds.indexOf(a.what) - scriptDeeds.indexOf(b.what));
};
