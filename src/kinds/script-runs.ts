import { posix } from "node:path";
import { fetchedBy, gitWords, isRepository } from "./script-downloads.ts";
import { type Placed, programOf } from "./script-folders.ts";
import { type Command, isShell } from "./shell-commands.ts";

/** Says one thing today and another tomorrow: no commit, no version in it. */
const hasVersion = (text: string): boolean => /[0-9a-f]{40}|[/_-]v?\d+\.\d+(?:\.\d+)*(?=[/._-]|$)|sha256/i.test(text);
const isMoving = (url: string): boolean => /\/(?:master|main|HEAD|develop|latest)(?:\/|\.zip$|\.tar|$)|\/refs\/heads\//.test(url);
export const isPinnedUrl = (url: string): boolean => hasVersion(url) && !isMoving(url);

/** Over these, anybody on the way can put something of his own in the place of what was asked for. */
const isUnchecked = (command: Command, url: string): boolean =>
  /^(?:http|ftp):\/\/(?!localhost\b|127\.|169\.254\.)/i.test(url) ||
  (command.argv.some((word) => /^(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure|--no-check-certificate)$/.test(word)) &&
    /^(?:curl|wget)$/.test(programOf(command)));

const canChange = (command: Command, url: string): boolean => !isPinnedUrl(url) || isUnchecked(command, url);

const isInterpreter = (program = ""): boolean => isShell(program) || /^(?:.*\/)?(?:python[\d.]*|perl|ruby|node|Rscript)$/.test(program);
const isSource = (program = ""): boolean => program === "source" || program === ".";

/** Words by which an interpreter is given what it runs, so that what is piped to it is data. */
const codeOption = (program: string): RegExp =>
  isShell(program) ? /^-[a-z]*c$/ : /^(?:.*\/)?python/.test(program) ? /^-[cm]$/ : /^-\w*[ep]$|^--eval$/;

/** Whether it runs what is piped to it: `bash`, `sh -s -- …`, `python -`. */
const runsInput = ([program = "", ...words]: readonly string[]): boolean => {
  if (isSource(program)) return words[0] === "/dev/stdin";
  if (!isInterpreter(program)) return false;
  if (words.some((word) => word === "-" || word === "/dev/stdin" || (isShell(program) && /^-[a-z]*s$/.test(word)))) return true;
  return !words.some((word, at) => codeOption(program).test(word) || (!word.startsWith("-") && words[at - 1] !== "-o"));
};

