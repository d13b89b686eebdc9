import { programOf } from "./script-folders.ts";
import { isPinnedUrl } from "./script-runs.ts";
import type { Command } from "./shell-commands.ts";

/** What stands behind `conda run -n NAME`: it runs within that environment. */
const inConda = ({ argv }: Command): string[] | undefined => {
  if (!/^(?:.*\/)?(?:conda|mamba|micromamba)$/.test(argv[0] ?? "") || argv[1] !== "run") return undefined;
  const at = argv.findIndex(
    (word, index) => index > 1 && !word.startsWith("-") && !/^(?:-n|-p|--name|--prefix|--cwd)$/.test(argv[index - 1] ?? ""),
  );
  return at < 0 ? [] : argv.slice(at);
};

/** The words behind `pip install`, whichever way pip is called; undefined where it is not. */
const installWords = (command: Command): string[] | undefined => {
  const argv = inConda(command) ?? command.argv;
  const program = programOf({ argv });
  const asModule = /^python[\d.]*$/.test(program) && argv[1] === "-m" && argv[2] === "pip";
  const words = /^pip-?[\d.]*$/.test(program)
    ? argv.slice(1)
    : asModule
      ? argv.slice(3)
      : program === "uv" && argv[1] === "pip"
        ? argv.slice(2)
        : undefined;
  const at = words?.findIndex((word) => !word.startsWith("-")) ?? -1;
  return words?.[at] === "install" ? words.filter((_, index) => index !== at) : undefined;
};

/** Options that take the next word. */
const takesNext =
  /^(?:-r|--requirement|-c|--constraint|-e|--editable|-t|--target|-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host|--prefix|--root|--proxy|--cert|--timeout|--retries|--log|--cache-dir|--progress-bar|--platform|--python-version|--no-binary|--only-binary|--upgrade-strategy|--src|--exists-action|--python)$/;

type Install = { options: [string, string][]; packages: string[] };

