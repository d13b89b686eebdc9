import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Unknowns } from "../estate/unknown.ts";
import type { Kind } from "../kinds/kind.ts";
import { servicePrefix } from "../kinds/operation.ts";
import { readFields } from "../kinds/read-fields.ts";
import { unknownIn, type Description } from "./describe.ts";
import { rawField, textAt } from "./document.ts";
import type { Identity } from "./identity.ts";
import type { KindPlan } from "./plan.ts";

export type Place = Pick<Identity, "account" | "partition"> & { region: string };

/** `{a|b}` is the first of the two that is there. */
const filled = (kind: Kind, document: JsonObject): string =>
  kind.identity.template.replaceAll(/\{([^}]+)\}/g, (_, names: string) => {
    for (const name of names.split("|")) {
      const value = rawField(kind, name, document);
      if (typeof value === "string") return kind.identity.lowerCase?.includes(name) ? value.toLowerCase() : value;
    }
    return "";
  });

/** Buckets have neither region nor account in their ARNs, and IAM has no regions. */
const placeIn = (service: Kind["service"], { account, region }: Place): string => {
  if (service === "s3") return ":";
  return service === "iam" ? `:${account}` : `${region}:${account}`;
};

export type Arn = { arn: string; by: "aws" | "template" };
/** The ARN that AWS gives, or else the one that follows from its names, which may differ from it in case. */
export const arnOf = (kind: Kind, document: JsonObject, place: Place): Arn => {
  const given = textAt(document, kind.identity.arn);
  if (given !== null) return { arn: given, by: "aws" };
  const owner = textAt(document, kind.identity.owner ?? null) ?? place.account;
  return {
    arn: `arn:${place.partition}:${servicePrefix[kind.service]}:${placeIn(kind.service, { ...place, account: owner })}:${filled(kind, document)}`,
    by: "template",
  };
};

const instant = (text: string | null): string | null =>
  text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();

/** What the tags of a resource are, as far as they are known; nothing, where none of them is. */
export type Tags = { tags?: JsonObject; unknown: Unknowns };

export type Parts = { plan: KindPlan; place: Place; id: string; description: Description; arn: string; tags: Tags | undefined };

/** One resource of the estate, from what AWS said of it. */
export const toResource = ({ plan, place, id, description, arn, tags }: Parts): Resource => {
  const { kind } = plan;
  const { document } = description;
  const reading = readFields(kind.fields, "api", document, unknownIn(plan, description));
  return {
    id,
    kind: kind.name,
    name: textAt(document, kind.identity.name) ?? (kind.identity.name === null ? kind.identity.template : arn),
    arn,
    account: place.account,
    region: place.region,
    createdAt: instant(textAt(document, kind.identity.createdAt)),
    config: tags?.tags ? { ...reading.config, tags: tags.tags } : reading.config,
    unknown: { ...reading.unknown, ...tags?.unknown },
    defaulted: reading.defaulted,
  };
};
