import { canonical, sha256 } from "../estate/canonical.ts";
import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Shape, Shapes } from "../estate/shape.ts";
import type { Evidence } from "./verdict.ts";

type Step = string | number;

/** Where a denied path leads: through the document that was sent, through the config where it is richer, and whose fields these are. */
type Place = {
  doc: Json | undefined;
  config: Json | undefined;
  shape: Shape | undefined;
  fields: string;
  list: string;
  secret: boolean;
  keys: string[];
  /** Whether the resource itself was looked at, past what was sent of it. */
  looked: boolean;
};

const child = (value: Json | undefined, step: Step): Json | undefined =>
  Array.isArray(value) ? value[Number(step)] : isObject(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;

const elementName = (element: Json | undefined, keyField: string | undefined): Json | undefined =>
  isObject(element) ? (keyField === undefined ? undefined : element[keyField]) : element;

/** What an element is called, and whether that is so by its name alone. */
type Called = { key: string; byName: boolean };

/** An element is called by its key field. Without one, or when several share it, by a digest of what it holds: never by its index. */
const elementKey = (elements: readonly Json[], index: number, keyField: string | undefined): Called => {
  const name = elementName(elements[index], keyField) ?? "";
  const alike = elements.filter((one) => (elementName(one, keyField) ?? "") === name).length;
  const text = typeof name === "string" ? name : canonical(name);
  const byName = name !== "" && alike === 1;
  return { key: byName ? text : `${text}#${sha256(canonical(elements[index] ?? null)).slice(0, 8)}`, byName };
};

/** Whether what was sent of a list names all of its elements. */
const namesAll = (sent: Json | undefined, keyField: string | undefined): boolean =>
  Array.isArray(sent) && sent.every((element) => elementName(element, keyField) !== undefined);

const enterElement = (place: Place, step: Step, elements: readonly Json[]): Place => {
  const own = Array.isArray(place.config) ? place.config : elements;
  const keyField = place.shape?.elementKeys[place.list];
  const { key, byName } = elementKey(own, Number(step), keyField);
  return {
    ...place,
    doc: child(place.doc, step),
    config: child(place.config, step),
    keys: [...place.keys, `[${key}]`],
    fields: `${place.list}[*].`,
    looked: place.looked || !byName || !namesAll(place.doc, keyField),
  };
};

const enterField = (place: Place, step: Step, shapes: Shapes): Place => {
  const name = String(step);
  const next = { doc: child(place.doc, name), config: child(place.config, name), keys: [...place.keys, name] };
  const relation = place.shape?.relations[place.fields + name];
  if (relation)
    return { ...next, config: undefined, shape: shapes.get(relation.to), fields: "", list: "", secret: place.secret, looked: place.looked };
  const path = place.fields.replaceAll("[*]", "") + name;
  return {
    ...place,
    ...next,
    fields: `${place.fields}${name}.`,
    list: path,
    secret: place.secret || (place.shape?.secret.includes(path) ?? false),
  };
};

const enter = (place: Place, step: Step, shapes: Shapes): Place => {
  if (Array.isArray(place.doc)) return enterElement(place, step, place.doc);
  if (Array.isArray(place.config)) return enterElement(place, step, place.config);
  return enterField(place, step, shapes);
};

const shown = (value: Json | undefined): string =>
  value === undefined || value === null ? "absent" : typeof value === "string" ? value : canonical(value);

/** `shared`: the same for all of whom the same was sent. */
export type Shown = { evidence: Evidence; shared: boolean };

/** Turns a denied path into evidence: element keys for indices, and the value that is there unless it is a secret. */
export const evidenceOf = (path: readonly Step[], seen: { resource: Resource; doc: JsonObject; shapes: Shapes }): Shown => {
  const start: Place = {
    doc: seen.doc,
    config: seen.resource.config,
    shape: seen.shapes.get(seen.resource.kind),
    fields: "",
    list: "",
    secret: false,
    keys: [],
    looked: false,
  };
  const end = path.reduce<Place>((place, step) => enter(place, step, seen.shapes), start);
  const value = end.secret ? "(not shown)" : shown(end.doc ?? end.config);
  return { evidence: { path: [...path], key: end.keys.join("."), value }, shared: !end.looked && (end.secret || end.doc !== undefined) };
};
