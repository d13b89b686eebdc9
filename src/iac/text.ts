import { Problem } from "../estate/problem.ts";

/** V8 holds 64 MB of JSON in a few hundred MB; what is larger needs a reader that never holds it whole. */
const largest = 64 * 1024 * 1024;

/** By their first two bytes. */
const likeness = [
  [0x50, 0x4b, "This is a binary plan, not its JSON."],
  [0x1f, 0x8b, "This file is compressed."],
] as const;

/** PowerShell redirects as UTF-16; without a mark it is told by the first character, which is one of ASCII in all that is read here. */
const encodingOf = ([first, second]: Uint8Array): string => {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? "utf-16be" : "utf-8";
};

const decode = (bytes: Uint8Array, file: string): string => {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.startsWith("\0") || text[1] === "\0") throw new TypeError("a text has no such character");
    return text;
  } catch (cause) {
    const what = likeness.find(([first, second]) => bytes[0] === first && bytes[1] === second)?.[2] ?? "This file is not text.";
    const todo = "Give the output of `terraform show -json PLAN`, or a template of CloudFormation.";
    throw new Problem({ code: "json-not-text", what, where: file, todo }, { cause });
  }
};

/** The text of a file, in whatever encoding it is, without the mark at its beginning. */
export const textOf = (content: string | Uint8Array, file: string): string => {
  if (content.length > largest)
    throw new Problem({
      code: "json-too-large",
      what: `This file has ${Math.round(content.length / 1024 / 1024)} MB, and at most 64 MB can be read.`,
      where: file,
      todo: "Split the configuration into smaller states or stacks, or plan a part of it.",
    });
  const text = typeof content === "string" ? content : decode(content, file);
  return text.startsWith("\ufeff") ? text.slice(1) : text;
};
