/** A piece of shell text inside another: a command substitution, or what stands behind `<<`. `still`: all of it is of that one line. */
export type Inner = { text: string; line: number; still?: boolean };

/** `word`: quotes removed, variables as they are written. `op`: what stands between words and commands. */
export type Token =
  { type: "op"; op: string; line: number } | { type: "word"; word: string; line: number; inner: Inner[] } | { type: "body"; body: Inner };

const operators = "&>> <<< <<- ;; && || |& &> << >> >& <& >| <( >( ; & | ( ) < >".split(" ");

type Heredoc = { delimiter: string; strips: boolean; token: { body: Inner } };

type Scanner = { text: string; at: number; line: number; still: boolean; tokens: Token[]; pending: Heredoc[] };

const linesIn = (text: string): number => text.split("\n").length - 1;

const advance = (scanner: Scanner, to: number): string => {
  const passed = scanner.text.slice(scanner.at, to);
  if (!scanner.still) scanner.line += linesIn(passed);
  scanner.at = to;
  return passed;
};

/** Nobody writes quotes in substitutions in quotes deeper than this, but a text may be made to. */
const deepest = 20;

/** Where a quote that opens at this place closes. Within a substitution in double quotes, quotes are its own. */
const quoteEnd = (text: string, at: number, depth = 0): number => {
  const quote = text[at];
  for (let here = at + 1; here < text.length; here++) {
    if (text[here] === "\\" && quote !== "'") here++;
    else if (text[here] === quote) return here + 1;
    else if (quote === '"' && depth < deepest && text.startsWith("$(", here)) here = parenEnd(text, here + 2, depth + 1) - 1;
  }
  return text.length;
};

/** Where the parenthesis that opens before this place closes. */
const parenEnd = (text: string, at: number, nested = 0): number => {
  let depth = 1;
  for (let here = at; here < text.length; here++) {
    const char = text[here];
    if (char === "\\") here++;
    else if (char === "'" || char === '"') here = quoteEnd(text, here, nested) - 1;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return here + 1;
  }
  return text.length;
};

/** `$( … )` and back-ticks within double quotes are commands as well. What lies within them is found when these are read. */
const innerOf = (quoted: string, from: number, still: boolean): Inner[] => {
  const opener = /\$\((?!\()|`/g;
  const found: Inner[] = [];
  let line = from;
  let passed = 0;
  for (let match = opener.exec(quoted); match; match = opener.exec(quoted)) {
    const begin = opener.lastIndex;
    const end = match[0] === "`" ? quoted.indexOf("`", begin) + 1 : parenEnd(quoted, begin);
    if (end <= begin) break;
    if (!still) line += linesIn(quoted.slice(passed, match.index));
    passed = match.index;
    found.push({ text: quoted.slice(begin, end - 1), line, still });
    opener.lastIndex = end;
  }
  return found;
};

const pieceEnd = ({ text, at }: Scanner): number => {
  const char = text[at] ?? "";
  if (char === "'" || char === '"' || char === "`") return quoteEnd(text, at);
  if (char === "\\") return at + 2;
  if (text.startsWith("$(", at)) return parenEnd(text, at + 2);
  if (text.startsWith("${", at)) return text.indexOf("}", at) + 1 || text.length;
  return at + 1;
};

const unquoted = (piece: string): string => {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  if (piece.startsWith('"'))
    return piece
      .slice(1, -1)
      .replaceAll(/\\\n/g, "")
      .replaceAll(/\\(["\\$`])/g, "$1");
  return piece.startsWith("\\") ? piece.slice(1).replace("\n", "") : piece;
};

const readWord = (scanner: Scanner): Token => {
  const { line } = scanner;
  let word = "";
  const inner: Inner[] = [];
  while (scanner.at < scanner.text.length && !/[\s;&|()<>]/.test(scanner.text[scanner.at] ?? "")) {
    const from = scanner.line;
    const piece = advance(scanner, Math.min(pieceEnd(scanner), scanner.text.length));
    word += unquoted(piece);
    if (/^["$`]/.test(piece)) inner.push(...innerOf(piece, from, scanner.still));
  }
  return { type: "word", word, line, inner };
};

const startHeredoc = (scanner: Scanner, strips: boolean): void => {
  advance(scanner, scanner.at + (/^[ \t]*/.exec(scanner.text.slice(scanner.at))?.[0].length ?? 0));
  const read = readWord(scanner);
  const token = { type: "body" as const, body: { text: "", line: scanner.line } };
  scanner.tokens.push(token);
  scanner.pending.push({ delimiter: read.type === "word" ? read.word : "", strips, token });
};

/** Where a document ends, and where the script goes on behind the word that ends it. */
const bodyEnd = (text: string, at: number, { delimiter, strips }: Heredoc): { end: number; next: number } => {
  for (let from = at; ;) {
    const until = text.indexOf("\n", from);
    const line = text.slice(from, until < 0 ? undefined : until);
    if ((strips ? line.replace(/^\t+/, "") : line) === delimiter)
      return { end: Math.max(at, from - 1), next: until < 0 ? text.length : until + 1 };
    if (until < 0) return { end: text.length, next: text.length };
    from = until + 1;
  }
};

/** What follows the line, up to the word that ends it. */
const readBodies = (scanner: Scanner): void => {
  for (const heredoc of scanner.pending.splice(0)) {
    const { line, at, still, text } = scanner;
    const { end, next } = bodyEnd(text, at, heredoc);
    heredoc.token.body = { text: text.slice(at, end), line, still };
    advance(scanner, next);
  }
};

const readOperator = (scanner: Scanner, op: string): void => {
  const { line } = scanner;
  advance(scanner, scanner.at + op.length);
  if (op === "<<" || op === "<<-") return startHeredoc(scanner, op === "<<-");
  if (op === "<(" || op === ">(") {
    const text = advance(scanner, parenEnd(scanner.text, scanner.at)).slice(0, -1);
    scanner.tokens.push({ type: "word", word: `${op}${text})`, line, inner: [{ text, line, still: scanner.still }] });
  } else scanner.tokens.push({ type: "op", op, line });
};

const step = (scanner: Scanner): void => {
  const { text, at, line } = scanner;
  const char = text[at] ?? "";
  if (char === "\n") {
    advance(scanner, at + 1);
    scanner.tokens.push({ type: "op", op: "\n", line });
    readBodies(scanner);
  } else if (text.startsWith("\\\n", at)) advance(scanner, at + 2);
  else if (/\s/.test(char)) advance(scanner, at + 1);
  else if (char === "#") advance(scanner, (text.indexOf("\n", at) + 1 || text.length + 1) - 1);
  else {
    const op = operators.find((one) => text.startsWith(one, at));
    if (op !== undefined) readOperator(scanner, op);
    else scanner.tokens.push(readWord(scanner));
  }
};

/** The words and operators of a shell script, each with the line on which it begins. Comments are gone, what is quoted is one word. */
export const shellTokens = ({ text, line, still = false }: Inner): Token[] => {
  const scanner: Scanner = { text, at: 0, line, still, tokens: [], pending: [] };
  while (scanner.at < text.length) step(scanner);
  return scanner.tokens;
};
