import { downloads, programOf, runsUnpinned, type Say } from "./script-downloads.ts";
import { type Environments, noteEnvironment, pipDownloads, pipInsecure, pipOutside, pipUnpinned } from "./script-pip.ts";
import { secretLines } from "./script-secrets.ts";
import { type Command, shellCommands } from "./shell-commands.ts";

/** What a lifecycle script does that a rule asks about. Nothing of the script itself is in it. */
export const scriptDeeds = [
  "secret",
  "runs-unpinned",
  "pip-unpinned",
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

/** Each variable that is set once, to something that is known. */
const sayWith = (commands: readonly Command[]): Say => {
  const values = new Map<string, Set<string>>();
  for (const { assigns } of commands)
    for (const [name, value] of Object.entries(assigns)) values.set(name, (values.get(name) ?? new Set()).add(value));
  const once = (all: string, braced?: string, bare?: string): string => {
    const found = [...(values.get(braced ?? bare ?? "") ?? [])];
    return found.length === 1 && !/[`]|\$\(/.test(found[0] ?? "") ? (found[0] ?? all) : all;
  };
  const expand = (text: string): string => text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, once);
  return (text) => expand(expand(text));
};

const isHome = (path: string): boolean => /^\/home\/ec2-user(?:\/|$)/.test(path);
const makers = new Set([
  "mkdir",
  "touch",
  "cp",
  "mv",
  "ln",
  "tee",
  "wget",
  "curl",
  "git",
  "tar",
  "unzip",
  "install",
  "rsync",
  "pip",
  "pip3",
]);

/** What is handed over afterwards is the user's. */
const isHandedOver = (path: string, later: readonly Command[], say: Say): boolean =>
  later.some(
    (command) =>
      /^(?:chown|chmod)$/.test(programOf(command)) &&
      command.argv
        .slice(1)
        .map(say)
        .some((to) => isHome(to) && path.startsWith(to.replace(/\/?\*?$/, ""))),
  );

/** The last word, or for some programs the word behind an option, is what they make. */
const madeBy = (command: Command, say: Say): string[] => {
  const words = command.argv.map(say);
  const program = programOf(command);
  if (!makers.has(program) || (program === "git" && words[1] !== "clone")) return [];
  const behind = words.filter((_, at) => /^(?:-o|-O|-P|-C|-d|-t|--output|--target|--directory(?:-prefix)?)$/.test(words[at - 1] ?? ""));
  const last = /^(?:wget|curl|tar|unzip|pip3?)$/.test(program) ? [] : words.slice(1).filter((word) => !word.startsWith("-"));
  return [...behind, ...(/^(?:mkdir|touch|tee)$/.test(program) ? last : last.slice(-1))].filter(isHome);
};

const rootInHome = (command: Command, later: readonly Command[], say: Say): boolean =>
  command.user === "root" &&
  [...command.writes.map(say).filter(isHome), ...madeBy(command, say)].some((path) => !isHandedOver(path, later, say));

const isSudoers = (path: string): boolean => /^\/etc\/sudoers(?:\.d\/|$)/.test(path);

const editsSudoers = (command: Command, say: Say): boolean => {
  const program = programOf(command);
  const words = command.argv.map(say);
  if ([...command.writes, ...command.appends].map(say).some(isSudoers)) return true;
  if (/^(?:usermod|gpasswd|adduser|useradd)$/.test(program))
    return words.some((word) => /^(?:.*[,=])?(?:wheel|sudo|root)(?:,.*)?$/.test(word));
  // Whoever starts such a program is root in it.
  if (program === "chmod") return words.some((word) => /^(?:[ugoa]*[ua][ugoa]*)?\+[rwxXt]*s|^0?[4-7][0-7]{3}$/.test(word));
  if (program === "cp" || program === "mv" || program === "install" || program === "ln") return isSudoers(words.at(-1) ?? "");
  const edits =
    program === "tee" || program === "visudo" || (program === "sed" && words.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word)));
  return edits && (program === "visudo" ? !words.some((word) => /^-[a-z]*c/.test(word)) : words.some(isSudoers));
};

const opensNetwork = (command: Command, say: Say): boolean => {
  const program = programOf(command);
  const words = command.argv.map(say);
  const text = words.join(" ");
  if (/^ip6?tables$/.test(program)) {
    const flushed = /(?:^| )(?:-F|--flush)(?: INPUT)?$/.test(text) || /(?:-P|--policy) INPUT ACCEPT/.test(text);
    return (
      flushed ||
      (/(?:-A|-I|--append|--insert) INPUT\b/.test(text) &&
        /(?:-j|--jump) ACCEPT/.test(text) &&
        !/(?:-s|--source|-i|--in-interface|--ctstate|--state)\b/.test(text))
    );
  }
  if (program === "ufw") return words[1] === "disable";
  if (program === "systemctl") return /^(?:stop|disable|mask)$/.test(words[1] ?? "") && /firewalld|iptables/.test(text);
  if (program === "aws") return /authorize-security-group-ingress/.test(text);
  if (program === "ssh") return words.some((word) => /^-[a-zA-Z]*R/.test(word));
  if (program === "ngrok" || program === "cloudflared") return true;
  return program.startsWith("jupyter") && /--(?:Notebook|Server)?(?:App\.)?ip[= ]["']?(?:0\.0\.0\.0|\*|::)/.test(text);
};

const cutsNetwork = (command: Command, say: Say): boolean => {
  const program = programOf(command);
  const text = command.argv.map(say).join(" ");
  if (/^ip6?tables$/.test(program)) {
    const drops =
      /(?:-P|--policy) OUTPUT DROP/.test(text) ||
      (/(?:-A|-I|--append|--insert) OUTPUT\b/.test(text) && /(?:-j|--jump) (?:DROP|REJECT)/.test(text));
    // To keep users from one address is no cut.
    return drops && !/(?:^| )(?:-d|--destination|--dst|--dport|-p|-m|--uid-owner)\b/.test(text);
  }
  if (program === "ip")
    return (
      /^ip (?:-\d )?(?:route|r) (?:del|delete|flush) (?:default|0\.0\.0\.0\/0)/.test(text) || /^ip link set (?:dev )?eth\d+ down/.test(text)
    );
  if (program === "route") return /\bdel\b.*\b(?:default|0\.0\.0\.0)\b/.test(text);
  if (program === "ifconfig") return /eth\d+ down/.test(text);
  return program === "nmcli" && /networking off/.test(text);
};

const limitSeconds = 300;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const sleeps = ({ argv }: Command, say: Say): number =>
  argv.slice(1).reduce((sum, word) => {
    const [, amount = "0", unit = "s"] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(say(word)) ?? [];
    return sum + Number(amount) * (units[unit || "s"] ?? 1);
  }, 0);

/** What does not end by itself, or takes longer than a script is given. */
const isLong = (command: Command): boolean => {
  const [, verb = "", noun = ""] = command.argv;
  const program = programOf(command);
  if (command.endless) return true;
  if (program === "tail") return command.argv.some((word) => /^-(?:\w*f|F)$|^--follow/.test(word)) && command.feeds.length === 0;
  if (/^jupyter(?:-lab|-notebook)?$/.test(program))
    return program !== "jupyter"
      ? !verb.startsWith("--")
      : /^(?:lab|notebook)$/.test(verb) && !/^(?:build|--version|list|stop|clean)$/.test(noun);
  if (/^(?:tensorboard|code-server|dask-scheduler|ngrok)$/.test(program)) return verb !== "--version";
  if (program === "mlflow") return verb === "ui" || verb === "server";
  if (/^python[\d.]*$/.test(program)) return verb === "-m" && noun === "http.server";
  if (/^(?:yum|dnf)$/.test(program))
    return (
      command.argv
        .slice(1)
        .filter((word) => !word.startsWith("-"))
        .join(" ")
        .match(/^(?:update|upgrade)$/) !== null
    );
  if (!/^(?:conda|mamba)$/.test(program)) return false;
  return (verb === "update" && command.argv.includes("--all")) || (verb === "env" && /^(?:create|update)$/.test(noun));
};

/** Of whom a script is: notebooks run theirs as root, Studio as the user of the application. */
export type ScriptOf = "notebook" | "studio";

/** What the script does, line by line, as far as it can be told without running it. */
export const scriptSteps = (script: string, of: ScriptOf): ScriptStep[] => {
  const isNotebook = of === "notebook";
  const commands = shellCommands(script, isNotebook ? "root" : null);
  const say = sayWith(commands);
  const active: Environments = new Set();
  let slept = 0;
  const steps: ScriptStep[] = secretLines(script).map((line) => ({ line, what: "secret" }));
  for (const [index, command] of commands.entries()) {
    const later = commands.slice(index + 1);
    const note = (what: ScriptDeed, does: boolean): unknown => does && steps.push({ line: command.line, what });
    noteEnvironment(command, active);
    note("runs-unpinned", runsUnpinned(command, later, say));
    note("pip-unpinned", pipUnpinned(command, say));
    note("pip-insecure", pipInsecure(command, say));
    note("pip-outside", isNotebook && pipOutside(command, active));
    note("root-in-home", isNotebook && rootInHome(command, later, say));
    note("sudoers", editsSudoers(command, say));
    note("network-opened", opensNetwork(command, say));
    note("network-cut", cutsNetwork(command, say));
    if (command.background) continue;
    const before = slept;
    slept += programOf(command) === "sleep" ? sleeps(command, say) : 0;
    note("long", isLong(command) || (before < limitSeconds && slept >= limitSeconds));
    note("download", downloads(command, say) || pipDownloads(command, say));
  }
  const seen = new Set<string>();
  const isNew = ({ line, what }: ScriptStep): boolean => !seen.has(`${line} ${what}`) && seen.add(`${line} ${what}`) !== undefined;
  return steps.filter(isNew).sort((a, b) => a.line - b.line || scriptDeeds.indexOf(a.what) - scriptDeeds.indexOf(b.what));
};
