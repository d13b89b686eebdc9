import { withoutCredentials } from "../estate/credentials.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { toPointer } from "../estate/pointer.ts";
import type { Unknown, Unknowns } from "../estate/unknown.ts";
import { entrySteps } from "./entry-steps.ts";
import {
  type ElementList,
  type Entries,
  type Field,
  type Fields,
  type Leaf,
  type LeafList,
  type LeafType,
  placesOf,
  type SourceSpelling,
  type Spelling,
} from "./field.ts";
import { misfit } from "./misfit.ts";
import { parsePath, type Path, valueAt } from "./path-in.ts";

export type Reading = { config: JsonObject; unknown: Unknowns; defaulted: string[] };

/**
 * What a source says of a path that it does not give in clear: why it is unknown, or undefined if the document can be believed.
 * `whole`: it is read with all that lies below it, so that what is unknown there counts too.
 */
export type UnknownAt = (path: Path, whole?: boolean) => Unknown | undefined;

/** Told of each field, or element of one, by its path in `config` and the path in the document that it was read from. */
type Placed = (at: Path, path: Path) => void;

type Sink = { reading: Reading; unknownAt: UnknownAt; source: SourceSpelling; placed: Placed | undefined };

/** One thing of the source's document that fields are read from, with the path to it from the document's root. */
type Place = { document: Json; base: Path };

type Target = { object: JsonObject; at: Path };

const nameOf = ({ at }: Target): string => String(at.at(-1));

const note = (sink: Sink, at: Path, unknown: Unknown): void => {
  sink.reading.unknown[toPointer(at)] = unknown;
};

const noPlace = (runtime: boolean): Unknown => ({
  reason: "not-given",
  detail: runtime ? "exists only at run time" : "the source has no place for it",
});
const malformed = (wrong: string): Unknown => ({ reason: "malformed", detail: `the source says ${wrong}` });

/** Nobody needs the credentials in a URL to judge it, so that they come no further than here. */
const shareable = <Value extends Json>(value: Value): Value | string => (typeof value === "string" ? withoutCredentials(value) : value);

/** Sources write "" for what is not set (a plan after a refresh), so it is no value. */
const isAbsent = (value: Json | undefined): value is undefined | null | "" => value === undefined || value === null || value === "";

/** All paths that a path with `[*]` stands for in this document, and the lists that such a star runs over. */
const expand = (document: Json, path: Path): { paths: Path[]; lists: Path[] } => {
  const star = path.indexOf("*");
  if (star < 0) return { paths: [path], lists: [] };
  const head = path.slice(0, star);
  const list = valueAt(document, head);
  const rest = path.slice(star + 1);
  const items = Array.isArray(list) ? list : isObject(list) ? [list] : [];
  const below = items.map((_, index) => expand(document, [...head, index, ...rest]));
  return { paths: below.flatMap(({ paths }) => paths), lists: [head, ...below.flatMap(({ lists }) => lists)] };
};

type Given = ({ unknown: Unknown } | { value: Json | undefined }) & { path?: Path };

/** The paths below a computed field that decide it: one that is unknown makes the field unknown. */
const unknownBelow = (sink: Sink, place: Place, path: Path, reads: readonly string[]): Unknown | undefined => {
  for (const read of reads) {
    const { paths, lists } = expand(place.document, [...path, ...parsePath(read)]);
    for (const one of [...lists, ...paths]) {
      const unknown = sink.unknownAt([...place.base, ...one]);
      if (unknown) return unknown;
    }
  }
  return undefined;
};

const isReadWhole = (spelling: Spelling): boolean => typeof spelling === "object" && "path" in spelling && spelling.reads === undefined;

/** CloudFormation takes 2 for "2", and "true" for true. */
const asWritten = (type: LeafType, value: Json): Json => {
  if (type === "string" || type === "time") return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  if (typeof value !== "string") return value;
  if (type === "boolean") return /^(?:true|false)$/i.test(value) ? value.toLowerCase() === "true" : value;
  return /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
};

/** What the source gives for a spelling; `value: undefined` is nothing, and an `as` that cannot read is unknown. */
const given = (sink: Sink, place: Place, spelling: Spelling): Given => {
  for (const path of placesOf(spelling).map(parsePath)) {
    const unknown = sink.unknownAt([...place.base, ...path], isReadWhole(spelling));
    if (unknown) return { unknown, path };
    const raw = valueAt(place.document, path);
    if (isAbsent(raw)) continue;
    if (typeof spelling === "string" || !("path" in spelling)) return { value: raw, path };
    const below = unknownBelow(sink, place, path, spelling.reads ?? []);
    if (below) return { unknown: below, path };
    const value = spelling.as(raw);
    return value === undefined ? { unknown: malformed("a value that cannot be read"), path } : { value: value ?? undefined, path };
  }
  return { value: undefined };
};

