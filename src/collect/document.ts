import type { Json, JsonObject } from "../estate/json.ts";
import { placesOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { parsePath, valueAt } from "../kinds/path-in.ts";

/** What a document of the API says of a field, as it says it. */
export const rawField = (kind: Kind, name: string, document: JsonObject): Json => {
  const field = kind.fields[name];
  const places = field?.shape === "leaf" && field.api !== undefined ? placesOf(field.api) : [];
  return places.map((place) => valueAt(document, parsePath(place))).find((value) => value !== undefined) ?? null;
};

/** What tells one resource of a kind from all others in its account and region; nothing if the document names none, unless it is the only one. */
export const keyOf = (kind: Kind, document: JsonObject): string | undefined => {
  if (kind.list.items === null) return "";
  const values = kind.identity.key.map((name) => rawField(kind, name, document));
  return values.every((value) => value === null) ? undefined : JSON.stringify(values);
};

export const textAt = (document: JsonObject, path: string | null): string | null => {
  const value = path === null ? undefined : valueAt(document, parsePath(path));
  return typeof value === "string" && value !== "" ? value : null;
};

/** In milliseconds; NaN if it does not say. */
export const createdAtOf = (kind: Kind, document: JsonObject): number => Date.parse(textAt(document, kind.identity.createdAt) ?? "");

/** Two clocks of AWS may round an instant differently. */
const rounding = 1000;

/** Whether two documents of one name are of the same thing, as far as they say when it was made: and not of one that was made anew since. */
export const isSame = (kind: Kind, one: JsonObject, other: JsonObject): boolean =>
  !(Math.abs(createdAtOf(kind, one) - createdAtOf(kind, other)) >= rounding);
