import type { Resource } from "../estate/estate.ts";
import { hasUnknowns, type Join, joinValue, notSaid, unknownAt } from "../estate/join.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { fromPointer, toPointer } from "../estate/pointer.ts";
import type { Relation } from "../estate/relation.ts";
import { through } from "../estate/through.ts";
import type { Shapes } from "../estate/shape.ts";
import type { Unknown } from "../estate/unknown.ts";
import type { ReadTree } from "./read-path.ts";

/**
 * An open read, in the coordinates of the judged resource. `whole`: the list it belongs to is judged only when complete. `gone`: it lies
 * below a relation that is known to lead to nobody, which is no news to a rule that asks for `missing`.
 */
export type Blocked = { path: (string | number)[]; unknown: Unknown; whole: boolean; gone?: Path };

export type Projection = { doc: JsonObject; blocked: Blocked[] };

type Context = { join: Join; shapes: Shapes; blocked: Blocked[] };
type Path = readonly (string | number)[];

const root: Path = [];

/** Where we are: in which resource, at which path of its config, at which path of the document that is sent. */
type Here = { resource: Resource; own: Path; sent: Path; listPath: string };

/** What is asked for there: a name in its holder, and what below it. */
type Asked = { holder: JsonObject; name: string; tree: ReadTree };

const block = (context: Context, path: Path, unknown: Unknown, whole = false): void => {
  context.blocked.push({ path: [...path], unknown, whole });
};

const blockGone = (context: Context, gone: Path, { below, unknown }: { below: string; unknown: Unknown }): void => {
  context.blocked.push({ path: [...gone, below], unknown, whole: false, gone });
};

/** Unknowns below a path: [the rest of the path, why]. */
const unknownsBelow = (resource: Resource, path: Path): [string[], Unknown][] => {
  const above = toPointer(path);
  return Object.entries(resource.unknown)
    .filter(([pointer]) => pointer.startsWith(`${above}/`))
    .map(([pointer, unknown]) => [fromPointer(pointer.slice(above.length)), unknown]);
};

const projectHas = (context: Context, here: Here, holder: JsonObject, tree: ReadTree): JsonObject => {
  const has: JsonObject = {};
  const mayBeHidden = hasUnknowns(here.resource);
  for (const name of tree.below.keys()) {
    const unknown = mayBeHidden ? unknownAt(here.resource, [...here.own, name]) : undefined;
    if (unknown?.set) has[name] = true;
    else if (unknown) block(context, [...here.sent, "has", name], unknown);
    else if (holder[name] === undefined) block(context, [...here.sent, "has", name], notSaid);
    else {
      // An empty list is an absence too, unless more may follow in it.
      const empty = Array.isArray(holder[name]) && holder[name].length === 0;
      const tail = empty && mayBeHidden ? unknownAt(here.resource, [...here.own, name, "-"]) : undefined;
      if (tail) block(context, [...here.sent, "has", name], tail);
      else has[name] = holder[name] !== null && !empty;
    }
  }
  return has;
};

/** Users may choose any name: this makes each a field, and none a prototype. */
const onlyOf = (tags: JsonObject, keys: Iterable<string>): JsonObject => {
  const only: [string, Json][] = [];
  for (const key of keys) if (Object.hasOwn(tags, key)) only.push([key, tags[key] ?? null]);
  return Object.fromEntries(only);
};

/** A resource has a handful of tags, for which sorting in general takes more than finding their places. */
const sortedKeys = (tags: JsonObject): string[] => {
  const keys: string[] = [];
  for (const key of Object.keys(tags)) {
    let at = keys.length;
    for (; at > 0 && key < (keys[at - 1] ?? ""); at--) keys[at] = keys[at - 1] ?? "";
    keys[at] = key;
  }
  return keys;
};

/** Several groups of rules look at all tags of a resource. */
const ordered = new WeakMap<JsonObject, JsonObject>();

const inOrder = (tags: JsonObject): JsonObject => {
  const known = ordered.get(tags);
  if (known) return known;
  const all = onlyOf(tags, sortedKeys(tags));
  ordered.set(tags, all);
  return all;
};

/** Of tags that are read by name, only these are sent: what differs in others alone looks alike. */
const projectTags = (context: Context, here: Here, { out, tree }: { out: JsonObject; tree: ReadTree }): void => {
  const named = tree.below.get("tags");
  const isAllRead = tree.below.has("unknownTags") || named?.whole === true;
  const isRead = (key: string): boolean => isAllRead || named?.below.has(key) === true;
  const path = [...here.own, "tags"];
  const unknown = unknownAt(here.resource, path);
  if (unknown) return block(context, [...here.sent, "tags"], unknown);
  const value = here.resource.config["tags"];
  if (value === undefined) return block(context, [...here.sent, "tags"], notSaid);
  const tags = isObject(value) ? value : {};
  out["tags"] = isAllRead ? inOrder(tags) : onlyOf(tags, named?.below.keys() ?? []);
  const unknowns = hasUnknowns(here.resource) ? unknownsBelow(here.resource, path) : [];
  const hidden = unknowns.filter(([[key = ""]]) => key === "-" || isRead(key));
  out["unknownTags"] = hidden.map(([[key = ""], why]) => {
    block(context, [...here.sent, "tags", key], why);
    return key === "-" ? "*" : key;
  });
};