const readLeaf = (sink: Sink, field: Leaf, place: Place, target: Target): void => {
  const spelling = field[sink.source];
  if (spelling === undefined) return note(sink, target.at, noPlace(field.runtime === true));
  const said = given(sink, place, spelling);
  const [usual] = placesOf(spelling);
  if (usual !== undefined) sink.placed?.(target.at, [...place.base, ...(said.path ?? parsePath(usual))]);
  if ("unknown" in said) return note(sink, target.at, said.unknown);
  if (said.value !== undefined) {
    const value = sink.source === "cloudformation" ? asWritten(field.type, said.value) : said.value;
    const wrong = misfit(field, value);
    if (wrong === undefined) target.object[nameOf(target)] = shareable(value);
    else note(sink, target.at, malformed(wrong));
  } else if (field.default !== undefined) {
    target.object[nameOf(target)] = field.default;
    sink.reading.defaulted.push(toPointer(target.at));
  } else if (field.nullable) target.object[nameOf(target)] = null;
  else note(sink, target.at, malformed("nothing, where there is always a value"));
};

/** Values with, where one is hidden, the reason instead. `open`: a place that may hold more is unknown. */
type Items = { items: Given[]; open: Unknown | undefined; wrong?: true };

const gatherPlain = (sink: Sink, place: Place, spelling: Spelling): Items => {
  const [path = []] = placesOf(spelling).map(parsePath);
  const open = sink.unknownAt([...place.base, ...path], isReadWhole(spelling));
  if (open) return { items: [], open };
  const raw = valueAt(place.document, path);
  const list = isAbsent(raw) ? [] : typeof spelling !== "string" && "path" in spelling ? spelling.as(raw) : raw;
  if (!Array.isArray(list)) return { items: [], open: undefined, wrong: true };
  const hidden = (index: number): Unknown | undefined => sink.unknownAt([...place.base, ...path, index]);
  return {
    items: list.map((value, index) => {
      const unknown = hidden(index);
      return unknown ? { unknown } : { value };
    }),
    open: undefined,
  };
};

/** The list that a path runs over, or nothing where it runs over none. */
const listOf = (path: string): string => path.slice(0, path.lastIndexOf("[*]") + 1);

/** Within an element of the list. */
const tailOf = (path: string): ReturnType<typeof parsePath> => parsePath(path.slice(path.lastIndexOf("[*]") + 4));

/** The other places at which the same element may say it. */
const elsewhere = (written: string, paths: readonly string[]): ReturnType<typeof parsePath>[] =>
  listOf(written) === "" ? [] : paths.filter((other) => other !== written && listOf(other) === listOf(written)).map(tailOf);

/** Each of several places gives one text, or with `[*]` one for each element of a list. */
const gatherFrom = (sink: Sink, place: Place, paths: readonly string[]): Items => {
  const found: Items = { items: [], open: undefined };
  for (const written of paths) {
    const { paths: concrete, lists } = expand(place.document, parsePath(written));
    const others = elsewhere(written, paths);
    const depth = tailOf(written).length;
    for (const list of lists) found.open ??= sink.unknownAt([...place.base, ...list]);
    for (const path of concrete) {
      const unknown = sink.unknownAt([...place.base, ...path]);
      const value = valueAt(place.document, path);
      const element = path.slice(0, path.length - depth);
      // A file system is of one type: at the place of another it says nothing. One that says nothing at any is of a type that nobody knows.
      const isElsewhere = others.some((tail) => !isAbsent(valueAt(place.document, [...element, ...tail])));
      if (isElsewhere && !unknown && isAbsent(value)) continue;
      // An element of a list is there even if its value is unknown; a single place may turn out to hold nothing.
      if (lists.length > 0) found.items.push(unknown ? { unknown } : { value });
      else if (unknown) found.open ??= unknown;
      else if (!isAbsent(value)) found.items.push({ value });
    }
  }
  return found;
};

/** What is said of the entries of a map or list. One that is not shown, or cannot be read, may be one of which something would be said. */
const gatherEntries = (sink: Sink, { document, base }: Place, entries: Entries): Items => {
  const steps = entrySteps(document, entries);
  if (!steps) return { items: [], open: malformed("something that is neither a map nor a list") };
  const found: Items = { items: [], open: undefined };
  for (const { step, name, value } of steps) {
    const unknown = sink.unknownAt([...base, step]);
    const said = unknown ? undefined : entries.say(name, value);
    if (said === undefined) found.open ??= unknown ?? malformed("a value that cannot be read");
    else if (said !== null) found.items.push({ value: said });
  }
  return found;
};

const gatherFromEntries = (sink: Sink, place: Place, field: LeafList & { entries: Entries }): Items => {
  const found: Items = { items: [], open: undefined };
  for (const path of placesOf(field[sink.source] ?? []).map(parsePath)) {
    const document = valueAt(place.document, path);
    const at = [...place.base, ...path];
    found.open ??= sink.unknownAt(at);
    if (sink.unknownAt(at) || isAbsent(document)) continue;
    const { items, open } = gatherEntries(sink, { document, base: at }, field.entries);
    found.items.push(...items);
    found.open ??= open ?? sink.unknownAt(at, true);
  }
  return found;
};