/** What runs the words that another command brings: `bash <(curl …)`, `sh -c "$(curl …)"`, `eval`, `source`. */
const runsOutput = ({ argv }: Command): boolean =>
  (isInterpreter(argv[0]) || isSource(argv[0]) || argv[0] === "eval") &&
  argv.some((word) => /^<\(\s*(?:sudo\s+)?(?:curl|wget)\b|^\s*(?:\$\(|`)\s*(?:sudo\s+)?(?:curl|wget)\b/.test(word));

/** The first file that it is given: an interpreter runs that one, and not the others, which that one may read. */
const fileRunBy = ({ argv }: Command): string | undefined => {
  const [program = "", ...words] = argv;
  // `activate` is looked for where programs are.
  if (isSource(program)) return /^(?:de)?activate$/.test(words[0] ?? "") ? undefined : words[0];
  const isSome = /^\$.*(?:python|bash|shell|perl|node)/i.test(program);
  if (!isInterpreter(program) && !isSome) return program.includes("/") ? program : undefined;
  if (words.some((word) => codeOption(program).test(word))) return undefined;
  return words.find((word, at) => !word.startsWith("-") && words[at - 1] !== "-o");
};

const isPathToInstall = /^[.~$/]|^[^-:]*\/[^:]*$|\.(?:whl|zip|gz)$/;

/** Files and folders out of which a command installs or builds something, by which what is in them runs. */
const installedBy = (command: Command): string[] => {
  const program = programOf(command);
  const [, verb = ""] = command.argv;
  const words = command.argv.slice(1).filter((word) => !word.startsWith("-"));
  const isModule = /^python[\d.]*$/.test(program) && command.argv[1] === "-m" && command.argv[2] === "pip";
  if (/^pip-?[\d.]*$/.test(program) || isModule || (program === "conda" && verb === "run"))
    return command.argv.filter((word, at, all) => isPathToInstall.test(word) && !/^(?:-[rctd]|--\w.*)$/.test(all[at - 1] ?? "") && at > 0);
  if (/^(?:yum|dnf|apt|apt-get)$/.test(program)) return words.filter((word) => /\.(?:rpm|deb)$/.test(word));
  if (program === "rpm" || program === "dpkg") return /^-[a-zA-Z]*[iU]|^--install|^--upgrade/.test(verb) ? words : [];
  if (program === "make") {
    const at = command.argv.findIndex((word) => /^(?:-C|--directory)$/.test(word));
    return [at >= 0 ? (command.argv[at + 1] ?? ".") : "."];
  }
  return [];
};

const makesRunnable = (command: Command): boolean =>
  programOf(command) === "chmod" && command.argv.some((word) => /^[ugoa]*[+=][rwXst]*x|^0?[0-7]?[0-7]*[1357][0-7]*$/.test(word));

/** What has come from outside, wherever it has gone since: files by their whole name, folders with all that is in them. */
type Fetched = { files: Set<string>; folders: Set<string> };

const isWithin = ({ files, folders }: Fetched, path: string): boolean =>
  files.has(path) || [...folders].some((folder) => path === folder || path.startsWith(`${folder}/`));

const nameOf = (path: string): string => path.replace(/^.*\//, "");
/** Where a folder is not known, the name alone decides, if it is one that nothing else has. */
const isNamed = ({ files }: Fetched, path: string): boolean =>
  /^[?$]/.test(path) && [...files].some((file) => nameOf(file) === nameOf(path) && nameOf(path).length > 2);

const isOurs = (fetched: Fetched, path: string): boolean => isWithin(fetched, path) || isNamed(fetched, path);

const isCheck = (program = ""): boolean => /^(?:.*\/)?(?:sha\d+sum|shasum|gpg|cosign|openssl)$/.test(program);

/** By itself, or by what it is told: `echo "HASH  FILE" | sha256sum -c`. */
const checks = ({ command }: Placed, { files }: Fetched): boolean =>
  (isCheck(command.argv[0]) || command.feeds.some(([next]) => isCheck(next))) &&
  [...files].some((file) => [...command.argv, command.input].some((word) => word.includes(nameOf(file))));

const moves = /^(?:checkout|switch|reset)$/;

/** `git checkout COMMIT` in what was cloned. */
const settles = ({ command, at, folder }: Placed, { folders }: Fetched): boolean => {
  if (programOf(command) !== "git") return false;
  const { verb, folder: given, words } = gitWords(command);
  return moves.test(verb) && words.some((word) => isPinnedRef(word)) && folders.has(given === undefined ? folder : at(given));
};

const isPinnedRef = (ref: string): boolean => /^[0-9a-f]{7,40}$|(?:^|[/_-])v?\d+\.\d+/i.test(ref);

const shared = /^(?:\/|\/tmp|\/var\/tmp|\/opt|\/usr\/local(?:\/\w+)?|\/usr\/bin|\/root|\/home\/[\w-]+(?:\/SageMaker)?|\?)\/?$/;

/** What is copied or unpacked goes on being what it was. */
const follow = (fetched: Fetched, { command, at, folder }: Placed): void => {
  const program = programOf(command);
  const words = command.argv.slice(1).filter((word) => !word.startsWith("-"));
  const source = words.find((word) => isWithin(fetched, at(word)));
  if (source === undefined) return;
  if (program === "cp" || program === "mv" || program === "install") {
    const to = at(words.at(-1) ?? ".");
    if (fetched.folders.has(at(source))) fetched.folders.add(to);
    else fetched.files.add(to).add(posix.join(to, nameOf(source)));
  } else if (program === "tar" || program === "unzip") {
    const into = command.argv.find((_, index) => /^(?:-C|-d|--directory)$/.test(command.argv[index - 1] ?? ""));
    const target = into === undefined ? folder : at(into);
    fetched.folders.add(posix.join(target, nameOf(source).replace(/\.(?:tar\.\w+|tgz|zip|tar)$/, "")));
    if (!shared.test(target) && into !== undefined) fetched.folders.add(target);
  }
};

/** What a command runs or installs, and what it makes runnable, wherever these come from. */
type Uses = { run: string | undefined; installed: readonly string[]; made: readonly string[] };

/** Each command is looked at for all that was fetched before it. */
const usesKnown = new WeakMap<Placed, Uses>();

const usesOf = (placed: Placed): Uses => {
  const known = usesKnown.get(placed);
  if (known) return known;
  const { command, at } = placed;
  const file = fileRunBy(command);
  const uses = {
    run: file === undefined ? undefined : at(file),
    installed: installedBy(command).map((path) => at(path.replace(/\/\*$/, ""))),
    made: makesRunnable(command) ? command.argv.slice(2).map(at) : [],
  };
  usesKnown.set(placed, uses);
  return uses;
};

const runs = (placed: Placed, fetched: Fetched): boolean => {
  const { run, installed, made } = usesOf(placed);
  if (run !== undefined && isOurs(fetched, run)) return true;
  if (installed.some((path) => isOurs(fetched, path))) return true;
  return made.some((path) => isWithin(fetched, path) && !fetched.folders.has(path));
};

const acts =
  /^(?:\.|source|eval|cp|mv|install|tar|unzip|chmod|make|pip-?[\d.]*|conda|yum|dnf|rpm|apt|apt-get|dpkg|sha\d+sum|shasum|gpg|cosign|openssl|\$.*)$/;

/** Whether a command has anything to do with what was fetched before it. */
export const actsOnFiles = ({ command }: Placed): boolean => {
  const [program = ""] = command.argv;
  if (program === "git") return moves.test(gitWords(command).verb);
  return program.includes("/") || isInterpreter(program) || acts.test(program) || command.feeds.some(([next]) => isCheck(next));
};

/** Whether a later command runs what was fetched, and nobody compares its checksum before. */
const runsLater = (fetched: Fetched, later: readonly Placed[]): boolean => {
  for (const one of later) {
    if (checks(one, fetched) || settles(one, fetched)) return false;
    if (runs(one, fetched)) return true;
    follow(fetched, one);
  }
  return false;
};

const outputOf = ({ command: { argv, writes }, at, written }: Placed, url: string): string => {
  const value = (option: RegExp): string | undefined => {
    const found = argv.findIndex((word) => option.test(word));
    const next = argv[found + 1] ?? "";
    return found >= 0 && next !== "" && !next.startsWith("-") && !/^https?:/.test(next) ? next : undefined;
  };
  const folder = value(/^(?:--output-dir|-P|--directory-prefix)$/);
  const [to] = writes;
  if (to !== undefined) return written(to);
  const isCurl = argv[0]?.endsWith("curl") === true;
  const named = value(isCurl ? /^(?:-[a-zA-Z]*o|--output)$/ : /^(?:-[a-zA-Z]*O|--output-document)$/) ?? nameOf(url.replace(/[?#].*$/, ""));
  return at(folder === undefined ? named : posix.join(folder, named));
};

/** The folder into which git clones what moves; undefined: it clones nothing, or what is pinned. */
const cloned = ({ command, at }: Placed): string | undefined => {
  const { verb, folder, words } = gitWords(command);
  const from = words.findIndex((word) => isRepository(word));
  const branch = words[words.findIndex((word) => /^(?:-b|--branch|--revision)$/.test(word)) + 1] ?? "";
  if (verb !== "clone" || from < 0 || isPinnedRef(branch.replace(/^.*=/, ""))) return undefined;
  const into =
    words.slice(from + 1).find((word) => !word.startsWith("-")) ??
    nameOf((words[from] ?? "").replace(/\/$/, ""))
      .replace(/^.*:/, "")
      .replace(/\.git$/, "");
  return at(folder === undefined ? into : posix.join(folder, into));
};

/** Something is fetched that can change under one's feet, and is run. */
export const runsUnpinned = (here: Placed, later: () => readonly Placed[]): boolean => {
  const { command } = here;
  const program = programOf(command);
  if (runsOutput(command)) return fetchedBy(command).some((url) => canChange(command, url));
  if (/^(?:yum|dnf|rpm|apt|apt-get)$/.test(program))
    return fetchedBy(command).some((url) => /\.(?:rpm|deb)$/.test(url) && canChange(command, url));
  if (program === "git") {
    const folder = cloned(here);
    return folder !== undefined && runsLater({ files: new Set(), folders: new Set([folder]) }, later());
  }
  if (program !== "curl" && program !== "wget") return false;
  const moving = fetchedBy(command).filter((url) => canChange(command, url));
  if (command.feeds.some(runsInput)) return moving.length > 0;
  return moving.some((url) => runsLater({ files: new Set([outputOf(here, url)]), folders: new Set() }, later()));
};
