/** A piece of shell text inside another: a command substitution, or what stands behind `<<`. */
export type Inner = { text: string; line: number };

/** `word`: quotes removed, variables as they are written. `op`: what stands between words and commands. */
export type Token =
  { type: "op"; op: string; line: number } | { type: "word"; word: string; line: number; inner: Inner[] } | { type: "body"; body: Inner };

const operators = [
  ...["&>>", "<<<", "<<-", ";;", "&&", "||", "|&", "&>", "<<", ">>", ">&", "<&", ">|", "<(", ">("],
  ...[";", "&", "|", "(", ")", "<", ">"],
];

type Heredoc = { delimiter: string; strips: boolean; token: { body: Inner } };

type Scanner = { text: string; at: number; line: number; tokens: Token[]; pending: Heredoc[] };

const advance = (scanner: Scanner, to: number): string => {
  const passed = scanner.text.slice(scanner.at, to);
  scanner.line += passed.split("\n").length - 1;
  scanner.at = to;
  return passed;
};

/** Where a quote that opens at this place closes. */
const quoteEnd = (text: string, at: number): number => {
  const quote = text[at];
  for (let here = at + 1; here < text.length; here++) {
    if (text[here] === "\\" && quote !== "'") here++;
    else if (text[here] === quote) return here + 1;
  }
  return text.length;
};

/** Where the parenthesis that opens before this place closes. */
const parenEnd = (text: string, at: number): number => {
  let depth = 1;
  for (let here = at; here < text.length; here++) {
    const char = text[here];
    if (char === "\\") here++;
    else if (char === "'" || char === '"') here = quoteEnd(text, here) - 1;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return here + 1;
  }
  return text.length;
};

/** `$( … )` and back-ticks within double quotes are commands as well. */
const innerOf = (quoted: string, line: number): Inner[] =>
  [...quoted.matchAll(/\$\((?!\()|`/g)].flatMap(({ 0: opener, index }) => {
    const from = index + opener.length;
    const end = opener === "`" ? quoted.indexOf("`", from) + 1 : parenEnd(quoted, from);
    const startsHere = opener !== "`" || (quoted.slice(0, index).split("`").length - 1) % 2 === 0;
    return end > from && startsHere
      ? [{ text: quoted.slice(from, end - 1), line: line + quoted.slice(0, index).split("\n").length - 1 }]
      : [];
  });

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
    if (/^["$`]/.test(piece)) inner.push(...innerOf(piece, from));
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

/** What follows the line, up to the word that ends it. */
const readBodies = (scanner: Scanner): void => {
  for (const { delimiter, strips, token } of scanner.pending.splice(0)) {
    const lines = scanner.text.slice(scanner.at).split("\n");
    const end = lines.findIndex((line) => (strips ? line.replace(/^\t+/, "") : line) === delimiter);
    const body = lines.slice(0, end < 0 ? undefined : end);
    token.body = { text: body.join("\n"), line: scanner.line };
    advance(scanner, Math.min(scanner.at + lines.slice(0, end < 0 ? undefined : end + 1).join("\n").length + 1, scanner.text.length));
  }
};

const readOperator = (scanner: Scanner, op: string): void => {
  const { line } = scanner;
  advance(scanner, scanner.at + op.length);
  if (op === "<<" || op === "<<-") return startHeredoc(scanner, op === "<<-");
  if (op === "<(" || op === ">(") {
    const text = advance(scanner, parenEnd(scanner.text, scanner.at)).slice(0, -1);
    scanner.tokens.push({ type: "word", word: `${op}${text})`, line, inner: [{ text, line }] });
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
export const shellTokens = ({ text, line }: Inner): Token[] => {
  const scanner: Scanner = { text, at: 0, line, tokens: [], pending: [] };
  while (scanner.at < text.length) step(scanner);
  return scanner.tokens;
};