const gather = (sink: Sink, field: LeafList, place: Place, spelling: Spelling): Items => {
  const { entries } = field;
  if (entries) return gatherFromEntries(sink, place, { ...field, entries });
  const several = Array.isArray(spelling) || (typeof spelling === "string" && spelling.includes("[*]"));
  return several ? gatherFrom(sink, place, placesOf(spelling)) : gatherPlain(sink, place, spelling);
};

const beforeStar = (path: Path): Path => (path.includes("*") ? path.slice(0, path.indexOf("*")) : path);

const readLeafList = (sink: Sink, field: LeafList, place: Place, target: Target): void => {
  const spelling = field[sink.source];
  if (spelling === undefined) return note(sink, target.at, noPlace(false));
  for (const written of placesOf(spelling)) sink.placed?.(target.at, [...place.base, ...beforeStar(parsePath(written))]);
  const { items, open, wrong } = gather(sink, field, place, spelling);
  if (wrong) return note(sink, target.at, malformed("something that is not a list"));
  if (open && items.length === 0) return note(sink, target.at, open);
  target.object[nameOf(target)] = items.map((item, index) => {
    const value =
      "value" in item && sink.source === "cloudformation" ? asWritten("string", item.value ?? null) : "value" in item && item.value;
    if (typeof value === "string") return shareable(value);
    note(sink, [...target.at, index], "unknown" in item ? item.unknown : malformed("something that is not text"));
    // A hole: the list keeps its length, the unknown says that this is no value.
    return "";
  });
  if (open) note(sink, [...target.at, "-"], open);
};

const readElement = (sink: Sink, field: ElementList, item: Place, target: Target): void => {
  const unknown = sink.unknownAt(item.base);
  if (unknown) return note(sink, target.at, unknown);
  if (!isObject(item.document)) return note(sink, target.at, malformed("something that is not an object"));
  for (const [name, part] of Object.entries(field.fields)) readField(sink, part, item, { object: target.object, at: [...target.at, name] });
};

const readElements = (sink: Sink, field: ElementList, { document, base }: Place, target: Target): void => {
  const places = field[sink.source];
  if (!places) return note(sink, target.at, noPlace(false));
  const as = field.laidOut && sink.source === "cloudformation" ? undefined : field.as;
  const list: JsonObject[] = [];
  let open: Unknown | undefined;
  for (const [nth, path] of places.map(parsePath).entries()) {
    const unknown =
      sink.unknownAt([...base, ...path], as !== undefined && field.reads === undefined) ??
      unknownBelow(sink, { document, base }, path, field.reads ?? []);
    sink.placed?.(target.at, [...base, ...path]);
    open ??= unknown;
    const raw = unknown ? undefined : valueAt(document, path);
    const items = isAbsent(raw) ? [] : as ? as(raw, nth, sink.source) : Array.isArray(raw) ? raw : [raw];
    if (as && Array.isArray(raw)) for (const index of raw.keys()) open ??= sink.unknownAt([...base, ...path, index]);
    if (items === undefined) return note(sink, target.at, malformed("a value that cannot be read"));
    for (const [index, item] of items.entries()) {
      const itemBase = [...base, ...path, ...(Array.isArray(raw) ? [index] : [])];
      const object: JsonObject = {};
      sink.placed?.([...target.at, list.length], itemBase);
      readElement(sink, field, { document: item, base: itemBase }, { object, at: [...target.at, list.length] });
      list.push(object);
    }
  }
  if (open && list.length === 0) return note(sink, target.at, open);
  target.object[nameOf(target)] = list;
  if (open) note(sink, [...target.at, "-"], open);
};

function readField(sink: Sink, field: Field, place: Place, target: Target): void {
  if (field.shape === "leaf") readLeaf(sink, field, place, target);
  else if (field.shape === "leaves") readLeafList(sink, field, place, target);
  else if (field.shape === "elements") readElements(sink, field, place, target);
}

const readInto = (fields: Fields, document: Json, sink: Sink): Reading => {
  const place = { document, base: [] };
  for (const [name, field] of Object.entries(fields)) readField(sink, field, place, { object: sink.reading.config, at: [name] });
  return sink.reading;
};

const nothingRead = (): Reading => ({ config: {}, unknown: {}, defaulted: [] });

/**
 * Reads a source's document into config, unknowns and defaults, by the fields' spelling in that source. Tags are left to the
 * reader of the source, since each source keeps them in a way of its own.
 */
export const readFields = (fields: Fields, source: SourceSpelling, document: Json, unknownAt: UnknownAt): Reading =>
  readInto(fields, document, { reading: nothingRead(), unknownAt, source, placed: undefined });

/** The same of a template, whose author is to be shown the line. */
export const readTemplateFields = (fields: Fields, document: Json, unknownAt: UnknownAt, placed: Placed): Reading =>
  readInto(fields, document, { reading: nothingRead(), unknownAt, source: "cloudformation", placed });
