import type { Unknown } from "../../estate/unknown.ts";
import type { Tags } from "../resource.ts";
import { textOf, type Value } from "./value.ts";

const malformed: Unknown = { reason: "malformed", detail: "the template says something that is not a list of keys and values" };

/** `[{ Key, Value }]`, and a map from where a stack's tags are given in one. */
const entriesOf = (value: Value): readonly (Value | readonly [Value, Value])[] => {
  if (value.is === "list") return value.items;
  if (value.is !== "map") return [value];
  return [...value.members].map(([key, member]) => [{ is: "plain", value: key }, member] as const);
};

const isPair = (entry: Value | readonly [Value, Value]): entry is readonly [Value, Value] => Array.isArray(entry);

const pairOf = (entry: Value | readonly [Value, Value]): readonly [Value, Value] | Unknown | undefined => {
  if (isPair(entry)) return entry;
  if (entry.is === "nothing") return undefined;
  if (entry.is === "hidden") return entry.unknown;
  const key = entry.is === "map" ? entry.members.get("Key") : undefined;
  const value = entry.is === "map" ? entry.members.get("Value") : undefined;
  return key && value ? [key, value] : malformed;
};

const isWhy = (pair: readonly [Value, Value] | Unknown): pair is Unknown => !Array.isArray(pair);

const readLayer = (layer: Value): Tags => {
  const known = new Map<string, string>();
  const hidden = new Map<string, Unknown>();
  let open: Unknown | undefined;
  for (const entry of entriesOf(layer)) {
    const pair = pairOf(entry);
    if (!pair) continue;
    const [key, value] = isWhy(pair) ? [] : pair;
    const [name, text] = [key && textOf(key), value && textOf(value)];
    if (name === undefined) open ??= isWhy(pair) ? pair : key?.is === "hidden" ? key.unknown : malformed;
    else if (text !== undefined) known.set(name, text);
    else hidden.set(name, value?.is === "hidden" ? { ...value.unknown, ...(value.maybe ? {} : { set: true }) } : malformed);
  }
  return { known, hidden, open };
};

/** What a resource says itself wins over what its stack says; where it may say anything, nobody knows what is left of the stack's. */
export const readTags = (own: Value, stack: Value): Tags => {
  const [above, below] = [readLayer(own), readLayer(stack)];
  const veiled = above.open && { ...above.open, set: true };
  const known = new Map([...(veiled ? [] : below.known), ...above.known]);
  const hidden = new Map([
    ...(veiled ? [...below.known.keys()].map((key) => [key, veiled] as const) : []),
    ...below.hidden,
    ...above.hidden,
  ]);
  for (const key of above.known.keys()) hidden.delete(key);
  for (const key of above.hidden.keys()) known.delete(key);
  return { known, hidden, open: above.open ?? below.open };
};
