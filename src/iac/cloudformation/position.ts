import type { Position } from "../../estate/estate.ts";
import { isObject, type Json } from "../../estate/json.ts";
import type { JsonPath } from "../../estate/strict-json.ts";
import type { Span } from "../json-document.ts";
import { callIn } from "./evaluate.ts";
import type { Source } from "./source.ts";

const stepInto = (node: Json, step: string | number): Json | undefined => {
  if (Array.isArray(node)) return typeof step === "number" ? node[step] : undefined;
  return isObject(node) && Object.hasOwn(node, step) ? node[step] : undefined;
};

/** As far as a path is written out: what a function gives stands where the function does. Undefined: it is not written at all. */
const writtenAt = ({ value }: Source, path: JsonPath): (string | number)[] | undefined => {
  const written: (string | number)[] = [];
  let at: Json = value;
  for (const step of path) {
    // The sections and their members are no calls, and may have thousands of keys.
    if (written.length > 2 && isObject(at) && callIn(at)) return written;
    // A single object counts as a list of one.
    if (isObject(at) && step === 0) continue;
    const next = stepInto(at, step);
    if (next === undefined) return undefined;
    at = next;
    written.push(step);
  }
  return written;
};

/** What an alias brings in has no place of its own: that of what holds it counts. */
const spanOf = (source: Source, path: JsonPath): Span | undefined => {
  for (let length = path.length; length > 1; length--) {
    const span = source.span(path.slice(0, length));
    if (span) return span;
  }
  return undefined;
};

/** Where a part of the template is written, if it is. */
export const positionOf = (source: Source, path: JsonPath): Position | undefined => {
  const written = writtenAt(source, path);
  const span = written && spanOf(source, written);
  return span && { file: source.file, ...source.at(span.start), endLine: source.at(Math.max(span.start, span.end - 1)).line };
};
