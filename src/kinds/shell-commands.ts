import { type Draft, shellDrafts } from "./shell-drafts.ts";
import { scheduledIn } from "./shell-schedules.ts";
import type { Inner } from "./shell-tokens.ts";
import { type Say, sayWith } from "./shell-variables.ts";
import { type Unwrapped, unwrap } from "./shell-wrappers.ts";

/** One command as it would run. */
export type Command = {
  line: number;
  /** The program and its arguments, without what only wraps it; variables whose value is known are put in. */
  argv: string[];
  /** Who runs it; null: whoever the application belongs to. */
  user: string | null;
  /** Who opens the files that it is redirected to: `sudo` does not reach these. */
  writer: string | null;
  /** What it writes anew, and what it adds to. */
  writes: string[];
  appends: string[];
  /** Text given to it behind `<<` or `<<<` that is no script. */
  input: string;
  /** The same, with its lines. */
  documents: Inner[];
  /** Nobody waits for it. */
  background: boolean;
  /** The shells that it runs in, innermost first: environments and folders hold within one. */
  shells: readonly number[];
  /** What reads its output: the rest of its pipeline. */
  feeds: string[][];
  /** A loop without an end of its own. */
  endless: boolean;
  /** After how many seconds it is ended. */
  limit: number;
  assigns: Record<string, string>;
  /** Whether it runs whenever the script does. */
  sure: boolean;
};

export const isShell = (program = ""): boolean => /^(?:.*\/)?(?:ba|z|da|k)?sh$/.test(program);

type Walk = { commands: Command[]; shells: number; say: Say };
type Around = Pick<Command, "user" | "background" | "shells" | "limit"> & { depth: number };
type Read = { draft: Draft; own: Unwrapped };

const readsInput = ([program, ...args]: readonly string[]): boolean => isShell(program) && args.every((arg) => arg.startsWith("-"));
const isLater = (program = ""): boolean => /^(?:.*\/)?(?:at|batch)$/.test(program);

/** What `echo` and documents bring to those who read them, packed or not; undefined: another program makes it. */
const outputOf = ({ draft, own: { argv } }: Read): Inner | undefined => {
  const [program, ...args] = argv;
  const [document] = draft.input;
  if (program === "cat" && args.length === 0) return document;
  if (program !== "echo" && program !== "printf") return program === "base64" && document ? unpacked(argv, document) : undefined;
  const text = args.filter((arg, index) => index > 0 || !/^-[neE]+$/.test(arg)).join(program === "echo" ? " " : "\n");
  return { text, line: draft.lines.at(draft.words.length > 1 ? 1 : 0) ?? draft.line };
};

const unpacked = ([program, ...args]: readonly string[], { text, line }: Inner): Inner | undefined =>
  program === "base64" && args.some((arg) => /^(?:-d|-D|-di|--decode)$/.test(arg))
    ? { text: Buffer.from(text, "base64").toString("utf8"), line, still: true }
    : undefined;

/** A script within the pipeline: `echo … | base64 -d | bash`, `echo … | at now`. */
const pipedIn = (read: Read, next: readonly Unwrapped[]): { script: Inner; by: Unwrapped } | undefined => {
  let script = next.length > 0 ? outputOf(read) : undefined;
  for (const by of next) {
    if (!script) return undefined;
    if (readsInput(by.argv) || (by.argv.length === 0 && by.isShell)) return { script, by };
    if (isLater(by.argv[0])) return { script, by: { ...by, background: true } };
    script = unpacked(by.argv, script);
  }
  return undefined;
};

