import { type Inner, shellTokens, type Token } from "./shell-tokens.ts";

/** One command as it would run. */
export type Command = {
  line: number;
  /** The program and its arguments, without what only wraps it: `sudo`, `nohup`, assignments. */
  argv: string[];
  /** Who runs it; null: whoever the application belongs to. */
  user: string | null;
  /** What it writes anew, and what it adds to. */
  writes: string[];
  appends: string[];
  /** Text given to it behind `<<` or `<<<` that is no script. */
  input: string;
  /** Nobody waits for it. */
  background: boolean;
  /** Which shell it runs in: environments and folders hold within one. */
  shell: number;
  /** What reads its output: the rest of its pipeline. */
  feeds: string[][];
  /** A loop without an end of its own. */
  endless: boolean;
  assigns: Record<string, string>;
};

type Draft = {
  line: number;
  words: string[];
  writes: string[];
  appends: string[];
  input: Inner[];
  inner: Inner[];
  piped: boolean;
  background: boolean;
  within: boolean;
};

type Open = { by: string; from: number; isFunction: boolean };

type Fold = { drafts: Draft[]; now: Draft; open: Open[]; lastClosed: Open | undefined; redirect: string | undefined; named: boolean };

const fresh = (): Draft => ({
  line: 0,
  words: [],
  writes: [],
  appends: [],
  input: [],
  inner: [],
  piped: false,
  background: false,
  within: false,
});

const closers: Readonly<Record<string, string>> = { done: "do", fi: "if", esac: "case", "}": "{", ")": "(" };
const openers: Readonly<Record<string, string>> = { while: "do", until: "do", for: "do", select: "do", if: "if", case: "case", "{": "{" };
const keywords = new Set(["then", "do", "else", "elif", "!", "time", "if", "while", "until", "{", "in"]);

const open = (fold: Fold, by: string): void => {
  fold.open.push({ by, from: fold.drafts.length, isFunction: by === "{" && fold.named });
  fold.named = false;
};

const close = (fold: Fold, by: string): void => {
  if (fold.open.at(-1)?.by === by) fold.lastClosed = fold.open.pop();
};

const endCommand = (fold: Fold, op: string): void => {
  const { now } = fold;
  if (now.words.length + now.writes.length > 0) {
    fold.drafts.push({
      ...now,
      piped: op === "|" || op === "|&",
      background: op === "&",
      within: fold.open.some(({ isFunction }) => isFunction),
    });
    fold.lastClosed = undefined;
  }
  // `{ …; } &` and `done &`: nobody waits for any of it.
  if (op === "&" && fold.lastClosed) for (const draft of fold.drafts.slice(fold.lastClosed.from)) draft.background = true;
  if (op !== "\n" && now.words.length === 0) fold.lastClosed = undefined;
  fold.now = fresh();
};

const takeOperator = (fold: Fold, op: string): void => {
  if (/^(?:\d?[<>]|&>)/.test(op)) fold.redirect = op;
  else if (op === "(") {
    // `name ()`: what follows is only run where it is called.
    if (fold.now.words.length === 1) {
      fold.named = true;
      fold.now = fresh();
    } else endCommand(fold, "(");
    fold.open.push({ by: "(", from: fold.drafts.length, isFunction: false });
  } else if (op === ")") {
    endCommand(fold, ")");
    close(fold, "(");
  } else endCommand(fold, op);
};

const takeRedirect = (fold: Fold, { word, line }: Extract<Token, { type: "word" }>): void => {
  const { now, redirect: op = "" } = fold;
  fold.redirect = undefined;
  // The number before `>` is no argument.
  if (/^\d$/.test(now.words.at(-1) ?? "") && op.includes(">")) now.words.pop();
  if (op === "<<<") now.input.push({ text: word, line });
  else if (op === ">>" || op === "&>>") now.appends.push(word);
  else if (op === ">" || op === ">|" || op === "&>") now.writes.push(word);
};

const takeWord = (fold: Fold, token: Extract<Token, { type: "word" }>): void => {
  if (fold.redirect !== undefined) return takeRedirect(fold, token);
  const { now } = fold;
  const { word } = token;
  now.inner.push(...token.inner);
  if (now.words.length === 0) {
    now.line = token.line;
    if (word === "function") fold.named = true;
    const opens = openers[word];
    if (opens !== undefined) open(fold, opens);
    const closes = closers[word];
    if (closes !== undefined) return close(fold, closes);
    if (keywords.has(word) && !(word === "while" || word === "until")) return;
  }
  now.words.push(word);
};

const draftsOf = (text: Inner): Draft[] => {
  const fold: Fold = { drafts: [], now: fresh(), open: [], lastClosed: undefined, redirect: undefined, named: false };
  for (const token of shellTokens(text)) {
    if (token.type === "op") takeOperator(fold, token.op);
    else if (token.type === "word") takeWord(fold, token);
    else fold.now.input.push(token.body);
  }
  endCommand(fold, "\n");
  // What a function does waits for nobody until it is called.
  return fold.drafts.map((draft) => ({ ...draft, background: draft.background || draft.within }));
};

const assignment = /^([A-Za-z_]\w*)\+?=(.*)$/s;
/** Options of the wrappers that take a value of their own. */
const valued: Readonly<Record<string, string>> = {
  sudo: "ugpCDhRrtT",
  nice: "n",
  ionice: "cnp",
  timeout: "ks",
  env: "u",
  su: "sg",
  runuser: "ug",
};

