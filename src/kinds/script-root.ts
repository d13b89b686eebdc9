import { gitWords } from "./script-downloads.ts";
import { type Placed, programOf } from "./script-folders.ts";
import type { Command } from "./shell-commands.ts";

const isHome = (path: string): boolean => /^\/home\/ec2-user(?:\/|$)/.test(path);

const makers = new Set("mkdir touch cp mv ln tee wget curl git tar unzip install rsync pip pip3 aws".split(" "));

/** Whether everybody may write what it is about: `chmod 777`, `chmod -R go+rw`. */
const opensToAll = (command: Command): boolean =>
  programOf(command) === "chmod" && command.argv.some((word) => /^(?:[ug]*[oa][ugoa]*)?[+=][rxXst]*w|^[0-7]{2,3}[2367]$/.test(word));

const handsOver = (command: Command): boolean =>
  (programOf(command) === "chown" && !/^(?:root|0)(?::|$)/.test(command.argv.find((word, at) => at > 0 && !word.startsWith("-")) ?? "")) ||
  opensToAll(command);

/** Whether a path is the user's in the end: what is handed over afterwards is. */
export type IsGiven = (path: string, index: number) => boolean;

export const handedOver = (all: readonly Placed[]): IsGiven => {
  const given = all.flatMap(({ command, at }, index) =>
    handsOver(command) ? command.argv.slice(1).map((word) => ({ index, to: at(word.replace(/\/?\*?$/, "") || "/") })) : [],
  );
  const homes = given.filter(({ to }) => isHome(to));
  return (path, before) => homes.some(({ index, to }) => index > before && (path === to || path.startsWith(`${to}/`)));
};

/** The last word, or for some programs the word behind an option, is what they make. */
const madeBy = ({ command }: Placed): string[] => {
  const { argv } = command;
  const program = programOf(command);
  const plain = argv.slice(1).filter((word) => !word.startsWith("-"));
  if (program === "git") {
    const { verb, folder = ".", words } = gitWords(command);
    const [, into = folder] = words.filter(
      (word, at) => !word.startsWith("-") && !/^(?:-b|--branch|--depth|-o|-c|--config)$/.test(words[at - 1] ?? ""),
    );
    return verb === "clone" ? [into] : [];
  }
  if (program === "aws")
    return plain[0] === "s3" && /^(?:cp|mv|sync)$/.test(plain[1] ?? "")
      ? [plain[3] ?? ""].filter((to) => to !== "" && to !== "-" && !to.startsWith("s3:"))
      : [];
  const behind = argv.filter((_, at) =>
    /^(?:-o|-O|-P|-C|-d|-t|--output|--output-dir|--output-document|--target|--directory(?:-prefix)?)$/.test(argv[at - 1] ?? ""),
  );
  if (program === "wget" || program === "curl") {
    const named = behind.filter((word) => !/^-|^https?:/.test(word));
    const isKept =
      program === "wget"
        ? !argv.some((word) => /^-[a-zA-Z]*O|^--spider/.test(word))
        : argv.some((word) => /^-[a-zA-Z]*O|^--remote-name/.test(word));
    return named.length > 0 ? named : isKept ? ["."] : [];
  }
  if (program === "tar" || program === "unzip") {
    const isPacking = program === "tar" && /^-?[a-zA-Z]*[ct]/.test(argv[1] ?? "");
    return isPacking || argv.includes("-l") ? [] : behind.length > 0 ? behind : ["."];
  }
  if (/^pip3?$/.test(program)) return behind;
  if (program === "tee" && argv.some((word) => /^-[a-z]*a|^--append/.test(word))) return [];
  return /^(?:mkdir|touch|tee)$/.test(program) ? plain : plain.slice(-1);
};

/** What root makes in the folder of the user, and leaves as root's. */
export const rootInHome = (here: Placed, index: number, isGiven: IsGiven): boolean => {
  const { command, at, written } = here;
  const made = command.user === "root" && makers.has(programOf(command)) ? madeBy(here).map(at) : [];
  const opened = command.writer === "root" ? command.writes.map(written) : [];
  return [...made, ...opened].some((path) => isHome(path) && !isGiven(path, index));
};

const isSudoers = (path: string): boolean => /^\/etc\/sudoers(?:\.d(?:\/|$)|$)/.test(path);
/** Who writes here is root, or says who is. */
const isOfRoot = (path: string): boolean =>
  isSudoers(path) || /^\/etc\/(?:passwd|shadow|group|gshadow)$|^\/root\/\.ssh\/authorized_keys$/.test(path);

const opensSystem = /^\/(?:etc|usr|s?bin|lib(?:64)?|root|boot)(?:\/|$)|^\/$/;

/** Who becomes root by it, or may at will. */
export const editsSudoers = ({ command, at, written }: Placed): boolean => {
  const program = programOf(command);
  const words = command.argv;
  if ([...command.writes, ...command.appends].map(written).some(isOfRoot)) return true;
  if (program === "gpasswd" && words.includes("-d")) return false;
  if (/^(?:usermod|gpasswd|adduser|useradd)$/.test(program))
    return words.slice(1).some((word) => /^(?:.*[,=])?(?:wheel|sudo|root)(?:,.*)?$/.test(word));
  // Whoever starts such a program is root in it.
  if (program === "chmod")
    return (
      words.some((word) => /^(?:[ugoa]*[ua][ugoa]*)?\+[rwxXt]*s|^0?[4-7][0-7]{3}$/.test(word)) ||
      (opensToAll(command) && words.slice(2).some((path) => opensSystem.test(at(path))))
    );
  if (program === "setcap") return words.some((word) => /cap_(?:setuid|sys_admin|dac_override)/i.test(word));
  if (program === "cp" || program === "mv" || program === "install" || program === "ln") return isOfRoot(at(words.at(-1) ?? ""));
  const edits =
    program === "tee" || program === "visudo" || (program === "sed" && words.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word)));
  return (
    edits && (program === "visudo" ? !words.some((word) => /^-[a-z]*c/.test(word)) : words.slice(1).some((word) => isOfRoot(at(word))))
  );
};
