import type { Json, JsonObject } from "../estate/json.ts";
import { keyBy } from "./around.ts";
import {
  elements,
  type ElementList,
  type Field,
  type Fields,
  type Leaf,
  type LeafList,
  placesOf,
  type SourceSpelling,
  type Spelling,
  text,
} from "./field.ts";
import type { Kind } from "./kind.ts";
import { parsePath, valueAt } from "./path-in.ts";

/** A place in a source's document, and the keys that what lies there names; undefined: it cannot be read. */
type Place = { path: string; keysIn: (value: Json) => JsonObject[] | undefined };

const isKey = (name: string): boolean => /kmsKeyIds?$/i.test(name);

const keyNamed = (name: string, keys: Json): JsonObject[] =>
  (Array.isArray(keys) ? keys : [keys]).flatMap((key) => (typeof key === "string" && key !== "" ? [{ Of: name, Key: key }] : []));

const read = (spelling: Spelling, value: Json): Json | undefined =>
  typeof spelling === "object" && "path" in spelling ? spelling.as(value) : value;

const ofLeaf = (name: string, spelling: Spelling): Place[] =>
  placesOf(spelling).map((path, nth) => ({
    path,
    keysIn: (value) => {
      const key = read(spelling, value);
      return key === undefined ? undefined : keyNamed(nth === 0 ? name : `${name} (${path})`, key);
    },
  }));

const firstIn = (item: Json, field: Leaf | LeafList | undefined, source: SourceSpelling): Json | undefined => {
  const spelling = field?.[source];
  if (spelling === undefined) return null;
  const said = placesOf(spelling).map((path) => valueAt(item, parsePath(path)) ?? null);
  const value = said.find((one) => one !== null && one !== "");
  return value === undefined ? null : read(spelling, value);
};

/** The keys of all elements of a list, each by the name of its element. */
const keysOfElements = (list: string, field: ElementList, source: SourceSpelling, items: readonly Json[]): JsonObject[] | undefined => {
  const named = Object.keys(field.fields).filter(isKey);
  const found = items.flatMap((item) =>
    named.map((name) => {
      const key = firstIn(item, field.fields[name], source);
      const of = firstIn(item, field.fields[field.key], source);
      return key === undefined ? undefined : keyNamed(`${list}[${typeof of === "string" ? of : ""}].${name}`, key);
    }),
  );
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
};

const ofElements = (list: string, field: ElementList, source: SourceSpelling): Place[] =>
  (field[source] ?? []).map((path, nth) => ({
    path,
    keysIn: (value) => {
      const items = field.as ? field.as(value, nth, source) : [value].flat();
      return items && keysOfElements(list, field, source, items);
    },
  }));

const placesFor = (fields: Fields, source: SourceSpelling): Place[] =>
  Object.entries(fields).flatMap(([name, field]: [string, Field]) => {
    if (field.shape === "elements") return Object.keys(field.fields).some(isKey) ? ofElements(name, field, source) : [];
    const spelling = field.shape === "tags" || !isKey(name) ? undefined : field[source];
    return spelling === undefined ? [] : ofLeaf(name, spelling);
  });

const keyList = (fields: Fields): ElementList => {
  const places = {
    api: placesFor(fields, "api"),
    terraform: placesFor(fields, "terraform"),
    cloudformation: placesFor(fields, "cloudformation"),
  };
  const pathsIn = (source: SourceSpelling): string[] => places[source].map(({ path }) => path);
  const at = (member: string) => ({ api: member, terraform: member, cloudformation: member, change: "recreate" }) as const;
  return elements({
    key: "name",
    api: pathsIn("api"),
    ...(places.terraform.length > 0 && { terraform: pathsIn("terraform") }),
    ...(places.cloudformation.length > 0 && { cloudformation: pathsIn("cloudformation") }),
    as: (value, nth, source) => places[source][nth]?.keysIn(value),
    fields: {
      // The field that names it.
      name: text({ ...at("Of"), samples: ["outputKmsKeyId", "volumeKmsKeyId"] }),
      kmsKeyId: text({ ...at("Key"), samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"] }),
    },
  });
};

/**
 * A kind of which several things are encrypted, each with a key of its own, with a list of all these keys: what is asked of every key is
 * asked of each, however many a kind has and wherever it names them.
 */
export const withKeys = (kind: Kind): Kind => ({
  ...kind,
  fields: { ...kind.fields, keys: keyList(kind.fields) },
  relations: { ...kind.relations, "keys[*].kmsKey": keyBy("kmsKeyId") },
});