type Unwrapped = Pick<Command, "argv" | "user" | "assigns"> & { isShell: boolean };

/** Skips a wrapper's options; `-u NAME` says who. */
const skipOptions = (wrapper: string, words: string[], found: Unwrapped): void => {
  while (words[0]?.startsWith("-") && words[0] !== "--") {
    const option = words.shift() ?? "";
    if (wrapper === "sudo" && /^(?:-[a-z]*[is]|--login|--shell)$/i.test(option)) found.isShell = true;
    const takes = option.startsWith("--") ? /^--(?:user|group)$/.test(option) : (valued[wrapper] ?? "").includes(option.at(-1) ?? "-");
    const value = takes ? words.shift() : undefined;
    if (value !== undefined && /^(?:-[a-zA-Z]*u|--user)$/.test(option)) found.user = value;
    if (option.startsWith("--user=")) found.user = option.slice("--user=".length);
  }
  if (words[0] === "--") words.shift();
};

const unwrap = (written: readonly string[], user: string | null): Unwrapped => {
  const words = [...written];
  const found: Unwrapped = { argv: [], user, assigns: {}, isShell: false };
  for (;;) {
    const [, name, value] = assignment.exec(words[0] ?? "") ?? [];
    const wrapper = words[0] ?? "";
    if (name !== undefined && value !== undefined) found.assigns[name] = value;
    else if (!/^(?:sudo|nohup|env|exec|command|nice|ionice|timeout|time|setsid|stdbuf)$/.test(wrapper)) break;
    words.shift();
    if (wrapper === "sudo") found.user = "root";
    if (name === undefined) skipOptions(wrapper, words, found);
    if (wrapper === "timeout") words.shift();
  }
  if (/^(?:export|declare|local|readonly)$/.test(words[0] ?? ""))
    for (const word of words.slice(1)) {
      const [, name, value] = assignment.exec(word) ?? [];
      if (name !== undefined && value !== undefined) found.assigns[name] = value;
    }
  return { ...found, argv: words };
};

export const isShell = (program = ""): boolean => /^(?:.*\/)?(?:ba|z|da|k)?sh$/.test(program);

/** `su - NAME -c …` runs as somebody else, like `sudo -u`. */
const asOther = (found: Unwrapped): Unwrapped => {
  const [program, ...args] = found.argv;
  if (program !== "su" && program !== "runuser") return found;
  const at = args.indexOf("-c");
  const name = args.find((arg, index) => !arg.startsWith("-") && !(at >= 0 && index === at + 1)) ?? "root";
  return { ...found, user: name, argv: at >= 0 ? ["sh", "-c", args[at + 1] ?? ""] : [], isShell: true };
};

type Walk = { commands: Command[]; shells: number };

/** A script within the script: `bash -c "…"`, or what stands behind `<<` for a shell. */
const scriptsIn = (draft: Draft, { argv, isShell: isLogin }: Unwrapped): Inner[] => {
  const [program, ...args] = argv;
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  if (isShell(program) && at >= 0) return [{ text: args[at + 1] ?? "", line: draft.line }];
  const readsInput = program === undefined ? isLogin : isShell(program) && args.every((arg) => arg.startsWith("-"));
  return readsInput ? draft.input : [];
};

const walk = (found: Walk, text: Inner, { user, background, depth }: { user: string | null; background: boolean; depth: number }): void => {
  const drafts = draftsOf(text);
  const shell = found.shells++;
  const unwrapped = drafts.map((draft) => asOther(unwrap(draft.words, user)));
  for (const [index, draft] of drafts.entries()) {
    const own = unwrapped[index];
    if (!own) continue;
    const end = drafts.findIndex((one, at) => at >= index && !one.piped);
    const isLoop = own.argv[0] === "while" || own.argv[0] === "until";
    const argv = isLoop ? own.argv.slice(1) : own.argv;
    const scripts = scriptsIn(draft, own);
    const waits =
      background || draft.background || drafts.slice(index, end).some((one) => one.background) || (drafts[end]?.background ?? false);
    found.commands.push({
      line: draft.line,
      argv,
      user: own.user,
      writes: draft.writes,
      appends: draft.appends,
      input: scripts.length > 0 ? "" : draft.input.map((one) => one.text).join("\n"),
      background: waits,
      shell,
      feeds: unwrapped.slice(index + 1, end + 1).map((one) => one.argv),
      endless:
        isLoop &&
        /^(?:true|:|1)$/.test(argv[0] ?? "") &&
        !drafts.slice(index).some(({ words }) => /^(?:break|exit|return)$/.test(words[0] ?? "")),
      assigns: own.assigns,
    });
    if (depth > 0)
      for (const inner of [...scripts, ...draft.inner]) walk(found, inner, { user: own.user, background: waits, depth: depth - 1 });
  }
};

/** Every command of a script in the order in which it is written, also those of scripts within it. */
export const shellCommands = (script: string, user: string | null): Command[] => {
  const found: Walk = { commands: [], shells: 0 };
  walk(found, { text: script.replaceAll("\r\n", "\n"), line: 1 }, { user, background: false, depth: 4 });
  return found.commands;
};
