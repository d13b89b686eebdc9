import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { toPointer } from "../estate/pointer.ts";
import type { Unknown, Unknowns } from "../estate/unknown.ts";
import type { ElementList, Field, Fields, Leaf, LeafList, Spelling } from "./field.ts";

export type SourceSpelling = "api" | "terraform" | "cloudformation";
export type Path = readonly (string | number)[];

export type Reading = { config: JsonObject; unknown: Unknowns; defaulted: string[] };

/** What a source says of a path that it does not give in clear: why it is unknown, or undefined if the document can be believed. */
export type UnknownAt = (path: Path) => Unknown | undefined;

const steps = new Map<string, Path>();
/** `a.b[0].c` -> ["a", "b", 0, "c"] */
export const parsePath = (path: string): Path => {
  const known = steps.get(path);
  if (known) return known;
  const parsed = path.split(".").flatMap((part) => {
    const [name = "", ...indices] = part.split("[");
    return [name, ...indices.map((index) => Number(index.slice(0, -1)))];
  });
  steps.set(path, parsed);
  return parsed;
};

export const valueAt = (document: Json | undefined, path: Path): Json | undefined => {
  let at: Json | undefined = document;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === "number" ? at[step] : undefined;
    // A single object counts as a list of one where a source drops the brackets.
    else if (isObject(at)) at = step === 0 ? at : Object.hasOwn(at, String(step)) ? at[step] : undefined;
    else return undefined;
  }
  return at;
};

const parsed = (spelling: Spelling): { path: Path; as: (value: Json) => Json | undefined } =>
  typeof spelling === "string" ? { path: parsePath(spelling), as: (value) => value } : { path: parsePath(spelling.path), as: spelling.as };

