import { isObject, type Json, type JsonObject } from "./json.ts";
import { toPointer } from "./pointer.ts";
import type { ConfigSchema } from "./schema.ts";
import type { Unknown, Unknowns } from "./unknown.ts";

const notGiven: Unknown = { reason: "not-given", detail: "the document does not say" };

const settleObject = (schema: ConfigSchema, config: JsonObject, at: readonly (string | number)[], unknown: Unknowns): void => {
  for (const [name, field] of Object.entries(schema.properties)) {
    const path = [...at, name];
    const value: Json | undefined = config[name];
    if (Object.hasOwn(unknown, toPointer(path))) continue;
    if (value === undefined) unknown[toPointer(path)] = { ...notGiven };
    else if (Array.isArray(value) && "items" in field && "properties" in field.items) {
      const { items } = field;
      for (const [index, element] of value.entries())
        if (isObject(element) && !Object.hasOwn(unknown, toPointer([...path, index])))
          settleObject(items, element, [...path, index], unknown);
    }
  }
};

/** What a document says neither in `config` nor in `unknown` is unknown: never a default, and never "none". */
export const settle = (schema: ConfigSchema, config: JsonObject, said: Unknowns): Unknowns => {
  const unknown: Unknowns = Object.assign(Object.create(null), said);
  settleObject(schema, config, [], unknown);
  return unknown;
};
