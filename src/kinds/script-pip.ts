import { programOf, type Say } from "./script-downloads.ts";
import type { Command } from "./shell-commands.ts";

/** The words behind `pip install`, whichever way pip is called; undefined where it is not. */
const installWords = (command: Command): string[] | undefined => {
  const { argv } = command;
  const program = programOf(command);
  const asModule = /^python[\d.]*$/.test(program) && argv[1] === "-m" && argv[2] === "pip";
  const words = /^pip[\d.]*$/.test(program) ? argv.slice(1) : asModule ? argv.slice(3) : undefined;
  const at = words?.findIndex((word) => !word.startsWith("-")) ?? -1;
  return words?.[at] === "install" ? words.filter((_, index) => index !== at) : undefined;
};

/** Options that take the next word. */
const takesNext =
  /^(?:-r|--requirement|-c|--constraint|-e|--editable|-t|--target|-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host|--prefix|--root|--proxy|--cert|--timeout|--retries|--log|--cache-dir|--progress-bar|--platform|--python-version|--no-binary|--only-binary|--upgrade-strategy|--src|--exists-action|--python)$/;

type Install = { options: [string, string][]; packages: string[] };

const installOf = (command: Command, say: Say): Install | undefined => {
  const words = installWords(command)?.map(say);
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
  if (/[$`]/.test(wanted) || /^[./~]/.test(wanted) || /\.(?:whl|tar\.gz|zip)(?:#|$)/.test(wanted)) return false;
  if (/^(?:git\+|hg\+)/.test(wanted) || / @ git\+/.test(wanted)) return !/@[^/@]+(?:#|$)/.test(wanted.replace(/^.*?:\/\/[^/]*/, ""));
  if (/:\/\//.test(wanted)) return false;
  return !/===?\s*[\w.+!-]+$/.test(wanted.replace(/;.*$/, "").trim());
};

export const pipUnpinned = (command: Command, say: Say): boolean => {
  const install = installOf(command, say);
  // A file of constraints may pin it.
  if (!install || install.options.some(([option]) => /^(?:-c|--constraint|--require-hashes)$/.test(option))) return false;
  return install.packages.some(isUnpinned);
};

const isOpenHttp = (value: string): boolean => /^http:\/\/(?!localhost|127\.0\.0\.1)/i.test(value);

const isNearby = (host: string): boolean => /^(?:localhost|127\.)/.test(host);

/** `pip config set global.trusted-host …`, `conda config --set ssl_verify false` */
const setsInsecure = (command: Command, say: Say): boolean => {
  const [, verb, ...words] = command.argv.map(say);
  if (verb !== "config") return false;
  if (/^(?:conda|mamba)$/.test(programOf(command)))
    return words.includes("ssl_verify") && words.some((word) => /^(?:false|no)$/i.test(word));
  if (!/^pip[\d.]*$/.test(programOf(command))) return false;
  return words.some(isOpenHttp) || words.some((word, at) => (words[at - 1] ?? "").endsWith(".trusted-host") && !isNearby(word));
};

const assignsInsecure = (name: string, value: string): boolean => {
  if (name === "PIP_TRUSTED_HOST") return value !== "" && !isNearby(value);
  return /^PIP_(?:(?:EXTRA_)?INDEX_URL|FIND_LINKS)$/.test(name) && isOpenHttp(value);
};

const insecureFile =
  /^\s*(?:(?:extra-)?index-url|find-links)\s*=\s*http:\/\/(?!localhost|127\.0\.0\.1)|^\s*trusted-host\s*=\s*(?!localhost|127\.)\S/m;

/** Packages over a line on which anybody can put others in their place. */
export const pipInsecure = (command: Command, say: Say): boolean => {
  const install = installOf(command, say);
  const isSet = Object.entries(command.assigns).some(([name, value]) => assignsInsecure(name, say(value)));
  const byOption = (install?.options ?? []).some(([option, value]) =>
    /^(?:-i|--index-url|--extra-index-url|-f|--find-links)$/.test(option)
      ? isOpenHttp(value)
      : option === "--trusted-host" && !isNearby(value),
  );
  return (
    setsInsecure(command, say) || isSet || insecureFile.test(command.input) || byOption || (install?.packages.some(isOpenHttp) ?? false)
  );
};

/** Whether it takes packages from the public index, which lies on the internet. */
export const pipDownloads = (command: Command, say: Say): boolean => {
  const install = installOf(command, say);
  if (!install || install.options.some(([option]) => /^(?:-i|--index-url|--no-index)$/.test(option))) return false;
  return (
    install.packages.some((wanted) => !/^[./~$]/.test(wanted)) || install.options.some(([option]) => /^(?:-r|--requirement)$/.test(option))
  );
};

/** Shells in which an environment was activated, as the script goes on. */
export type Environments = Set<number>;

export const noteEnvironment = (command: Command, active: Environments): void => {
  const [program = "", verb = ""] = command.argv;
  const sourced = program === "source" || program === ".";
  if ((sourced && /(?:^|\/)activate$/.test(verb)) || (/^(?:.*\/)?(?:conda|mamba)$/.test(program) && verb === "activate"))
    active.add(command.shell);
  if (program === "deactivate" || verb === "deactivate") active.delete(command.shell);
};

/** Called by its plain name where nothing was activated: it changes the system's own Python, which no kernel uses. */
export const pipOutside = (command: Command, active: Environments): boolean => {
  const words = installWords(command);
  if (!words || active.has(command.shell) || words.some((word) => /^(?:-t|--target|--prefix|--root)/.test(word))) return false;
  const [program = ""] = command.argv;
  return !program.includes("/") || /^\/usr\/(?:local\/)?bin\//.test(program);
};