/** Where many relate to one, and where one relates to many, are told apart by `many` alone. */
const projectRelation = (context: Context, here: Here, { holder, name, tree }: Asked, relation: Relation): Json | undefined => {
  const sent = [...here.sent, name];
  const whole = relation.many && tree.list !== "each";
  const on: Record<string, Json> = Object.create(null);
  let same: Unknown | undefined;
  for (const [own, target] of Object.entries(relation.on)) {
    const steps = own.split(".");
    const value = steps.reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), holder);
    const joined = joinValue(here.resource, [...here.own, ...steps], value);
    if ("unknown" in joined) return void block(context, sent, joined.unknown, whole);
    if (Array.isArray(joined.value)) return projectEach(context, { here, steps, sent, whole, target, relation }, joined.value, tree);
    const sought = through(relation.through, joined.value);
    const hidden = unknownAt(here.resource, [...here.own, ...steps]);
    if (sought === undefined) return void block(context, sent, hidden ?? notSaid, whole);
    if (sought === null) return relation.many ? [] : undefined;
    same ??= hidden;
    on[target] = sought;
  }
  const { matches, open: unseen } = context.join(here.resource, relation.to, on, relation.reach);
  // A reference whose value is unknown may lead to what was not looked for.
  const open = same ?? unseen;
  if (relation.many) return projectMany(context, { sent, whole, open }, matches, tree);
  const [match, ...others] = matches;
  if (others.length > 0) return void block(context, sent, { reason: "unmatched", detail: `several of ${relation.to} are named so` });
  if (match) return Object.assign(projectResource(context, match, tree, sent), { missing: false });
  if (open) return void block(context, sent, open);
  for (const below of tree.below.keys())
    if (below !== "missing")
      blockGone(context, sent, { below, unknown: { reason: "unmatched", detail: `there is no such ${relation.to}` } });
  return { missing: true };
};

type Each = { here: Here; steps: readonly string[]; sent: Path; whole: boolean; target: string; relation: Relation };

/** What a list refers to, one by one. A reference that is unknown, or that leads to nobody, leaves open what it would lead to. */
const projectEach = (context: Context, each: Each, items: readonly Json[], tree: ReadTree): Json | undefined => {
  const { here, steps, sent, whole, target, relation } = each;
  const { to, reach } = relation;
  const own = [...here.own, ...steps];
  let open = unknownsBelow(here.resource, own).find(([[step]]) => step === "-")?.[1];
  const matches = new Map<string, Resource>();
  items.forEach((item, index) => {
    const joined = joinValue(here.resource, [...own, index], item);
    const sought = "unknown" in joined ? undefined : through(relation.through, joined.value);
    if ("unknown" in joined) open ??= joined.unknown;
    else if (sought === undefined) open ??= unknownAt(here.resource, [...own, index]) ?? notSaid;
    else if (sought !== null) {
      const found = context.join(here.resource, to, { [target]: sought }, reach);
      for (const match of found.matches) matches.set(match.id, match);
      if (found.matches.length === 0) open ??= found.open ?? { reason: "unmatched", detail: `there is no ${to} ${String(sought)}` };
    }
  });
  return projectMany(context, { sent, whole, open }, [...matches.values()], tree);
};

/** What many show to a tree of reads; the blocked paths begin in their list. */
type Many = { items: JsonObject[]; blocked: readonly Blocked[] };

/** What is hidden of an element, at its place in the list; the same of those that look alike, once. */
const keepBlocked = (all: Map<string, Blocked>, some: readonly Blocked[], at: number): void => {
  for (const one of some) {
    const path = [at, ...one.path];
    all.set(JSON.stringify([path, one.unknown, one.whole]), { ...one, path });
  }
};

/** Where each element convicts alone, those that look alike say the same, however many they are. */
const lookAtMany = (context: Context, matches: readonly Resource[], tree: ReadTree): Many => {
  const places = new Map<string, number>();
  const items: JsonObject[] = [];
  const blocked = new Map<string, Blocked>();
  matches
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .forEach((match) => {
      const inner: Context = { ...context, blocked: [] };
      const item = projectResource(inner, match, tree, []);
      const text = tree.list === "each" ? JSON.stringify(item) : match.id;
      const at = places.get(text) ?? items.push(item) - 1;
      places.set(text, at);
      if (inner.blocked.length > 0) keepBlocked(blocked, inner.blocked, at);
    });
  return { items, blocked: blocked.size === 0 ? [] : [...blocked.values()] };
};

