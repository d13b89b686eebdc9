import type { Resource } from "../estate/estate.ts";
import type { Json, JsonObject } from "../estate/json.ts";
import type { Unknowns } from "../estate/unknown.ts";
import { placesOf } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { parsePath, readFields, valueAt } from "../kinds/read-fields.ts";
import { unknownIn, type Description } from "./describe.ts";
import type { Identity } from "./identity.ts";

export type Place = Pick<Identity, "account" | "partition"> & { region: string };

/** What a document of the API says of a field, as it says it. */
const rawField = (kind: Kind, name: string, document: JsonObject): Json => {
  const field = kind.fields[name];
  const places = field?.shape === "leaf" && field.api !== undefined ? placesOf(field.api) : [];
  return places.map((place) => valueAt(document, parsePath(place))).find((value) => value !== undefined) ?? null;
};

/** What tells one resource of a kind from all others in its account and region; nothing if the document names none. */
export const keyOf = (kind: Kind, document: JsonObject): string | undefined => {
  const values = kind.identity.key.map((name) => rawField(kind, name, document));
  return values.every((value) => value === null) ? undefined : JSON.stringify(values);
};

const arnServices = { sagemaker: "sagemaker", emr: "elasticmapreduce" } as const;

/** `{a|b}` is the first of the two that is there. */
const filled = (kind: Kind, document: JsonObject): string =>
  kind.identity.template.replaceAll(/\{([^}]+)\}/g, (_, names: string) => {
    for (const name of names.split("|")) {
      const value = rawField(kind, name, document);
      if (typeof value === "string") return kind.identity.lowerCase?.includes(name) ? value.toLowerCase() : value;
    }
    return "";
  });

const textAt = (document: JsonObject, path: string | null): string | null => {
  const value = path === null ? undefined : valueAt(document, parsePath(path));
  return typeof value === "string" && value !== "" ? value : null;
};

export type Arn = { arn: string; by: "aws" | "template" };
/** The ARN that AWS gives, or else the one that follows from its names, which may differ from it in case. */
export const arnOf = (kind: Kind, document: JsonObject, place: Place): Arn => {
  const given = textAt(document, kind.identity.arn);
  if (given !== null) return { arn: given, by: "aws" };
  return {
    arn: `arn:${place.partition}:${arnServices[kind.service]}:${place.region}:${place.account}:${filled(kind, document)}`,
    by: "template",
  };
};

const instant = (text: string | null): string | null =>
  text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();

/** What the tags of a resource are, as far as they are known; nothing, where none of them is. */
export type Tags = { tags?: JsonObject; unknown: Unknowns };

export type Parts = { kind: Kind; place: Place; id: string; description: Description; arn: string; tags: Tags | undefined };

/** One resource of the estate, from what AWS said of it. */
export const toResource = ({ kind, place, id, description, arn, tags }: Parts): Resource => {
  const { document } = description;
  const reading = readFields(kind.fields, "api", document, unknownIn(kind, description));
  return {
    id,
    kind: kind.name,
    name: textAt(document, kind.identity.name) ?? arn,
    arn,
    account: place.account,
    region: place.region,
    createdAt: instant(textAt(document, kind.identity.createdAt)),
    config: tags?.tags ? { ...reading.config, tags: tags.tags } : reading.config,
    unknown: { ...reading.unknown, ...tags?.unknown },
    defaulted: reading.defaulted,
  };
};
