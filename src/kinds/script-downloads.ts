import { type Command, isShell } from "./shell-commands.ts";

export const programOf = ({ argv }: Pick<Command, "argv">): string => (argv[0] ?? "").replace(/^.*\//, "");

/** What the words say when each variable that is set once is put in. */
export type Say = (text: string) => string;

const urls = (words: readonly string[], say: Say): string[] => words.map(say).filter((word) => /^(?:https?|ftp):\/\//i.test(word));

const hostOf = (url: string): string => /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? "";

/** Reached without any way to the internet: the machine itself, and what AWS has endpoints for. */
const isNear = (url: string): boolean =>
  /^(?:localhost|127\.|169\.254\.|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|(?:^|\.)amazonaws\.com(?:\.cn)?$|\$/.test(
    hostOf(url),
  );

const fetches = (program: string): boolean => program === "curl" || program === "wget";

/** Says one thing today and another tomorrow: no commit, no version in it. */
const isPinned = (url: string): boolean => /[0-9a-f]{40}|[/_-]v?\d+\.\d+(?:\.\d+)*(?=[/._-]|$)|sha256/i.test(url);
const isMoving = (url: string): boolean => /\/(?:master|main|HEAD|develop|latest)(?:\/|$)/.test(url);

const isInterpreter = (program = ""): boolean => isShell(program) || /^(?:.*\/)?(?:python[\d.]*|perl|ruby|node|Rscript)$/.test(program);

/** Words by which an interpreter is given what it runs, so that what is piped to it is data. */
const codeOption = (program: string): RegExp =>
  isShell(program) ? /^-[a-z]*c$/ : /^(?:.*\/)?python/.test(program) ? /^-[cm]$/ : /^-\w*[ep]$|^--eval$/;

/** Whether it runs what is piped to it: `bash`, `sh -s -- …`, `python -`. */
const runsInput = ([program = "", ...words]: readonly string[]): boolean => {
  if (!isInterpreter(program)) return false;
  if (words.some((word) => word === "-" || word === "/dev/stdin" || (isShell(program) && /^-[a-z]*s$/.test(word)))) return true;
  return !words.some((word, at) => codeOption(program).test(word) || (!word.startsWith("-") && words[at - 1] !== "-o"));
};

/** What runs the words that another command brings: `bash <(curl …)`, `sh -c "$(curl …)"`, `eval`, `source`. */
const runsOutput = (command: Command): boolean =>
  (isInterpreter(command.argv[0]) || /^(?:eval|source|\.)$/.test(command.argv[0] ?? "")) &&
  command.argv.some((word) => /^<\(\s*(?:sudo\s+)?(?:curl|wget)\b|^\s*(?:\$\(|`)\s*(?:sudo\s+)?(?:curl|wget)\b/.test(word));

/** The address within words that run what they fetch. */
const fetchedBy = ({ argv }: Command, say: Say): string[] =>
  argv.flatMap((word) => say(word).match(/(?:https?|ftp):\/\/[^\s"')`]+/gi) ?? []);

const fileOf = ({ argv }: Command, url: string): string => {
  const at = argv.findIndex((word) => /^(?:-o|-O|--output|--output-document)$/.test(word));
  const named = argv[at + 1] ?? "";
  // Of curl, -O takes no name.
  const isNamed = at >= 0 && !named.startsWith("-") && !/^https?:/.test(named);
  return (isNamed ? named : url.replace(/[?#].*$/, "")).replace(/^.*\//, "");
};

const mentions = (command: Command, file: string): boolean => [...command.argv, command.input].some((word) => word.includes(file));

const isCheck = (program = ""): boolean => /^(?:.*\/)?(?:sha\d+sum|shasum|gpg|cosign|openssl)$/.test(program);

/** By itself, or by what it is told: `echo "HASH  FILE" | sha256sum -c`. */
const checks = (command: Command, file: string): boolean =>
  mentions(command, file) && (isCheck(command.argv[0]) || command.feeds.some(([next]) => isCheck(next)));

/** An interpreter runs the first file that it is given, and not the others, which that one may read. */
const runsFile = ({ argv: [, ...words] }: Command, file: string): boolean => {
  const given = words.filter((word) => !word.startsWith("-"));
  const at = given.findIndex((word) => word.includes(file));
  return at >= 0 && given.slice(0, at).every((word) => !/[./]/.test(word));
};

const makesRunnable = (command: Command): boolean =>
  programOf(command) === "chmod" && command.argv.some((word) => /^[ugoa]*[+=][rwXst]*x|^0?[0-7]?[0-7]*[1357][0-7]*$/.test(word));

/** Whether a later command runs the file, or has cron run it, and nobody compares its checksum. */
const runsLater = (file: string, later: readonly Command[]): boolean => {
  if (file.length < 3 || later.some((command) => checks(command, file))) return false;
  return later.some((command) => {
    const program = programOf(command);
    if (isInterpreter(command.argv[0]) || /^(?:source|\.)$/.test(program)) return runsFile(command, file);
    const isCron =
      [...command.writes, ...command.appends].some((to) => /cron/.test(to)) || command.feeds.some(([next]) => next === "crontab");
    const isListed = /^(?:echo|printf)$/.test(program) && later.some((one) => programOf(one) === "crontab") && mentions(command, file);
    if (isListed) return true;
    return (
      command.argv[0]?.endsWith(`/${file}`) === true ||
      ((makesRunnable(command) || isCron || program === "crontab") && mentions(command, file))
    );
  });
};

/** Something is fetched that can change under one's feet, and is run. */
export const runsUnpinned = (command: Command, later: readonly Command[], say: Say): boolean => {
  if (runsOutput(command)) return fetchedBy(command, say).some((url) => !isPinned(url));
  if (!fetches(programOf(command))) return false;
  const found = urls(command.argv, say);
  if (command.feeds.some(runsInput)) return found.some((url) => !isPinned(url));
  return found.some((url) => (isMoving(url) || !isPinned(url)) && runsLater(fileOf(command, url), later));
};

/** Something is fetched from the internet: without a route there it waits until the start of the notebook times out. */
export const downloads = (command: Command, say: Say): boolean => {
  const [, verb] = command.argv;
  const program = programOf(command);
  if (fetches(program)) return urls(command.argv, say).some((url) => !isNear(url));
  if (program === "git") return verb === "clone" && urls(command.argv, say).some((url) => !isNear(url));
  return /^(?:conda|mamba)$/.test(program) && /^(?:install|create|update)$/.test(verb ?? "") && !command.argv.includes("--offline");
};
