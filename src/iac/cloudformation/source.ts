import type { Json } from "../../estate/json.ts";
import { type JsonPath, parseStrictJson } from "../../estate/strict-json.ts";
import type { Span } from "../json-document.ts";
import { lineIndex } from "../line-index.ts";
import { textOf } from "../text.ts";
import { readYaml } from "./yaml.ts";

/** A template as it is written: its functions in the long form, whatever form the author chose. */
export type Source = {
  file: string;
  value: Json;
  /** Where a part of a resource is written, or whatever of what holds it is: a reader of the report wants a line. */
  span: (path: JsonPath) => Span | undefined;
  at: (offset: number) => { line: number; column: number };
};

export const repair = "Check it with `aws cloudformation validate-template`, and give the whole file.";

/** Positions are asked of resources alone. */
const isAsked = (path: JsonPath): boolean => path[0] === "Resources" && path.length > 1;

/** Cheaper than a pointer, of which a large template has half a million; no key of a template holds a line break. */
const nameOf = (path: JsonPath): string => path.join("\n");

export const readSource = (content: string | Uint8Array, file: string): Source => {
  const text = textOf(content, file);
  const spans = new Map<string, Span>();
  const seen = (path: JsonPath, start: number, end: number): void => {
    if (isAsked(path)) spans.set(nameOf(path), { start, end });
  };
  const value = /^\s*\{/.test(text) ? parseStrictJson(text, { file, todo: repair, seen }) : readYaml(text, { file, todo: repair, seen });
  return { file, value, span: (path) => spans.get(nameOf(path)), at: lineIndex(text) };
};
