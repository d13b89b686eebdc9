import { programOf } from "./script-folders.ts";
import type { Command } from "./shell-commands.ts";

/** Options of curl and wget that take the next word; `-O` takes one of wget alone. */
const takesNext =
  /^(?:-[a-zA-Z]*[oHduXAeTmwbckKxEFCPU]|--(?:output|output-dir|output-document|header|data\S*|user|request|user-agent|referer|max-time|connect-timeout|write-out|retry\S*|cookie|proxy|cert|key|cacert|form|directory-prefix|timeout|tries))$/;

/** The addresses that a command fetches. curl and wget take a host alone, and then speak plain http. */
export const fetchedBy = (command: Command): string[] => {
  const program = programOf(command);
  if (program !== "curl" && program !== "wget") return command.argv.flatMap((word) => word.match(/(?:https?|ftp):\/\/[^\s"')`]+/gi) ?? []);
  return command.argv.slice(1).flatMap((word, at) => {
    if (/^(?:https?|ftp):\/\//i.test(word)) return [word];
    const before = command.argv[at] ?? "";
    const isValue = takesNext.test(before) || (program === "wget" && /^-[a-zA-Z]*O$/.test(before));
    return !isValue && /^[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.[a-z]{2,}(?:[:/]\S*)?$/i.test(word) ? [`http://${word}`] : [];
  });
};

const hostOf = (url: string): string => /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? "";

/** Reached without any way to the internet: the machine itself, and what AWS has endpoints for. */
const isNear = (url: string): boolean =>
  /^(?:localhost|127\.|169\.254\.|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|(?:^|\.)amazonaws\.com(?:\.cn)?$|\$/.test(
    hostOf(url),
  );

/** What is before the verb of git: `git -C folder clone …`, `git -c name=value clone …`. */
export const gitWords = ({ argv }: Command): { verb: string; folder: string | undefined; words: string[] } => {
  let at = 1;
  let folder: string | undefined;
  while (argv[at]?.startsWith("-") === true) {
    if (argv[at] === "-C") folder = argv[at + 1];
    at += /^-[Cc]$/.test(argv[at] ?? "") ? 2 : 1;
  }
  return { verb: argv[at] ?? "", folder, words: argv.slice(at + 1) };
};

/** `https://…`, `ssh://…`, `git@host:path`. Of CodeCommit, AWS has an endpoint, and its own rights. */
export const isRepository = (word: string): boolean =>
  /^(?:(?:https?|ssh|git):\/\/|[\w.-]+@[\w.-]+:)\S/i.test(word) && !/(?:^|[/@])git-codecommit[.-]/i.test(word);

/** Programs that bring packages from registries on the internet. Those of the operating system come from buckets of AWS. */
const bringsPackages = ({ argv: [, verb = "", noun = "", ...rest] }: Command, program: string): boolean => {
  if (/^(?:conda|mamba|micromamba)$/.test(program))
    return (
      (/^(?:install|create|update)$/.test(verb) || (verb === "env" && /^(?:create|update)$/.test(noun))) && !rest.includes("--offline")
    );
  if (/^(?:npm|pnpm)$/.test(program)) return /^(?:i|install|ci|add)$/.test(verb);
  if (/^(?:yarn|jlpm)$/.test(program)) return /^(?:add|install|global)?$/.test(verb);
  if (program === "jupyter") return verb === "labextension" && noun === "install";
  return (program === "nvm" || program === "go") && verb === "install";
};

/** Something is fetched from the internet: without a route there it waits until the start of the notebook times out. */
export const downloads = (command: Command): boolean => {
  const program = programOf(command);
  // A host without a scheme is most often one near by.
  if (program === "curl" || program === "wget") return fetchedBy(command).some((url) => command.argv.includes(url) && !isNear(url));
  if (program === "git") {
    const { verb, words } = gitWords(command);
    return verb === "clone" && words.some((word) => isRepository(word) && !isNear(word));
  }
  if (/^(?:yum|dnf|rpm)$/.test(program)) return fetchedBy(command).some((url) => !isNear(url));
  return bringsPackages(command, program);
};