const installOf = (command: Command): Install | undefined => {
  // A variable may hold several packages.
  const words = installWords(command)?.flatMap((word) =>
    /^[\w.[\],=-]+(?:\s+[\w.[\],=-]+)+\s*$/.test(word) ? word.trim().split(/\s+/) : [word],
  );
  if (!words) return undefined;
  const found: Install = { options: [], packages: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, option = "", value] = /^(--?[\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (option === "") found.packages.push(word);
    else found.options.push([option, value ?? (takesNext.test(option) ? (words[++at] ?? "") : "")]);
  }
  return found;
};

/** A name without a version, or with one that leaves a choice. What is a file, an address of a commit, or not known is no such name. */
const isUnpinned = (wanted: string): boolean => {
  if (/[$`]/.test(wanted)) return false;
  if (/^(?:git\+|hg\+)/.test(wanted) || / @ git\+/.test(wanted)) return !/@[^/@]+(?:#|$)/.test(wanted.replace(/^.*?:\/\/[^/]*/, ""));
  if (/:\/\//.test(wanted)) return !isPinnedUrl(wanted);
  if (/^[./~]|^[^\s@]*\//.test(wanted) || /\.(?:whl|tar\.gz|zip)(?:#|$)/.test(wanted)) return false;
  return !/===?\s*[\w.+!-]+$/.test(wanted.replace(/;.*$/, "").trim());
};

const isOption = (option: string, ...names: readonly string[]): boolean => names.includes(option);

export const pipUnpinned = (command: Command): boolean => {
  const install = installOf(command);
  // A file of constraints may pin it.
  if (!install || install.options.some(([option]) => isOption(option, "-c", "--constraint", "--require-hashes"))) return false;
  const isMovingList = ([option, value]: readonly [string, string]): boolean =>
    isOption(option, "-r", "--requirement") && /:\/\//.test(value) && !isPinnedUrl(value);
  const isMovingSource = ([option, value]: readonly [string, string]): boolean =>
    isOption(option, "-e", "--editable") && /:\/\//.test(value) && isUnpinned(value);
  return install.packages.some(isUnpinned) || install.options.some((one) => isMovingList(one) || isMovingSource(one));
};

const condaTakesNext = /^(?:-n|-p|-c|-f|--name|--prefix|--channel|--file|--clone|--solver|--subdir|--platform|--repodata-fn)$/;

/** A name without a version after `=`: each start takes what the channel has on that day. */
export const condaUnpinned = (command: Command): boolean => {
  const [, verb = "", ...words] = command.argv;
  if (!/^(?:conda|mamba|micromamba)$/.test(programOf(command)) || !/^(?:install|create|update|upgrade)$/.test(verb)) return false;
  return words
    .filter((word, at) => !word.startsWith("-") && !condaTakesNext.test(words[at - 1] ?? ""))
    .flatMap((word) => word.trim().split(/\s+(?=[a-zA-Z])/))
    .some((wanted) => wanted !== "" && !/[$`]|\//.test(wanted) && !/^[\w.:-]+\s*={1,3}\s*[\w.*+!-]+(?:=\S+)?$/.test(wanted));
};

const isOpenHttp = (value: string): boolean => /^http:\/\/(?!localhost|127\.0\.0\.1)/i.test(value);

const isNearby = (host: string): boolean => /^(?:localhost|127\.)/.test(host);

/** `pip config set global.trusted-host …`, `conda config --set ssl_verify false` */
const setsInsecure = (command: Command): boolean => {
  const [, verb, ...words] = command.argv;
  if (verb !== "config") return false;
  if (/^(?:conda|mamba)$/.test(programOf(command)))
    return words.includes("ssl_verify") && words.some((word) => /^(?:false|no)$/i.test(word));
  if (!/^pip-?[\d.]*$/.test(programOf(command))) return false;
  return words.some(isOpenHttp) || words.some((word, at) => (words[at - 1] ?? "").endsWith(".trusted-host") && !isNearby(word));
};

const insecureFile =
  /^\s*(?:(?:extra-)?index-url|find-links)\s*=\s*http:\/\/(?!localhost|127\.0\.0\.1)|^\s*trusted-host\s*=\s*(?!localhost|127\.)\S/m;

const assignsInsecure = (name: string, value: string): boolean => {
  if (insecureFile.test(value)) return true;
  if (name === "PIP_TRUSTED_HOST") return value !== "" && !isNearby(value);
  return /^PIP_(?:(?:EXTRA_)?INDEX_URL|FIND_LINKS)$/.test(name) && isOpenHttp(value);
};

/** Packages over a line on which anybody can put others in their place. */
export const pipInsecure = (command: Command): boolean => {
  const install = installOf(command);
  const isSet = Object.entries(command.assigns).some(([name, value]) => assignsInsecure(name, value));
  const isEchoed = /^(?:echo|printf)$/.test(programOf(command)) && command.argv.slice(1).some((word) => insecureFile.test(word));
  const byOption = (install?.options ?? []).some(([option, value]) =>
    /^(?:-i|--index-url|--extra-index-url|-f|--find-links|-r|--requirement|-c|--constraint)$/.test(option)
      ? isOpenHttp(value)
      : option === "--trusted-host" && !isNearby(value),
  );
  return (
    setsInsecure(command) ||
    isSet ||
    isEchoed ||
    insecureFile.test(command.input) ||
    byOption ||
    (install?.packages.some((wanted) => isOpenHttp(wanted.replace(/^(?:\S+ @ )?(?:git|hg)\+/, ""))) ?? false)
  );
};

/** Whether it takes packages from the public index, which lies on the internet. */
export const pipDownloads = (command: Command): boolean => {
  const install = installOf(command);
  if (!install || install.options.some(([option]) => /^(?:-i|--index-url|--no-index)$/.test(option))) return false;
  return (
    install.packages.some((wanted) => !/^[./~$]|^[^:@]*\//.test(wanted)) ||
    install.options.some(([option]) => /^(?:-r|--requirement)$/.test(option))
  );
};

/** Shells in which an environment was activated, as the script goes on. */
export type Environments = Set<number>;

export const noteEnvironment = (command: Command, active: Environments): void => {
  const [program = "", verb = ""] = command.argv;
  const sourced = program === "source" || program === ".";
  if ((sourced && /(?:^|\/)activate$/.test(verb)) || (/^(?:.*\/)?(?:conda|mamba)$/.test(program) && verb === "activate"))
    active.add(command.shells[0] ?? 0);
  if (/(?:^|\/)deactivate$/.test(program) || /(?:^|\/)deactivate$/.test(verb)) active.delete(command.shells[0] ?? 0);
};

/** Called by its plain name where nothing was activated: it changes the system's own Python, which no kernel uses. */
export const pipOutside = (command: Command, active: Environments): boolean => {
  const words = inConda(command) ? undefined : installWords(command);
  if (!words || command.shells.some((shell) => active.has(shell)) || words.some((word) => /^(?:-t|--target|--prefix|--root)/.test(word)))
    return false;
  const [program = ""] = command.argv;
  return program !== "uv" && (!program.includes("/") || /^\/usr\/(?:local\/)?bin\//.test(program));
};