const typeFits = (field: Leaf, value: Json): boolean => {
  if (field.type === "integer") return Number.isInteger(value);
  if (field.type === "number") return typeof value === "number";
  if (field.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  return field.type !== "time" || !Number.isNaN(Date.parse(value));
};

/** Why the value does not satisfy the field, or undefined if it does. Never quotes the value of a secret. */
export const misfit = (field: Leaf, value: Json): string | undefined => {
  const shown = field.secret ? "a value" : (JSON.stringify(value) ?? "nothing").slice(0, 80);
  if (value === null) return field.nullable ? undefined : "null, where there is always a value";
  if (!typeFits(field, value)) return `${shown}, which is not of type ${field.type}`;
  if (field.values && !field.values.includes(value)) return `${shown}, which is not one of ${field.values.join(", ")}`;
  if (typeof value === "number" && field.minimum !== undefined && value < field.minimum) return `${shown}, below ${field.minimum}`;
  if (typeof value === "number" && field.maximum !== undefined && value > field.maximum) return `${shown}, above ${field.maximum}`;
  return undefined;
};

type Sink = { reading: Reading; unknownAt: UnknownAt; source: SourceSpelling };

const readLeaf = (sink: Sink, field: Leaf, document: Json, base: Path, at: Path, target: JsonObject): void => {
  const name = String(at.at(-1));
  const pointer = toPointer(at);
  const spelling = field[sink.source];
  if (spelling === undefined) {
    sink.reading.unknown[pointer] = { reason: "not-given", detail: field.runtime ? "exists only at run time" : "the source has no place for it" };
    return;
  }
  const { path, as } = parsed(spelling);
  const unknown = sink.unknownAt([...base, ...path]);
  if (unknown) {
    sink.reading.unknown[pointer] = unknown;
    return;
  }
  const raw = valueAt(document, path);
  const absent = raw === undefined || raw === null || (raw === "" && (field.nullable || field.default !== undefined));
  const value = absent ? undefined : as(raw);
  if (value === undefined && absent && field.default !== undefined) {
    target[name] = field.default;
    sink.reading.defaulted.push(pointer);
  } else if (value === undefined && absent && field.nullable) target[name] = null;
  else {
    const wrong = value === undefined ? (absent ? "nothing, where there is always a value" : "a value that cannot be read") : misfit(field, value);
    if (wrong === undefined && value !== undefined) target[name] = value;
    else sink.reading.unknown[pointer] = { reason: "malformed", detail: `the source says ${wrong}` };
  }
};

const readLeafList = (sink: Sink, field: LeafList, document: Json, base: Path, at: Path, target: JsonObject): void => {
  const pointer = toPointer(at);
  const spelling = field[sink.source];
  if (spelling === undefined) {
    sink.reading.unknown[pointer] = { reason: "not-given", detail: "the source has no place for it" };
    return;
  }
  const { path, as } = parsed(spelling);
  const unknown = sink.unknownAt([...base, ...path]);
  if (unknown) {
    sink.reading.unknown[pointer] = unknown;
    return;
  }
  const raw = valueAt(document, path);
  const list = raw === undefined || raw === null ? [] : as(raw);
  if (!Array.isArray(list)) {
    sink.reading.unknown[pointer] = { reason: "malformed", detail: "the source says something that is not a list" };
    return;
  }
  const values: Json[] = [];
  list.forEach((value, index) => {
    const hidden = sink.unknownAt([...base, ...path, index]);
    values.push(typeof value === "string" && !hidden ? value : "");
    if (hidden) sink.reading.unknown[toPointer([...at, index])] = hidden;
    else if (typeof value !== "string") sink.reading.unknown[toPointer([...at, index])] = { reason: "malformed", detail: "the source says something that is not text" };
  });
  target[String(at.at(-1))] = values;
};

const readElements = (sink: Sink, field: ElementList, document: Json, at: Path, target: JsonObject): void => {
  const places = field[sink.source];
  const pointer = toPointer(at);
  if (!places) {
    sink.reading.unknown[pointer] = { reason: "not-given", detail: "the source has no place for it" };
    return;
  }
  const list: Json[] = [];
  const hidden: Unknown[] = [];
  for (const place of places) {
    const path = parsePath(place);
    const unknown = sink.unknownAt(path);
    if (unknown) {
      hidden.push(unknown);
      continue;
    }
    const raw = valueAt(document, path);
    const items = raw === undefined || raw === null ? [] : Array.isArray(raw) ? raw : [raw];
    items.forEach((item, index) => {
      const itemAt = [...at, list.length];
      const itemPath = Array.isArray(raw) ? [...path, index] : path;
      const itemUnknown = sink.unknownAt(itemPath);
      const element: JsonObject = {};
      list.push(element);
      if (itemUnknown) sink.reading.unknown[toPointer(itemAt)] = itemUnknown;
      else if (!isObject(item)) sink.reading.unknown[toPointer(itemAt)] = { reason: "malformed", detail: "the source says something that is not an object" };
      else for (const [name, part] of Object.entries(field.fields)) readField(sink, part, item, itemPath, [...itemAt, name], element);
    });
  }
  const [unknown] = hidden;
  if (unknown && list.length === 0) sink.reading.unknown[pointer] = unknown;
  else {
    target[String(at.at(-1))] = list;
    if (unknown) sink.reading.unknown[`${pointer}/-`] = unknown;
  }
};

function readField(sink: Sink, field: Field, document: Json, base: Path, at: Path, target: JsonObject): void {
  if (field.shape === "leaf") readLeaf(sink, field, document, base, at, target);
  else if (field.shape === "leaves") readLeafList(sink, field, document, base, at, target);
  else if (field.shape === "elements") readElements(sink, field, document, at, target);
}

/**
 * Reads a source's document into config, unknowns and defaults, by the fields' spelling in that source. Tags are left to the
 * reader of the source, since each source keeps them in a way of its own.
 */
export const readFields = (fields: Fields, source: SourceSpelling, document: Json, unknownAt: UnknownAt): Reading => {
  const sink: Sink = { reading: { config: {}, unknown: {}, defaulted: [] }, unknownAt, source };
  for (const [name, field] of Object.entries(fields)) readField(sink, field, document, [], [name], sink.reading.config);
  return sink.reading;
};
