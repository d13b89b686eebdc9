import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { placesOf, type ElementList, type Field, type Leaf, type LeafList } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { parsePath } from "../../src/kinds/path-in.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { computed, put } from "./computed.ts";
import type { Fault } from "./faults.ts";
import { elementOf, itemShape, membersOf, operationShape, type Shape } from "./shapes.ts";
import type { Seed } from "./store.ts";

type At = { name: string; target: JsonObject; config: JsonObject };

/** Of variables that look like secrets, the names and what they look like are known: one that looks so is made for each. */
const putVariables = (place: string, said: readonly Json[], target: JsonObject): void => {
  const pairs = said.flatMap((one) => (typeof one === "string" ? [one.split(": ")] : []));
  if (pairs.length > 0) put(target, parsePath(place), Object.fromEntries(pairs.map(([name = "", look = ""]) => [name, `(${look})`])));
};

const putPlain = (field: Leaf | LeafList, value: Json, { name, target, config }: At): void => {
  if (field.api === undefined || value === null) return;
  if (field.shape === "leaves" && field.entries)
    return putVariables(placesOf(field.api)[0] ?? "", Array.isArray(value) ? value : [], target);
  const write = computed[name];
  if (write) return write(target, value, config);
  if (typeof field.api === "object" && "path" in field.api) throw new Error(`${name} is computed, and nobody wrote how to undo it.`);
  const [place = ""] = placesOf(field.api);
  const several = Array.isArray(field.api) || place.includes("[*]");
  if (!Array.isArray(value) || !several) put(target, parsePath(place), value);
  else if (place.includes("[*]")) for (const one of value) put(target, parsePath(place), one);
  // One value has a place of its own, several are given by the elements of the list that comes next.
  else if (value.length === 1) put(target, parsePath(place), value[0] ?? null);
  else for (const one of value) put(target, parsePath(placesOf(field.api)[1] ?? place), one);
};

type Element = { name: string; isDefault: (part: string) => boolean };

const elementDocument = (field: ElementList, item: JsonObject, { name, isDefault }: Element): JsonObject => {
  const target: JsonObject = {};
  for (const [part, value] of Object.entries(item)) {
    const inner = field.fields[part];
    // What is told of an address is not what lies there.
    if (inner && !isDefault(part) && part !== "urlHoldsCredentials")
      putPlain(inner, value, { name: `${name}.${part}`, target, config: item });
  }
  return target;
};

/** All documents that say something of a kind, the one that says most first. */
const shapesOf = ({ list, describe }: Kind): Shape[] => [
  ...describe.map(({ operation, root }) => {
    const output = operationShape(operation.service, operation.name)?.output;
    return root === undefined ? output : membersOf(output).get(root);
  }),
  itemShape(operationShape(list.operation.service, list.operation.name)?.output, list.items),
];

const shapeAt = (kind: Kind, place: string): Shape =>
  shapesOf(kind)
    .map((shape) => parsePath(place).reduce<Shape>((at, step) => membersOf(at).get(String(step)), shape))
    .find((found) => found !== undefined);

const listAt = (target: JsonObject, place: string): readonly Json[] => {
  const value = parsePath(place).reduce<Json | undefined>((at, step) => (isObject(at) ? at[String(step)] : undefined), target);
  return Array.isArray(value) ? value : [];
};

/** Two lists of a kind may be read from one of AWS's, each with some of its members. */
const together = (before: readonly Json[], items: readonly JsonObject[], { fields, key }: ElementList): JsonObject[] => {
  const keyField = fields[key];
  const [member = ""] = placesOf(keyField?.shape === "leaf" ? (keyField.api ?? []) : []);
  const others = before.filter((one) => isObject(one));
  const seen = new Set(items.map((item) => item[member]));
  const joined = items.map((item) => ({ ...others.find((one) => one[member] === item[member]), ...item }));
  return [...joined, ...others.filter((one) => !seen.has(one[member]))];
};

/** Of several places, a lone element goes to the one that holds a single thing, more of them to the one that is a list. */
const putElements = (kind: Kind, field: ElementList, items: readonly JsonObject[], target: JsonObject): void => {
  const places = (field.api ?? []).map((place) => ({ place, isList: elementOf(shapeAt(kind, place)) !== undefined }));
  const single = places.find(({ isList }) => !isList);
  const [first] = items;
  if (single && items.length === 1 && first) put(target, parsePath(single.place), first);
  else if (items.length > 0) {
    const list = places.find(({ isList }) => isList)?.place ?? "";
    put(target, parsePath(list), together(listAt(target, list), items, field));
  }
};

const putField = (kind: Kind, field: Field, at: At & { value: Json; defaulted: readonly string[] }): void => {
  const { name, value, target, defaulted } = at;
  // What a script is recognised by is not what lies there.
  if (name.endsWith("Sha256")) return;
  if (field.shape === "leaf" || field.shape === "leaves") putPlain(field, value, at);
  else if (field.shape === "elements" && Array.isArray(value)) {
    const write = computed[name];
    if (write) return write(target, value, at.config);
    // What is found within a text lies nowhere of its own.
    if (field.as) return;
    const own = name.slice(kind.name.length + 1);
    const items = value.map((item, index) =>
      elementDocument(field, isObject(item) ? item : {}, { name, isDefault: (part) => defaulted.includes(`/${own}/${index}/${part}`) }),
    );
    putElements(kind, field, items, target);
  }
};

/** A resource as AWS would describe it: the inverse of reading it. */
export const documentOf = (kind: Kind, resource: Resource): JsonObject => {
  const target: JsonObject = {};
  // In the kind's order: what is computed from others finds them there.
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = resource.config[name];
    if (value !== undefined && !resource.defaulted.includes(`/${name}`))
      putField(kind, field, { name: `${kind.name}.${name}`, value, target, config: resource.config, defaulted: resource.defaulted });
  }
  const { arn, createdAt } = kind.identity;
  if (arn !== null && resource.arn !== null && membersOf(shapesOf(kind)[0]).has(arn)) target[arn] = resource.arn;
  if (createdAt !== null && resource.createdAt !== null) put(target, parsePath(createdAt), resource.createdAt);
  if (kind.list.region !== undefined) target[kind.list.region] = resource.region;
  const tags = isObject(resource.config["tags"]) ? Object.entries(resource.config["tags"]) : [];
  target["Tags"] = tags.map(([Key, Value]) => ({ Key, Value }));
  return target;
};

/** Seeds that serve an estate live: its accounts and regions, with what is known of each resource. */
export const seedsFrom = (estate: Estate): Seed[] => {
  const seeds = new Map<string, Seed & { resources: Record<string, JsonObject[]> }>();
  for (const resource of estate.resources) {
    const kind = kindNamed(resource.kind);
    if (!kind) throw new Error(`The estate holds a ${resource.kind}, which is no kind.`);
    const { account, region } = resource;
    const seed = seeds.get(`${account}/${region}`) ?? { account, region, resources: {} };
    seeds.set(`${account}/${region}`, seed);
    (seed.resources[kind.name] ??= []).push(documentOf(kind, resource));
  }
  return [...seeds.values()];
};

/** Denials that hide what the estate's coverage says was hidden. */
export const denialsFrom = (estate: Estate): Fault[] =>
  estate.coverage.flatMap(({ account, region, kind: name, phase, state }): Fault[] => {
    const kind = kindNamed(name);
    if (state !== "denied" || !kind) return [];
    const operations =
      phase === "list" ? [kind.list.operation.name] : phase === "describe" ? kind.describe.map(({ operation }) => operation.name) : [];
    return operations.map((operation) => ({ effect: "deny", account, region, operation }));
  });
