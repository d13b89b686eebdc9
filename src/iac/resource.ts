import { toPointer } from "../estate/pointer.ts";
import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { type Field, placesOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";

/** The name of the field that AWS calls the resource's name. */
export const nameField = (kind: Kind): string | undefined => {
  const isName = (field: Field): boolean =>
    field.shape === "leaf" && field.api !== undefined && placesOf(field.api).some((place) => place === kind.identity.name);
  return Object.entries(kind.fields).find(([, field]) => isName(field))?.[0];
};

/** What a resource is called, where its code says so. */
export const nameIn = (kind: Kind, config: JsonObject): string | undefined => {
  const field = nameField(kind);
  const name = field === undefined ? undefined : config[field];
  return typeof name === "string" && name !== "" ? name : undefined;
};

/** Tags as a source gives them: those known, those hidden by key, and whether more may exist. */
export type Tags = { known: ReadonlyMap<string, string>; hidden: ReadonlyMap<string, Unknown>; open: Unknown | undefined };

/** Own keys even for names such as `__proto__`, which people may give to a tag. */
const tagMap = (known: ReadonlyMap<string, string>): JsonObject => Object.fromEntries([...known].toSorted(([a], [b]) => (a < b ? -1 : 1)));

export const addTags = (resource: Resource, tags: Tags): void => {
  resource.config["tags"] = tagMap(tags.known);
  for (const [key, hidden] of tags.hidden) resource.unknown[toPointer(["tags", key])] = hidden;
  if (tags.open) resource.unknown["/tags/-"] = tags.open;
};

/** A type may hold more than the kind: what nothing speaks for is left out, and so is what too little speaks for, which is counted. */
export const recognised = (found: readonly Resource[], kinds: readonly Kind[]): { resources: Resource[]; unsure: Resource[] } => {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const sorted = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const said = Map.groupBy(sorted, (resource) => byName.get(resource.kind)?.recognition?.of(resource).is ?? "one");
  return { resources: said.get("one") ?? [], unsure: said.get("unsure") ?? [] };
};
