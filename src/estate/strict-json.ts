import type { Json, JsonObject } from "./json.ts";
import { Problem } from "./problem.ts";

/** Nothing that people or tools write is nested so deep; what walks a document may then use the stack. */
const deepest = 512;

export type JsonPath = readonly (string | number)[];

/** Told of each value within the document: by its path, which is gone when the call returns, where its key or itself begins, and where it ends. */
type Seen = (path: JsonPath, start: number, end: number) => void;

type Source = { file: string; todo: string; seen?: Seen };
type Reader = Source & { text: string; at: number; path: (string | number)[] };

const lineAndColumn = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  return `line ${before.split("\n").length}, column ${offset - before.lastIndexOf("\n")}`;
};

const refuse = (reader: Reader, code: string, what: string, at = reader.at): Problem =>
  new Problem({ code, what, where: `${reader.file}, ${lineAndColumn(reader.text, at)}`, todo: reader.todo });

const literals: Readonly<Record<string, { text: string; value: Json }>> = {
  t: { text: "true", value: true },
  f: { text: "false", value: false },
  n: { text: "null", value: null },
};

/** The text is never quoted: what stands at the fault may be a secret. */
const broken = (reader: Reader, wanted: string): Problem => {
  const rest = reader.text.slice(reader.at, reader.at + 8);
  // A literal, or a number, that the file's end has cut in two.
  const cut = ["true", "false", "null"].some((literal) => literal.startsWith(rest)) || /^(?:-|\.|[eE][+-]?)$/.test(rest);
  return cut
    ? refuse(reader, "json-truncated", "The JSON ends in the middle: the file was cut off.", reader.text.length)
    : refuse(reader, "json-malformed", `This is not JSON: ${wanted} should stand here.`);
};

const skipSpace = (reader: Reader): void => {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    reader.at++;
  }
};

/** The offset of the quote that ends the text opened at `start`: one that no odd number of backslashes stands before. */
const closingQuote = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return -1;
};

const unfit = /[\u0000-\u001f]/;

const readString = (reader: Reader): string => {
  const { text, at: start } = reader;
  const end = closingQuote(text, start);
  if (end < 0) throw refuse(reader, "json-truncated", "The JSON ends in the middle of a text: the file was cut off.", text.length);
  const inside = text.slice(start + 1, end);
  if (unfit.test(inside))
    throw refuse(reader, "json-malformed", "This is not JSON: a text goes over the end of its line, or holds a control character.", start);
  reader.at = end + 1;
  if (!inside.includes("\\")) return inside;
  try {
    const value: string = JSON.parse(text.slice(start, end + 1));
    return value;
  } catch (cause) {
    throw Object.assign(refuse(reader, "json-malformed", "This is not JSON: a text has an escape that does not exist.", start), { cause });
  }
};

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const readPlain = (reader: Reader): Json => {
  const literal = literals[reader.text.charAt(reader.at)];
  if (literal && reader.text.startsWith(literal.text, reader.at)) {
    reader.at += literal.text.length;
    return literal.value;
  }
  number.lastIndex = reader.at;
  const digits = number.exec(reader.text)?.[0];
  if (digits === undefined) throw broken(reader, "a value");
  const value = Number(digits);
  if (!Number.isFinite(value)) throw refuse(reader, "json-malformed", "This number is larger than any that can be held.");
  reader.at += digits.length;
  return value;
};

/** Reads members up to the closing bracket; `member` reads one of them. */
const readMembers = (reader: Reader, close: string, member: () => void): void => {
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === close) {
    reader.at++;
    return;
  }
  for (;;) {
    member();
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next !== "," && next !== close) throw broken(reader, `a comma or ${close}`);
    reader.at++;
    if (next === close) return;
    skipSpace(reader);
  }
};

const readArray = (reader: Reader, depth: number): Json[] => {
  const list: Json[] = [];
  readMembers(reader, "]", () => {
    skipSpace(reader);
    const start = reader.at;
    reader.path.push(list.length);
    list.push(readValue(reader, depth));
    reader.seen?.(reader.path, start, reader.at);
    reader.path.pop();
  });
  return list;
};

const readObject = (reader: Reader, depth: number): JsonObject => {
  // No prototype: a key may be `__proto__`, and is then a key like any other.
  const object: JsonObject = { __proto__: null };
  readMembers(reader, "}", () => {
    const start = reader.at;
    if (reader.text[start] !== '"') throw broken(reader, "a key in double quotes");
    const key = readString(reader);
    if (key in object)
      throw refuse(reader, "json-duplicate-key", `One object has the key ${JSON.stringify(key.slice(0, 80))} twice.`, start);
    skipSpace(reader);
    if (reader.text[reader.at] !== ":") throw broken(reader, "a colon");
    reader.at++;
    reader.path.push(key);
    object[key] = readValue(reader, depth);
    reader.seen?.(reader.path, start, reader.at);
    reader.path.pop();
  });
  return object;
};

function readValue(reader: Reader, depth: number): Json {
  skipSpace(reader);
  const char = reader.text[reader.at];
  if (char === '"') return readString(reader);
  if (char !== "{" && char !== "[") return readPlain(reader);
  if (depth === deepest) throw refuse(reader, "json-too-deep", `The JSON is nested more than ${deepest} deep.`);
  return char === "{" ? readObject(reader, depth + 1) : readArray(reader, depth + 1);
}

const decode = (content: string | Uint8Array, source: Source): string => {
  if (typeof content === "string") return content;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch (cause) {
    throw new Problem({ code: "json-not-text", what: "This file is not text in UTF-8.", where: source.file, todo: source.todo }, { cause });
  }
};

/**
 * JSON as the standard has it, and stricter where parsers differ: a key that occurs twice in an object is refused, for
 * `JSON.parse` would keep the last and drop the first unseen. Objects have no prototype.
 */
export const parseStrictJson = (content: string | Uint8Array, source: Source): Json => {
  const decoded = decode(content, source);
  const reader: Reader = { ...source, text: decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded, at: 0, path: [] };
  if (reader.text.trim() === "")
    throw new Problem({ code: "json-empty", what: "The file is empty.", where: source.file, todo: source.todo });
  const value = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < reader.text.length) throw refuse(reader, "json-malformed", "This is not JSON: something follows after its end.");
  return value;
};
