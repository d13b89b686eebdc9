import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Kind, Lookup } from "../kinds/kind.ts";
import { parsePath } from "../kinds/path-in.ts";
import type { Refused } from "./describe.ts";
import type { Failure } from "./failure.ts";
import { pagesOf, type Reach } from "./pages.ts";

export type LookedUp = { summary: JsonObject; refused: readonly Refused[] };

/** The most values that EC2 takes for a filter. */
const atOnce = 200;

/** All values at a path, through every list on the way. */
export const valuesAt = (value: Json | undefined, [step, ...rest]: readonly (string | number)[]): string[] => {
  if (step === undefined) return typeof value === "string" ? [value] : [];
  if (step === "*") return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) ? valuesAt(value[step], rest) : [];
};

type Found = { byId: ReadonlyMap<string, JsonObject>; failure: Failure | undefined };

const ask = async (lookup: Lookup, ids: readonly string[], reach: Reach): Promise<Found> => {
  const byId = new Map<string, JsonObject>();
  const { operation, items, key, filter } = lookup;
  for (let start = 0; start < ids.length; start += atOnce) {
    const input = { Filters: [{ Name: filter, Values: ids.slice(start, start + atOnce) }] };
    const pages = pagesOf({ operation, items, input, token: { input: "NextToken", output: "NextToken" } }, reach);
    for (let next = await pages.next(); ; next = await pages.next()) {
      if (next.done && next.value) return { byId, failure: next.value };
      if (next.done) break;
      for (const item of next.value.items) if (typeof item[key] === "string") byId.set(item[key], item);
    }
  }
  return { byId, failure: undefined };
};

/** Puts what was found in the place of what the summary itself holds of it, which stays where nothing was found. */
const told = (summary: JsonObject, { ids, items, key }: Lookup, { byId }: Found): JsonObject => {
  const held = summary[items];
  const own = Array.isArray(held) ? held.filter(isObject) : [];
  const list = valuesAt(summary, parsePath(ids)).flatMap((id) => byId.get(id) ?? own.find((item) => item[key] === id) ?? []);
  return { ...summary, [items]: list };
};

/** What a kind looks up of others, for a page of its summaries at once; nobody is asked for twice. */
export const lookingUp = ({ recognition }: Kind, reach: Reach): ((page: readonly JsonObject[]) => Promise<LookedUp[]>) => {
  const known = new Map<Lookup, Map<string, JsonObject>>();
  const look = async (lookup: Lookup, page: readonly LookedUp[]): Promise<LookedUp[]> => {
    const before = known.get(lookup) ?? new Map<string, JsonObject>();
    known.set(lookup, before);
    const path = parsePath(lookup.ids);
    const ids = [...new Set(page.flatMap(({ summary }) => valuesAt(summary, path)))].filter((id) => !before.has(id)).sort();
    const found = await ask(lookup, ids, reach);
    for (const [id, item] of found.byId) before.set(id, item);
    if (found.failure === undefined)
      return page.map(({ summary, refused }) => ({ summary: told(summary, lookup, { ...found, byId: before }), refused }));
    const refusal: Refused = { describe: { gives: [lookup.items] }, failure: found.failure };
    return page.map(({ summary, refused }) => ({ summary, refused: [...refused, refusal] }));
  };
  return async (page) => {
    let items: LookedUp[] = page.map((summary) => ({ summary, refused: [] }));
    for (const lookup of recognition?.lookups ?? []) items = await look(lookup, items);
    return items;
  };
};
