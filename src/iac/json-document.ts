import { toPointer } from "../estate/pointer.ts";
import { Problem } from "../estate/problem.ts";

/** Where an object stands in its text: from its opening brace to after its closing one. */
type Span = { start: number; end: number };
export type JsonPath = readonly (string | number)[];
export type JsonDocument = { value: unknown; text: string; spans: ReadonlyMap<string, Span> };

/** V8 holds 64 MB of JSON in a few hundred MB; what is larger needs a reader that never holds it whole. */
const largest = 64 * 1024 * 1024;
/** Nothing that people write is nested so deep; what walks the document may then use the stack. */
const deepest = 200;

const repair = "Write it again with `terraform show -json PLAN > plan.json` and check the whole file in.";

const decode = (bytes: Uint8Array, file: string): string => {
  // PowerShell redirects as UTF-16.
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const what = bytes[0] === 0x50 && bytes[1] === 0x4b ? "This is a binary plan, not its JSON." : "This file is not text.";
    throw new Problem({ code: "json-not-text", what, where: file, todo: "Give the output of `terraform show -json PLAN`." }, { cause });
  }
};

const textOf = (content: string | Uint8Array, file: string): string => {
  const tooLarge = new Problem({
    code: "json-too-large",
    what: `This file has ${Math.round(content.length / 1024 / 1024)} MB, and at most 64 MB can be read.`,
    where: file,
    todo: "Split the configuration into smaller states, or plan a part of it.",
  });
  if (content.length > largest) throw tooLarge;
  const text = typeof content === "string" ? content : decode(content, file);
  return text.startsWith("\ufeff") ? text.slice(1) : text;
};

/** What a text that is no JSON may be instead. */
const mistaken = (text: string): string | undefined => {
  if (text.startsWith("PK")) return "It is a binary plan, not its JSON.";
  if (/^\s*\{"@level"/.test(text)) return "It is the log of `terraform plan -json`, not the plan.";
  if (/^\s*(?:resource|provider|terraform|variable|module|locals|data|#|\/\/)[\s"{]/.test(text))
    return "It is Terraform source code, not a plan.";
  if (/^\s*(?:Terraform|OpenTofu) (?:will perform|used the selected)/m.test(text)) return "It is a plan as people read it, not its JSON.";
  if (/^\s*(?:AWSTemplateFormatVersion|Resources):/m.test(text)) return "It is a CloudFormation template.";
  return undefined;
};

const lineAndColumn = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  return `line ${before.split("\n").length}, column ${offset - before.lastIndexOf("\n")}`;
};

/** The parser's own words quote the text around the fault, which may hold a secret: only the place is taken from them. */
const notJson = (text: string, file: string, cause: unknown): Problem => {
  const words = cause instanceof Error ? cause.message : "";
  if (/end of JSON input|Unterminated/.test(words)) {
    const what = "The JSON ends in the middle: the file was cut off.";
    return new Problem({ code: "json-truncated", what, where: file, todo: repair });
  }
  const offset = /position (\d+)/.exec(words)?.[1];
  const where = offset === undefined ? file : `${file}, ${lineAndColumn(text, Number(offset))}`;
  const what = ["This is not JSON.", mistaken(text)].filter((part) => part !== undefined).join(" ");
  return new Problem({ code: "json-malformed", what, where, todo: repair });
};

const parse = (text: string, file: string): unknown => {
  if (text.trim() === "") throw new Problem({ code: "json-empty", what: "The file is empty.", where: file, todo: repair });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(text, file, cause);
  }
};

/** The offset of the quote that closes the string opened at `start`. */
const closingQuote = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
};

type Frame = { start: number; keys: Set<string> | undefined; expectsKey: boolean };

/** Walks a text that is known to be JSON: finds the wanted objects, and keys that occur twice, of which a parser would drop one unseen. */
const spansIn = (text: string, file: string, wanted: (path: JsonPath) => boolean): Map<string, Span> => {
  const spans = new Map<string, Span>();
  const frames: Frame[] = [];
  const path: (string | number)[] = [];
  const refuse = (code: string, what: string, at: number, todo: string): Problem =>
    new Problem({ code, what, where: `${file}, ${lineAndColumn(text, at)}`, todo });
  for (let at = 0; at < text.length; at++) {
    const frame = frames.at(-1);
    const char = text[at];
    if (char === '"') {
      const end = closingQuote(text, at);
      if (frame?.keys && frame.expectsKey) {
        const raw = text.slice(at, end + 1);
        const key = raw.includes("\\") ? String(JSON.parse(raw)) : raw.slice(1, -1);
        if (frame.keys.has(key))
          throw refuse("json-duplicate-key", "One object has the same key twice.", at, "Remove one: no tool that writes plans does this.");
        frame.keys.add(key);
        frame.expectsKey = false;
        path[path.length - 1] = key;
      }
      at = end;
    } else if (char === "{" || char === "[") {
      if (frames.length === deepest) throw refuse("json-too-deep", `The JSON is nested more than ${deepest} deep.`, at, repair);
      frames.push({ start: at, keys: char === "{" ? new Set() : undefined, expectsKey: char === "{" });
      path.push(char === "{" ? "" : 0);
    } else if (char === "}" || char === "]") {
      frames.pop();
      path.pop();
      if (char === "}" && frame && wanted(path)) spans.set(toPointer(path), { start: frame.start, end: at + 1 });
    } else if (char === "," && frame) {
      if (frame.keys) frame.expectsKey = true;
      else path[path.length - 1] = Number(path.at(-1)) + 1;
    }
  }
  return spans;
};

/** Reads JSON strictly, and remembers where the wanted objects stand. */
export const readJson = (content: string | Uint8Array, file: string, wanted: (path: JsonPath) => boolean): JsonDocument => {
  const text = textOf(content, file);
  const value = parse(text, file);
  return { value, text, spans: spansIn(text, file, wanted) };
};
