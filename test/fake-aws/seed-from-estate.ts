import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { placesOf, type ElementList, type Field, type Leaf, type LeafList } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { parsePath } from "../../src/kinds/read-fields.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import type { Fault } from "./faults.ts";
import { elementOf, membersOf, operationShape, type Shape } from "./shapes.ts";
import { textOf, type Seed } from "./store.ts";

type Steps = readonly (string | number)[];

/** Puts a value where a path says, making what lies between. */
const put = (target: JsonObject, [step, next, ...rest]: Steps, value: Json): void => {
  if (step === undefined) return;
  const name = String(step);
  if (next === undefined) target[name] = value;
  else if (typeof next === "number" || next === "*") {
    const list = Array.isArray(target[name]) ? target[name] : [];
    target[name] = list;
    if (rest.length === 0) list.push(value);
    else {
      const element: JsonObject = {};
      put(element, rest, value);
      list.push(element);
    }
  } else {
    const inner = isObject(target[name]) ? target[name] : {};
    target[name] = inner;
    put(inner, [next, ...rest], value);
  }
};

const packed = (value: Json): string => Buffer.from(textOf(value)).toString("base64");

/** Fields that a kind computes have no inverse of their own: what to write so that they come out as they were. */
const computed: Readonly<Record<string, (target: JsonObject, value: Json, config: JsonObject) => void>> = {
  "notebook-lifecycle-config.onCreate": (target, value) => put(target, ["OnCreate", 0, "Content"], packed(value)),
  "notebook-lifecycle-config.onStart": (target, value) => put(target, ["OnStart", 0, "Content"], packed(value)),
  "space.idleTimeoutMinutes": (target, value, config) => {
    const settings = config["appType"] === "CodeEditor" ? "CodeEditorAppSettings" : "JupyterLabAppSettings";
    put(target, ["SpaceSettings", settings, "AppLifecycleManagement", "IdleSettings", "IdleTimeoutInMinutes"], value);
  },
  "training-job.instanceCount": (target, value) => put(target, ["ResourceConfig", "InstanceCount"], value),
  "endpoint-config.variants.serverless": (target, value) => {
    if (value === true) put(target, ["ServerlessConfig"], { MemorySizeInMB: 2048, MaxConcurrency: 1 });
  },
};

type At = { name: string; target: JsonObject; config: JsonObject };

const putPlain = (field: Leaf | LeafList, value: Json, { name, target, config }: At): void => {
  if (field.api === undefined || value === null) return;
  if (typeof field.api === "object" && "path" in field.api) {
    const write = computed[name];
    if (!write) throw new Error(`${name} is computed, and nobody wrote how to undo it.`);
    write(target, value, config);
    return;
  }
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
    if (inner && !isDefault(part)) putPlain(inner, value, { name: `${name}.${part}`, target, config: item });
  }
  return target;
};

const shapeOf = (kind: Kind): Shape => {
  const [first] = kind.describe;
  const output = first && operationShape(first.operation.service, first.operation.name)?.output;
  return first?.root === undefined ? output : membersOf(output).get(first.root);
};

/** Of several places, a lone element goes to the one that holds a single thing, more of them to the one that is a list. */
const putElements = (kind: Kind, field: ElementList, items: readonly JsonObject[], target: JsonObject): void => {
  const members = membersOf(shapeOf(kind));
  const places = (field.api ?? []).map((place) => ({ place, isList: elementOf(members.get(place)) !== undefined }));
  const single = places.find(({ isList }) => !isList);
  const [first] = items;
  if (single && items.length === 1 && first) target[single.place] = first;
  else if (items.length > 0) target[places.find(({ isList }) => isList)?.place ?? ""] = [...items];
};

const putField = (kind: Kind, field: Field, at: At & { value: Json; defaulted: readonly string[] }): void => {
  const { name, value, target, defaulted } = at;
  if (field.shape === "leaf" || field.shape === "leaves") putPlain(field, value, at);
  else if (field.shape === "elements" && Array.isArray(value)) {
    const own = name.slice(kind.name.length + 1);
    const items = value.map((item, index) =>
      elementDocument(field, isObject(item) ? item : {}, { name, isDefault: (part) => defaulted.includes(`/${own}/${index}/${part}`) }),
    );
    putElements(kind, field, items, target);
  }
};

/** A resource as AWS would describe it: the inverse of reading it. */
const documentOf = (kind: Kind, resource: Resource): JsonObject => {
  const target: JsonObject = {};
  for (const [name, value] of Object.entries(resource.config)) {
    const field = kind.fields[name];
    if (field && !resource.defaulted.includes(`/${name}`))
      putField(kind, field, { name: `${kind.name}.${name}`, value, target, config: resource.config, defaulted: resource.defaulted });
  }
  const { arn, createdAt } = kind.identity;
  if (arn !== null && resource.arn !== null && membersOf(shapeOf(kind)).has(arn)) target[arn] = resource.arn;
  if (createdAt !== null && resource.createdAt !== null) put(target, parsePath(createdAt), resource.createdAt);
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
