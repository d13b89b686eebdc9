import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Address, ModuleStep } from "./address.ts";

/** A module as it is called along one path: its own configuration, the call that passed its variables, and the module around it. */
export type Scope = { module: JsonObject; steps: readonly ModuleStep[]; call?: JsonObject; parent?: Scope };

/** What the author wrote for a resource. */
export type Written = { expressions: JsonObject; providerKey: string; scope: Scope };

export type Configuration = {
  written: (address: Address) => Written | undefined;
  /** Provider configurations by key: `aws`, `aws.eu`, `module.sub:aws`. */
  providers: ReadonlyMap<string, JsonObject>;
  /** The key under which a resource's provider is configured, or undefined if the plan does not show it. */
  providerKey: (written: Written) => string | undefined;
};

const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
const objectAt = (value: Json | undefined, key: string): JsonObject | undefined => {
  const found = member(value, key);
  return isObject(found) ? found : undefined;
};

export const enter = (scope: Scope, step: ModuleStep): Scope | undefined => {
  const call = objectAt(objectAt(scope.module, "module_calls"), step.name);
  const module = objectAt(call, "module");
  return call && module && { module, steps: [...scope.steps, step], call, parent: scope };
};

const resourcesOf = (module: JsonObject): Map<string, JsonObject> => {
  const list = member(module, "resources");
  const resources = new Map<string, JsonObject>();
  for (const item of Array.isArray(list) ? list : []) {
    const address = member(item, "address");
    if (isObject(item) && typeof address === "string") resources.set(address, item);
  }
  return resources;
};

const providersOf = (configuration: JsonObject): Map<string, JsonObject> => {
  const providers = new Map<string, JsonObject>();
  for (const [key, value] of Object.entries(objectAt(configuration, "provider_config") ?? {})) {
    const name = member(value, "full_name") ?? member(value, "name");
    if (isObject(value) && typeof name === "string" && /(?:^|\/)aws$/.test(name)) providers.set(key, value);
  }
  return providers;
};

/** Older versions write the caller's key with the module before it, and list only the caller's. */
const keysToTry = (key: string): string[] => [key, key.slice(key.lastIndexOf(":") + 1)];

/** The configuration part of a plan. Without it nobody can tell "not written" from "known after apply". */
export const readConfiguration = (configuration: JsonObject | undefined): Configuration => {
  const root: Scope = { module: objectAt(configuration, "root_module") ?? {}, steps: [] };
  const providers = providersOf(configuration ?? {});
  const listed = new Map<JsonObject, Map<string, JsonObject>>();
  const resourcesIn = (module: JsonObject): Map<string, JsonObject> => {
    const resources = listed.get(module) ?? resourcesOf(module);
    listed.set(module, resources);
    return resources;
  };
  return {
    providers,
    providerKey: ({ providerKey }) => keysToTry(providerKey).find((key) => providers.has(key)),
    written: ({ modules, type, name }) => {
      const scope = modules.reduce<Scope | undefined>((at, step) => at && enter(at, step), root);
      const resource = scope && resourcesIn(scope.module).get(`${type}.${name}`);
      const providerKey = member(resource, "provider_config_key");
      if (!scope || !resource) return undefined;
      return {
        expressions: objectAt(resource, "expressions") ?? {},
        providerKey: typeof providerKey === "string" ? providerKey : "aws",
        scope,
      };
    },
  };
};
