import { isObject, type Json, type JsonObject } from "../../estate/json.ts";

const at = (value: Json | undefined, ...keys: string[]): Json | undefined =>
  keys.reduce<Json | undefined>((found, key) => (isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined), value);
const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The addresses of what a module of `planned_values` or `prior_state` holds, and the modules below it. */
const held = (module: Json | undefined): Json[] => [
  ...objects(at(module, "resources")).flatMap(({ mode, address }) => (mode === "managed" && address !== undefined ? [address] : [])),
  ...objects(at(module, "child_modules")).flatMap(held),
];

/**
 * Whether a plan holds resources without saying what becomes of them: `-target` and `-exclude` do that, and not every version admits it.
 * What they keep from being made at all cannot be told from what a count or an `enabled` makes none of.
 */
export const leavesOut = (document: JsonObject): boolean => {
  const existing = held(at(document, "prior_state", "values", "root_module"));
  const changes = objects(document["resource_changes"]);
  // Without any change the state is read instead, and all that is in it.
  const said = new Set(
    changes.length === 0 ? existing : changes.flatMap((one) => [one["address"] ?? null, one["previous_address"] ?? null]),
  );
  return [...existing, ...held(at(document, "planned_values", "root_module"))].some((address) => !said.has(address));
};
