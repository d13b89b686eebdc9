import { lineIndex } from "../line-index.ts";

/** A `resource` block of a .tf file: where it stands, and the names of the dynamic blocks in it. */
export type SourceBlock = { type: string; name: string; line: number; column: number; endLine: number; dynamics: string[] };

const space = /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const heredoc = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[^\S\n]*\r?\n/uy;
const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** After the string that opens at `start`. Templates in it may hold strings and braces; without them a string ends with its line. */
const afterString = (text: string, start: number): number => {
  // What is open, innermost last: a string (0), or a template with so many open braces.
  const open = [0];
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    const braces = open.at(-1) ?? 0;
    if (braces > 0) {
      if (char === '"') open.push(0);
      else if (char === "{") open[open.length - 1] = braces + 1;
      else if (char === "}" && braces > 1) open[open.length - 1] = braces - 1;
      else if (char === "}") open.pop();
    } else if (char === "\\") at++;
    else if (text.startsWith("$${", at) || text.startsWith("%%{", at)) at += 2;
    else if (text.startsWith("${", at) || text.startsWith("%{", at)) {
      open.push(1);
      at++;
    } else if (char === '"' || char === "\n") {
      open.pop();
      if (open.length === 0) return at + 1;
    }
  }
  return text.length;
};

/** After the heredoc that opens at `start`: its marker alone on a line ends it. */
const afterHeredoc = (text: string, start: number, opening: RegExpExecArray): number => {
  const end = new RegExp(`^[^\\S\\n]*${opening[1]}[^\\S\\n]*$`, "gmu");
  end.lastIndex = start + opening[0].length;
  return end.exec(text) ? end.lastIndex : text.length;
};

type Token = { kind: "word" | "string" | "{" | "}" | "other"; text: string; at: number };

const tokens = function* (text: string): Generator<Token> {
  for (let at = 0; at < text.length;) {
    const skipped = matchAt(space, text, at);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const opening = matchAt(heredoc, text, at);
    const name = opening ? null : matchAt(word, text, at);
    const char = text[at] ?? "";
    const end = opening ? afterHeredoc(text, at, opening) : name ? at + name[0].length : char === '"' ? afterString(text, at) : at + 1;
    const kind = name ? "word" : char === '"' ? "string" : char === "{" || char === "}" ? char : "other";
    yield { kind, text: text.slice(at, end), at };
    at = end;
  }
};

/** What a label says: quoted or bare. */
const label = (token: Token | undefined): string | undefined =>
  token?.kind === "string" ? token.text.slice(1, -1) : token?.kind === "word" ? token.text : undefined;

/** Finds the resource blocks of a .tf file. It need not understand expressions: only strings, heredocs, comments and braces. */
export const resourceBlocks = (text: string): SourceBlock[] => {
  const position = lineIndex(text);
  const blocks: SourceBlock[] = [];
  let open: (SourceBlock & { at: number }) | undefined;
  let depth = 0;
  let before: Token[] = [];
  for (const token of tokens(text)) {
    if (token.kind === "{") {
      const [keyword, type, name] = before.slice(-3);
      const [dynamic, generated] = before.slice(-2);
      if (depth === 0 && keyword?.text === "resource") {
        const place = position(keyword.at);
        open = { type: label(type) ?? "", name: label(name) ?? "", ...place, endLine: place.line, dynamics: [], at: keyword.at };
      } else if (open && dynamic?.kind === "word" && dynamic.text === "dynamic") open.dynamics.push(label(generated) ?? "");
      depth++;
    } else if (token.kind === "}") {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && open) {
        const { at: _, ...block } = open;
        blocks.push({ ...block, endLine: position(token.at).line });
        open = undefined;
      }
    }
    before = token.kind === "word" || token.kind === "string" ? [...before.slice(-2), token] : [];
  }
  return blocks;
};