/** A thousand profiles that share a role each ask after the thousand: what a join answered is looked at once, for as long as it answers so. */
const lookedAt = new WeakMap<readonly Resource[], Map<ReadTree, Many>>();
const manyOf = (context: Context, matches: readonly Resource[], tree: ReadTree): Many => {
  const looks = lookedAt.get(matches) ?? new Map<ReadTree, Many>();
  const many = looks.get(tree) ?? lookAtMany(context, matches, tree);
  lookedAt.set(matches, looks.set(tree, many));
  return many;
};

const projectMany = (
  context: Context,
  list: { sent: Path; whole: boolean; open: Unknown | undefined },
  matches: readonly Resource[],
  tree: ReadTree,
): Json | undefined => {
  const { items, blocked } = manyOf(context, matches, tree);
  for (const { path, unknown, whole } of blocked) block(context, [...list.sent, ...path], unknown, whole || list.whole);
  if (list.open) block(context, [...list.sent, "-"], list.open, list.whole);
  return list.whole && (list.open !== undefined || blocked.length > 0) ? undefined : items;
};

/** One step further down. Until a relation is followed, both paths are the same. */
const below = (here: Here, name: string | number): Pick<Here, "own" | "sent"> => {
  const own = [...here.own, name];
  return { own, sent: here.sent === here.own ? own : [...here.sent, name] };
};

/** A list of plain values or of elements. With holes and `[*]` it becomes an object keyed by index, on which `some i, x in` works the same. */
const projectList = (context: Context, here: Here, { name, tree }: Asked, items: readonly Json[]): Json | undefined => {
  const { resource } = here;
  const mayBeHidden = hasUnknowns(resource);
  if (!mayBeHidden && !items.some(isObject)) return [...items];
  const whole = tree.list !== "each";
  const inner: Context = { ...context, blocked: [] };
  const list: Here = { resource, ...below(here, name), listPath: `${here.listPath}${name}[*].` };
  const seen: [number, Json][] = [];
  items.forEach((item, index) => {
    const hidden = mayBeHidden ? unknownAt(resource, [...list.own, index]) : undefined;
    if (hidden) return block(inner, [...list.sent, index], hidden);
    seen.push([index, isObject(item) ? projectObject(inner, { ...list, ...below(list, index) }, item, tree) : item]);
  });
  for (const [[tail], why] of mayBeHidden ? unknownsBelow(resource, list.own) : [])
    if (tail === "-") block(inner, [...list.sent, "-"], why);
  for (const blocked of inner.blocked) context.blocked.push({ ...blocked, whole: blocked.whole || whole });
  if (inner.blocked.length === 0) return seen.map(([, item]) => item);
  return whole ? undefined : Object.fromEntries(seen);
};

const projectValue = (context: Context, here: Here, asked: Asked): Json | undefined => {
  const { holder, name, tree } = asked;
  const value = holder[name];
  const unknown = hasUnknowns(here.resource) ? unknownAt(here.resource, [...here.own, name]) : undefined;
  if (unknown) return void block(context, [...here.sent, name], unknown, tree.list === "all");
  if (Array.isArray(value)) return projectList(context, here, asked, value);
  if (isObject(value))
    return projectObject(context, { resource: here.resource, ...below(here, name), listPath: `${here.listPath}${name}.` }, value, tree);
  if (value === undefined) return void block(context, [...here.sent, name], notSaid, tree.list === "all");
  return value;
};

function projectObject(context: Context, here: Here, holder: JsonObject, tree: ReadTree): JsonObject {
  const out: JsonObject = {};
  const relations = context.shapes.get(here.resource.kind)?.relations ?? {};
  // It runs for every rule and resource: no pair is made of each name and what is below it.
  tree.below.forEach((inside, name) => {
    const relation = relations[here.listPath + name];
    if (name === "has") out["has"] = projectHas(context, here, holder, inside);
    else if ((name === "tags" || name === "unknownTags") && here.own.length === 0) {
      if (!("tags" in out)) projectTags(context, here, { out, tree });
    } else if (name !== "missing") {
      const asked = { holder, name, tree: inside };
      const value = relation ? projectRelation(context, here, asked, relation) : projectValue(context, here, asked);
      if (value !== undefined) out[name] = value;
    }
  });
  return out;
}

function projectResource(context: Context, resource: Resource, tree: ReadTree, sent: Path): JsonObject {
  return projectObject(context, { resource, own: root, sent, listPath: "" }, resource.config, tree);
}

/** What a set of reads sees of a resource: the document that is sent, and which reads are open and why. */
export const project = (resource: Resource, tree: ReadTree, world: { join: Join; shapes: Shapes }): Projection => {
  const context: Context = { ...world, blocked: [] };
  const doc = projectResource(context, resource, tree, root);
  return { doc, blocked: context.blocked };
};