/** A script within the script: `bash -c "…"`, `eval …`, or what stands behind `<<` for a shell. */
const scriptsIn = ({ draft, own: { argv, isShell: isOwnShell } }: Read): Inner[] => {
  const [program, ...args] = argv;
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  if (isShell(program) && at >= 0) return [{ text: args[at + 1] ?? "", line: draft.lines.at(at + 1 - args.length) ?? draft.line }];
  if (program === "eval" && !/\$\(|`/.test(args.join(" "))) return [{ text: args.join(" "), line: draft.line, still: true }];
  const isReading = program === undefined ? isOwnShell : readsInput(argv) || isLater(program);
  return isReading ? draft.input : [];
};

/** Functions that somebody waits for: what they do runs where they are called. */
const calledIn = (all: readonly Read[]): ReadonlySet<string> => {
  const calls = new Map<string | undefined, string[]>();
  for (const { draft, own } of all)
    if (!draft.background && own.argv[0] !== undefined) {
      const from = calls.get(draft.part) ?? [];
      from.push(own.argv[0]);
      calls.set(draft.part, from);
    }
  const called = new Set<string>();
  const visit = (names: readonly string[]): string[] => names.filter((name) => !called.has(name) && called.add(name) !== undefined);
  let fresh = visit(calls.get(undefined) ?? []);
  while (fresh.length > 0) fresh = visit(fresh.flatMap((name) => calls.get(name) ?? []));
  return called;
};

/** For each command the last one of its pipeline. */
const pipelineEnds = (drafts: readonly Draft[]): number[] => {
  const ends = drafts.map((_, index) => index);
  for (let index = drafts.length - 2; index >= 0; index--) if (drafts[index]?.piped === true) ends[index] = ends[index + 1] ?? index;
  return ends;
};

/** For each command, whether anything behind it leaves a loop. */
const leaves = (drafts: readonly Draft[]): boolean[] => {
  let isLeft = false;
  return drafts
    .map(({ words }) => /^(?:break|exit|return)$/.test(words[0] ?? ""))
    .map((_, index, all) => {
      const at = all.length - 1 - index;
      isLeft ||= all[at] === true;
      return isLeft;
    })
    .toReversed();
};

/** A pipeline has few steps; of one that has thousands, the next ones are enough. */
const mostFeeds = 12;

const readDrafts = (text: Inner, user: string | null, say: Say): Read[] =>
  shellDrafts(text).map((draft) => ({
    draft,
    own: unwrap(
      draft.words.map((word, at) => say(word, draft.lines[at] ?? draft.line)),
      user,
    ),
  }));

const walk = (found: Walk, text: Inner, around: Around): void => {
  const all = readDrafts(text, around.user, found.say);
  const drafts = all.map(({ draft }) => draft);
  const [called, ends, isLeft] = [calledIn(all), pipelineEnds(drafts), leaves(drafts)];
  const brackets = new Map<number, number>();
  const shellOf = (bracket: number): number => {
    const shell = brackets.get(bracket) ?? found.shells++;
    brackets.set(bracket, shell);
    return shell;
  };
  for (const [index, read] of all.entries()) {
    const { draft, own } = read;
    const end = ends[index] ?? index;
    const rest = all.slice(index + 1, Math.min(end, index + mostFeeds) + 1).map((one) => one.own);
    const isIdle = draft.part !== undefined && !called.has(draft.part);
    const background = around.background || isIdle || draft.background || own.background || drafts[end]?.background === true;
    const shells = [...draft.brackets.map(shellOf), ...around.shells];
    const here: Around = { user: own.user, background, shells, limit: Math.min(around.limit, own.limit), depth: around.depth - 1 };
    const scripts = scriptsIn(read);
    found.commands.push(
      commandOf(found, read, { ...around, ...here, user: around.user, feeds: rest, isLeft: isLeft[index] === true, scripts }),
    );
    if (around.depth > 0) walkInner(found, read, { here, rest, scripts });
  }
};

type Place = Around & { feeds: readonly Unwrapped[]; isLeft: boolean; scripts: readonly Inner[] };

const commandOf = ({ say }: Walk, { draft, own }: Read, place: Place): Command => {
  const isLoop = own.argv[0] === "while" || own.argv[0] === "until";
  const argv = isLoop ? own.argv.slice(1) : own.argv;
  const isForever = own.argv[0] === "while" ? /^(?:true|:|1)$/.test(argv[0] ?? "") : argv[0] === "false";
  return {
    line: draft.line,
    argv,
    user: own.user,
    writer: place.user,
    writes: draft.writes.map((to) => say(to, draft.line)),
    appends: draft.appends.map((to) => say(to, draft.line)),
    input: place.scripts.length > 0 ? "" : draft.input.map((one) => one.text).join("\n"),
    documents: place.scripts.length > 0 ? [] : draft.input,
    background: place.background,
    shells: place.shells,
    feeds: place.feeds.map((one) => one.argv),
    endless: isLoop && isForever && !place.isLeft,
    limit: place.limit,
    assigns: own.assigns,
    sure: draft.sure,
  };
};

type Inside = { here: Around; rest: readonly Unwrapped[]; scripts: readonly Inner[] };

const walkInner = (found: Walk, read: Read, { here, rest, scripts }: Inside): void => {
  const { draft, own } = read;
  const ownShell = own.isLogin ? [] : here.shells;
  for (const script of scripts) {
    const shells = own.argv[0] === "eval" ? here.shells : [found.shells++, ...ownShell];
    walk(found, script, { ...here, shells, background: here.background || isLater(own.argv[0]) });
  }
  for (const script of draft.inner) walk(found, script, { ...here, shells: [found.shells++, ...here.shells] });
  const piped = pipedIn(read, rest);
  if (piped) {
    const background = here.background || piped.by.background;
    walk(found, piped.script, { ...here, user: piped.by.user, shells: [found.shells++, ...here.shells], background });
  }
  const isEcho = /^(?:echo|printf)$/.test(own.argv[0] ?? "");
  const tables = [...(scripts.length > 0 ? [] : draft.input), ...(isEcho && !piped ? [outputOf(read)] : [])];
  for (const script of tables.flatMap((table) => (table ? scheduledIn(table) : [])))
    walk(found, script, { ...here, shells: [found.shells++, ...here.shells], background: true });
};

const namesFile = (path: string, file: string): boolean => path === file || path.replace(/^\.\//, "") === file;

/** Whether a command runs a file: by its own name, or as what a shell is given first. */
const runsFile = ({ argv: [program = "", ...words] }: Command, file: string): boolean =>
  (program.includes("/") && namesFile(program, file)) ||
  ((isShell(program) || program === "source" || program === ".") && namesFile(words.find((word) => !word.startsWith("-")) ?? "", file));

const isOtherLanguage = (text: string): boolean => text.startsWith("#!") && !/^#!.*\b(?:ba|z|da|k)?sh\b/.test(text);

/** Scripts that a script writes and then runs do what they say, as whoever runs them. */
const withWritten = (found: Walk): Command[] => {
  const run = new Map<Command, Command[]>();
  const { commands } = found;
  for (const [index, { documents, writes, argv }] of commands.entries()) {
    const [document] = documents;
    const files = argv[0] === "tee" ? argv.slice(1).filter((word) => !word.startsWith("-")) : writes;
    if (!document || files.length === 0 || isOtherLanguage(document.text)) continue;
    const by = commands.find((command, at) => at > index && files.some((file) => runsFile(command, file)));
    if (!by) continue;
    const inside: Walk = { ...found, commands: [] };
    walk(inside, document, {
      user: by.user,
      background: by.background,
      limit: by.limit,
      shells: [inside.shells++, ...by.shells],
      depth: 2,
    });
    found.shells = inside.shells;
    run.set(by, [...(run.get(by) ?? []), ...inside.commands]);
  }
  return commands.flatMap((command) => [command, ...(run.get(command) ?? [])]);
};

/** Every command of a script in the order in which it is written, also those of scripts within it. */
export const shellCommands = (script: string, user: string | null): Command[] => {
  const text: Inner = { text: script.replaceAll("\r\n", "\n"), line: 1 };
  const around: Around = { user, background: false, shells: [0], limit: Infinity, depth: 4 };
  const first: Walk = { commands: [], shells: 1, say: (word) => word };
  walk(first, text, around);
  const found: Walk = { commands: [], shells: 1, say: sayWith(first.commands) };
  walk(found, text, around);
  return withWritten(found);
};
