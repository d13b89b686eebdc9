import type { Estate, Resource } from "./estate.ts";
import type { Json, JsonObject } from "./json.ts";
import { toPointer } from "./pointer.ts";
import type { Shapes } from "./shape.ts";
import type { Unknowns } from "./unknown.ts";

const hidden = { reason: "sensitive", detail: "left out when the estate was saved", set: true } as const;

const hide = (config: JsonObject, path: readonly string[], at: readonly (string | number)[], unknown: Unknowns): JsonObject => {
  const [name = "", ...below] = path;
  const value = config[name];
  if (value === undefined || value === null) return config;
  if (below.length === 0) {
    const { [name]: _, ...rest } = config;
    unknown[toPointer([...at, name])] = hidden;
    return rest;
  }
  const inside = (part: Json, step: readonly (string | number)[]): Json =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? hide(part, below, step, unknown) : part;
  const next = Array.isArray(value) ? value.map((part, index) => inside(part, [...at, name, index])) : inside(value, [...at, name]);
  return { ...config, [name]: next };
};

/** The resource without its secrets: what was there is unknown in it, and known to have been there. */
export const redactResource = (resource: Resource, shapes: Shapes): Resource => {
  const secret = shapes.get(resource.kind)?.secret ?? [];
  const unknown: Unknowns = { ...resource.unknown };
  const config = secret.reduce((rest, path) => hide(rest, path.split("."), [], unknown), resource.config);
  return { ...resource, config, unknown };
};

/** An estate without its secrets. */
export const redact = (estate: Estate, shapes: Shapes): Estate => ({
  ...estate,
  resources: estate.resources.map((resource) => redactResource(resource, shapes)),
});
