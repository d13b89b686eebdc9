import { isObject, type Json } from "../estate/json.ts";
import type { Entries } from "./field.ts";

type EntryStep = { step: string | number; name: string; value: Json };

/** The entries of a map in the order of their names, those of a list as they come; undefined: it is neither. */
export const entrySteps = (document: Json, { named }: Entries): EntryStep[] | undefined => {
  if (Array.isArray(document)) return named(document).map(({ name, value }, step) => ({ step, name, value }));
  if (!isObject(document)) return undefined;
  const names = Object.keys(document).sort();
  return names.map((name) => ({ step: name, name, value: document[name] ?? null }));
};
