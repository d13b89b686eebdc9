import { type Inner, shellTokens, type Token } from "./shell-tokens.ts";

/** A command as it is written: what wraps it is still before it. */
export type Draft = {
  line: number;
  words: string[];
  /** The line on which each word begins. */
  lines: number[];
  writes: string[];
  appends: string[];
  input: Inner[];
  inner: Inner[];
  /** Its output is read by the next one. */
  piped: boolean;
  background: boolean;
  /** The function that it is a part of. */
  part: string | undefined;
  /** Whether it runs whenever the script does: not within a loop, a branch, or a function. */
  sure: boolean;
  /** The brackets within which it stands, innermost first: folders hold no longer than these. */
  brackets: readonly number[];
};

type Open = { by: string; from: number; brackets: readonly number[]; part: string | undefined; sure: boolean };

type Fold = {
  drafts: Draft[];
  now: Draft;
  open: Open[];
  lastClosed: Open | undefined;
  redirect: string | undefined;
  /** The name in front of `()`. */
  named: string | undefined;
  /** Within `NAME=( … )`. */
  isList: boolean;
  brackets: number;
};

const fresh = (): Draft => ({
  line: 0,
  words: [],
  lines: [],
  writes: [],
  appends: [],
  input: [],
  inner: [],
  piped: false,
  background: false,
  part: undefined,
  sure: true,
  brackets: [],
});

const closers: Readonly<Record<string, string>> = { done: "do", fi: "if", esac: "case", "}": "{", ")": "(" };
const openers: Readonly<Record<string, string>> = { while: "do", until: "do", for: "do", select: "do", if: "if", case: "case", "{": "{" };
const keywords = new Set(["then", "do", "else", "elif", "!", "time", "if", "while", "until", "{", "in"]);

const deepest = 8;

const open = (fold: Fold, by: string): void => {
  const outer = fold.open.at(-1);
  const brackets = outer?.brackets ?? [];
  const part = by === "{" ? fold.named : undefined;
  fold.open.push({
    by,
    from: fold.drafts.length,
    brackets: by === "(" ? [++fold.brackets, ...brackets].slice(0, deepest) : brackets,
    part: part ?? outer?.part,
    sure: part === undefined && (by === "(" || by === "{") && (outer?.sure ?? true),
  });
  fold.named = undefined;
};

const close = (fold: Fold, by: string): void => {
  if (fold.open.at(-1)?.by === by) fold.lastClosed = fold.open.pop();
};

const endCommand = (fold: Fold, op: string): void => {
  const { now } = fold;
  if (now.words.length + now.writes.length > 0) {
    const within = fold.open.at(-1);
    fold.drafts.push({
      ...now,
      piped: op === "|" || op === "|&",
      background: op === "&",
      part: within?.part,
      sure: within?.sure ?? true,
      brackets: within?.brackets ?? [],
    });
    fold.lastClosed = undefined;
    fold.named = undefined;
  }
  // `{ …; } &` and `done &`: nobody waits for any of it.
  if (op === "&" && fold.lastClosed) for (const draft of fold.drafts.slice(fold.lastClosed.from)) draft.background = true;
  if (op !== "\n" && now.words.length === 0) fold.lastClosed = undefined;
  fold.now = fresh();
};

/** `name ()` and `function name`: what follows is only run where it is called. */
const takeName = (fold: Fold, name: string | undefined): void => {
  fold.now = fresh();
  fold.named = name;
};

const takeBracket = (fold: Fold): void => {
  const { words } = fold.now;
  if (/^\w+\+?=$/.test(words.at(-1) ?? "")) fold.isList = true;
  else if (words.length === 1 || words[0] === "function") {
    takeName(fold, words.at(-1));
    const { brackets = [], part, sure = true } = fold.open.at(-1) ?? {};
    fold.open.push({ by: "(", from: fold.drafts.length, brackets, part, sure });
  } else {
    endCommand(fold, "(");
    open(fold, "(");
  }
};

const takeOperator = (fold: Fold, op: string): void => {
  if (fold.isList) {
    if (op === ")") fold.isList = false;
  } else if (/^(?:\d?[<>]|&>)/.test(op)) fold.redirect = op;
  else if (op === "(") takeBracket(fold);
  else if (op === ")") {
    const { named } = fold;
    endCommand(fold, ")");
    close(fold, "(");
    fold.named = named;
  } else endCommand(fold, op);
};

const takeRedirect = (fold: Fold, { word, line }: Extract<Token, { type: "word" }>): void => {
  const { now, redirect: op = "" } = fold;
  fold.redirect = undefined;
  // The number before `>` is no argument.
  if (/^\d$/.test(now.words.at(-1) ?? "") && op.includes(">")) {
    now.words.pop();
    now.lines.pop();
  }
  if (op === "<<<") now.input.push({ text: word, line, still: true });
  else if (op === ">>" || op === "&>>") now.appends.push(word);
  else if (op === ">" || op === ">|" || op === "&>") now.writes.push(word);
};

const takeWord = (fold: Fold, token: Extract<Token, { type: "word" }>): void => {
  if (fold.redirect !== undefined) return takeRedirect(fold, token);
  const { now } = fold;
  const { word } = token;
  now.inner.push(...token.inner);
  if (fold.isList) {
    now.words.push(`${now.words.pop() ?? ""}${word} `);
    return;
  }
  if (now.words.length === 2 && now.words[0] === "function" && word === "{") {
    takeName(fold, now.words[1]);
    return open(fold, "{");
  }
  if (now.words.length === 0) {
    now.line = token.line;
    const opens = openers[word];
    if (opens !== undefined) open(fold, opens);
    const closes = closers[word];
    if (closes !== undefined) return close(fold, closes);
    if (keywords.has(word) && !(word === "while" || word === "until")) return;
  }
  now.words.push(word);
  now.lines.push(token.line);
};

/** The commands of a text in the order in which they are written. */
export const shellDrafts = (text: Inner): Draft[] => {
  const fold: Fold = {
    drafts: [],
    now: fresh(),
    open: [],
    lastClosed: undefined,
    redirect: undefined,
    named: undefined,
    isList: false,
    brackets: 0,
  };
  for (const token of shellTokens(text)) {
    if (token.type === "op") takeOperator(fold, token.op);
    else if (token.type === "word") takeWord(fold, token);
    else fold.now.input.push(token.body);
  }
  endCommand(fold, "\n");
  return fold.drafts;
};
