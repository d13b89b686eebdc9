import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { toPointer } from "../../src/estate/pointer.ts";

/** One thing that a scanner may fail to see. */
export type Hiding =
  | { what: "value"; resource: number; path: (string | number)[] }
  | { what: "set value"; resource: number; path: (string | number)[] }
  | { what: "tail"; resource: number; path: string[] }
  | { what: "resource"; resource: number }
  | { what: "cell"; kind: string };

const ofList = (resource: number, name: string, items: readonly Json[]): Hiding[] => [
  { what: "tail", resource, path: [name] },
  ...items.flatMap((item, at): Hiding[] => [
    { what: "value", resource, path: [name, at] },
    ...Object.keys(isObject(item) ? item : {}).map((field): Hiding => ({ what: "value", resource, path: [name, at, field] })),
  ]),
];

const ofTags = (resource: number, tags: JsonObject): Hiding[] => [
  { what: "tail", resource, path: ["tags"] },
  ...[...new Set(["project", "user", "system", ...Object.keys(tags)])].map((key): Hiding => ({
    what: "value",
    resource,
    path: ["tags", key],
  })),
];

const ofField = (resource: number, name: string, value: Json): Hiding[] => [
  { what: "value", resource, path: [name] },
  ...(value !== null && !isObject(value) && !Array.isArray(value) ? [{ what: "set value" as const, resource, path: [name] }] : []),
  ...(Array.isArray(value) ? ofList(resource, name, value) : []),
  ...(name === "tags" && isObject(value) ? ofTags(resource, value) : []),
  ...(name === "facts" && isObject(value)
    ? Object.keys(value).map((fact): Hiding => ({ what: "value", resource, path: ["facts", fact] }))
    : []),
];

/** Everything that can be hidden in an estate whose first resource is the one in question. */
export const hidings = (estate: Estate): Hiding[] => [
  ...estate.resources.flatMap((resource, at) => Object.entries(resource.config).flatMap(([name, value]) => ofField(at, name, value))),
  ...estate.resources.slice(1).map((_, at): Hiding => ({ what: "resource", resource: at + 1 })),
  ...[...new Set(estate.resources.slice(1).map((resource) => resource.kind))].map((kind): Hiding => ({ what: "cell", kind })),
  ...estate.coverage.map((cell): Hiding => ({ what: "cell", kind: cell.kind })),
];

const remove = (config: JsonObject, path: readonly (string | number)[]): void => {
  const last = path.at(-1) ?? "";
  const holder = path
    .slice(0, -1)
    .reduce<Json | undefined>((at, step) => (Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[step] : undefined), config);
  if (Array.isArray(holder)) holder[Number(last)] = isObject(holder[Number(last)]) ? {} : "";
  else if (isObject(holder)) delete holder[String(last)];
};

const cutTail = (config: JsonObject, name: string): void => {
  const value = config[name];
  if (Array.isArray(value)) value.pop();
  else if (isObject(value)) for (const key of Object.keys(value).slice(-1)) delete value[key];
};

const hideIn = (resource: Resource, hiding: Hiding): void => {
  if (hiding.what === "tail") {
    cutTail(resource.config, hiding.path[0] ?? "");
    resource.unknown[toPointer([...hiding.path, "-"])] = { reason: "not-collected", detail: "hidden" };
  } else if (hiding.what === "value" || hiding.what === "set value") {
    remove(resource.config, hiding.path);
    resource.unknown[toPointer(hiding.path)] = {
      reason: "denied",
      detail: "hidden",
      ...(hiding.what === "set value" ? { set: true } : {}),
    };
  }
};

/** A copy of the estate in which these things were not seen. */
export const hide = (estate: Estate, chosen: readonly Hiding[]): Estate => {
  const resources = structuredClone(estate.resources);
  const denied = new Set<string>();
  const unseen = new Set<number>();
  // Values of the copy are hidden from the deepest down, so that an index still means what it meant.
  const order = [...chosen].sort((a, b) => ("path" in b ? b.path.length : 0) - ("path" in a ? a.path.length : 0));
  for (const hiding of order) {
    const resource = "resource" in hiding ? resources[hiding.resource] : undefined;
    if (hiding.what === "cell") denied.add(hiding.kind);
    else if (hiding.what === "resource" && resource) {
      denied.add(resource.kind);
      unseen.add(hiding.resource);
    } else if (resource) hideIn(resource, hiding);
  }
  return {
    ...estate,
    resources: resources.filter((_, at) => !unseen.has(at)),
    coverage: estate.coverage.map((cell) => (denied.has(cell.kind) ? { ...cell, state: "denied" as const } : cell)),
  };
};
