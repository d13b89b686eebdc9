import { canonical } from "../estate/canonical.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Kind, Verb, VerbMember } from "../kinds/kind.ts";

/** What a request is made of: fields by their names, the ARN, and what the fields become that the verb is given values for. */
export type Material = { fields: JsonObject; arn: string; given: Readonly<Record<string, Json>> };

/** Tags as AWS's requests want them; a tag that is to be gone is not among them. */
const tagList = (tags: JsonObject): Json[] =>
  Object.entries(tags).flatMap(([Key, Value]) => (Value === null || Value === undefined ? [] : [{ Key, Value }]));

/** An element as AWS's requests want it; undefined where a part of it is not known. */
const elementOf = (element: Json, as: Readonly<Record<string, string>>): JsonObject | undefined => {
  if (!isObject(element) || Object.values(as).some((field) => element[field] === undefined)) return undefined;
  const said = Object.entries(as).map(([member, field]): [string, Json] => [member, element[field] ?? null]);
  return Object.fromEntries(said.filter(([, value]) => value !== null));
};

const spelled = (value: Json, field: string, as?: Readonly<Record<string, string>>): Json | undefined => {
  if (!as) return field === "tags" && isObject(value) ? tagList(value) : value;
  const elements = Array.isArray(value) ? value.map((element) => elementOf(element, as)) : [undefined];
  const known = elements.filter((element) => element !== undefined);
  return known.length === elements.length ? known : undefined;
};

/** The value of a member; null leaves it out, undefined: it cannot be said. */
const valueOf = (from: VerbMember, { fields, arn, given }: Material): Json | undefined => {
  if (typeof from === "string") return fields[from] === undefined ? undefined : spelled(fields[from], from);
  if ("value" in from) return from.value;
  if ("arn" in from) return arn;
  if ("former" in from) return fields[from.former] ?? null;
  if ("given" in from) return given[from.given] === undefined ? undefined : spelled(given[from.given] ?? null, from.given, from.as);
  if ("keysOf" in from) return isObject(given[from.keysOf]) ? Object.keys(given[from.keysOf] ?? {}) : undefined;
  const one = fields[from.listOf];
  return one === undefined ? undefined : [one];
};

const put = (target: JsonObject, [member = "", ...deeper]: readonly string[], value: Json): void => {
  if (deeper.length === 0) {
    target[member] = value;
    return;
  }
  const inner = target[member];
  const next = isObject(inner) ? inner : {};
  target[member] = next;
  put(next, deeper, value);
};

/** A part of the key that this one is not named by: an application is a user's or a space's. */
const mayLack = (kind: Kind, from: VerbMember): boolean => typeof from === "string" && kind.identity.key.includes(from);

/** The request of an act, or undefined where not enough is known for it. */
export const requestOf = (kind: Kind, verb: Verb, material: Material): JsonObject | undefined => {
  const request: JsonObject = {};
  for (const [member, from] of Object.entries(verb.input)) {
    const value = valueOf(from, material);
    if (value === undefined && !mayLack(kind, from)) return undefined;
    if (value !== undefined && value !== null) put(request, member.split("."), value);
  }
  return request;
};

/** The fields that the verb must be given values for. */
export const givenTo = (verb: Verb): string[] =>
  Object.values(verb.input).flatMap((from) => {
    if (typeof from === "string") return [];
    if ("given" in from) return [from.given];
    return "keysOf" in from ? [from.keysOf] : [];
  });

/** What the fields become that the act changes; undefined: its proof is the state alone. */
export const changesOf = (verb: Verb, given: Readonly<Record<string, Json>>): Record<string, Json> | undefined => {
  const changes = { ...verb.sets, ...given };
  return Object.keys(changes).length === 0 ? undefined : changes;
};

/** Whether a field has the value that it was given; of tags, those that were given. A tag that was taken away is null. */
export const isBecome = (config: JsonObject, field: string, value: Json): boolean => {
  if (!Object.hasOwn(config, field)) return false;
  const now = config[field] ?? null;
  if (field !== "tags" || !isObject(value)) return isSame(now, value);
  return isObject(now) && Object.entries(value).every(([key, one]) => (Object.hasOwn(now, key) ? now[key] : null) === one);
};

/** In which order AWS lists something says nothing. */
const inOrder = (value: Json): Json[] | Json => (Array.isArray(value) ? value.map(canonical).sort() : value);

export const isSame = (one: Json, other: Json): boolean => canonical(inOrder(one)) === canonical(inOrder(other));

/** What stood in the fields that are changed, as far as it is known: of tags, those that are meant. */
export const formerOf = (config: JsonObject, sets: Readonly<Record<string, Json>>): Record<string, Json> => {
  const known = Object.entries(sets).filter(([field]) => Object.hasOwn(config, field));
  return Object.fromEntries(known.map(([field, value]) => [field, formerIn(field, config[field] ?? null, value)]));
};

const formerIn = (field: string, now: Json, value: Json): Json =>
  field === "tags" && isObject(value) && isObject(now)
    ? Object.fromEntries(Object.keys(value).map((key) => [key, Object.hasOwn(now, key) ? (now[key] ?? null) : null]))
    : now;
