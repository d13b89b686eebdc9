import type { Resource } from "../estate/estate.ts";
import { configValue, type Join, type JoinValue, joinValue, unknownAt } from "../estate/join.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Reach } from "../estate/relation.ts";
import type { Unknown } from "../estate/unknown.ts";
import type { Derived } from "./derived.ts";

/** `missing` only where all that could be it were seen. */
export type Lookup = { found: Resource } | { missing: true } | { unseen: Unknown };

/** What facts may ask: the resource itself, and others of its account and region. */
export type View = {
  resource: Resource;
  /** The one of this kind with these values. */
  one: (kind: string, on: Readonly<Record<string, Json>>, reach?: Reach) => Lookup;
  /** All of this kind, or those with these values, and why there may be more. */
  all: (kind: string, on?: Readonly<Record<string, Json>>) => { resources: readonly Resource[]; open: Unknown | undefined };
  /** Those with these values in all regions of its account, and why there may be more. */
  inAccount: (kind: string, on: Readonly<Record<string, Json>>) => { resources: readonly Resource[]; open: Unknown | undefined };
  /** What another of the estate may ask. */
  of: (other: Resource) => View;
};

export const viewOf = (resource: Resource, join: Join): View => ({
  resource,
  one: (kind, on, reach) => {
    const { matches, open } = join(resource, kind, on, reach);
    const [found] = matches;
    if (matches.length > 1)
      return { unseen: { reason: "unmatched", detail: `${matches.length} of ${kind} answer to ${JSON.stringify(on)}` } };
    if (found) return { found };
    // A reference whose value is unknown may lead to what was not looked for.
    const byToken = Object.values(on).some(isObject);
    if (byToken) return { unseen: open ?? { reason: "unmatched", detail: `the ${kind} that is meant is not in the estate` } };
    return open ? { unseen: open } : { missing: true };
  },
  all: (kind, on = {}) => {
    const { matches, open } = join(resource, kind, on);
    return { resources: matches, open };
  },
  inAccount: (kind, on) => {
    const { matches, open } = join(resource, kind, on, "account");
    return { resources: matches, open };
  },
  of: (other) => viewOf(other, join),
});

/** A value of a resource's config; what is in neither config nor unknown was not given. */
export const read = (resource: Resource, field: string): Derived => {
  const unknown = unknownAt(resource, [field]);
  if (unknown) return { unknown };
  const value = configValue(resource, field);
  return value === undefined ? { unknown: { reason: "not-given", detail: `${field} is not in the estate` } } : { value };
};

/** Why a part of a list is not known in every element: that more may follow, that an element is hidden, or that part of it. */
export const hiddenPart = ({ unknown }: Resource, list: string, part: string): Unknown | undefined => {
  const at = new RegExp(`^/${list}/(?:-|\\d+(?:/${part})?)$`);
  return Object.entries(unknown).find(([pointer]) => at.test(pointer))?.[1];
};

const asText = (value: Json, name: string): Derived<string | null> =>
  value === null || typeof value === "string" ? { value } : { unknown: { reason: "malformed", detail: `${name} is no text` } };

/** A text, or null where there is none. */
export const readText = (resource: Resource, field: string): Derived<string | null> => {
  const found = read(resource, field);
  return "unknown" in found ? found : asText(found.value, field);
};

/** What to look others up by: a value, or the token of an unknown one. */
export const readKey = (resource: Resource, name: string): JoinValue => joinValue(resource, [name], configValue(resource, name));

/** Blanks are no project and no person. */
const unlessBlank = (value: Json): Json => (typeof value === "string" && value.trim() === "" ? "" : value);

/** A tag: null is a known absence, which takes a complete set of tags. */
export const readTag = (resource: Resource, key: string): Derived<string | null> => {
  const hidden = unknownAt(resource, ["tags", key]);
  if (hidden) return { unknown: hidden };
  const tags = read(resource, "tags");
  if ("unknown" in tags) return tags;
  if (isObject(tags.value) && Object.hasOwn(tags.value, key)) return asText(unlessBlank(tags.value[key] ?? null), `tags.${key}`);
  const more = unknownAt(resource, ["tags", "-"]);
  return more ? { unknown: more } : { value: null };
};
