import { isObject, type Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";
import { parsePath, valueAt } from "./path-in.ts";

/** AWS keeps some documents as text; a template may write them out. */
export const documentIn = (value: Json): Json | undefined => {
  if (typeof value !== "string") return value;
  try {
    const document: Json = JSON.parse(value);
    return document;
  } catch {
    return undefined;
  }
};

const reading =
  (inside: string) =>
  (value: Json): Json | undefined => {
    const document = documentIn(value);
    return isObject(document) ? (valueAt(document, parsePath(inside)) ?? null) : undefined;
  };

/** What lies at a path inside a document that is itself text. What it does not say is a known none. */
export const inJson = (path: string, inside: string): Spelling => ({ path, as: reading(inside) });

/** The same in a template, which may write the document out: what is unknown elsewhere in it does not matter. */
export const inDocument = (path: string, inside: string): Spelling => ({ path, as: reading(inside), reads: [inside] });

/** The elements of a list inside a document that is itself text, or that a template writes out; undefined if it cannot be read. */
export const elementsIn =
  (inside: string) =>
  (value: Json): readonly Json[] | undefined => {
    const list = reading(inside)(value);
    return list === null ? [] : Array.isArray(list) ? list : undefined;
  };
