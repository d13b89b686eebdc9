import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Kind, TagSource } from "../kinds/kind.ts";
import type { Call } from "./call.ts";
import type { Description } from "./describe.ts";
import { unknownOf, type Failure } from "./failure.ts";
import type { Arn, Tags } from "./normalise.ts";

export type Tagged = { tags: Tags | undefined; failure?: Failure };

const addTo = (tags: JsonObject, list: Json | undefined): void => {
  for (const tag of Array.isArray(list) ? list : []) {
    if (isObject(tag) && typeof tag["Key"] === "string") tags[tag["Key"]] = tag["Value"] ?? "";
  }
};

// People choose the keys, so that one may be called __proto__.
const noTags = (): JsonObject => ({ __proto__: null });

/** Some tags came, the rest did not: those are known, and there may be more. */
const broken = (tags: JsonObject, failure: Failure): Tagged => {
  const unknown = unknownOf(failure);
  if (Object.keys(tags).length === 0) return { tags: { unknown: { "/tags": unknown } }, failure };
  return { tags: { tags, unknown: { "/tags/-": unknown } }, failure };
};

type ByOperation = TagSource & { from: "operation" };
type Asked = { source: ByOperation; arn: Arn; region: string; call: Call };

const ask = async ({ source, arn, region, call }: Asked): Promise<Tagged | "gone"> => {
  const tags = noTags();
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const answer = await call(source.operation, { [source.input]: arn.arn, ...(token === undefined ? {} : { NextToken: token }) }, region);
    if (!answer.ok) {
      // Of an ARN that we put together ourselves, "not found" may only mean that it is spelt otherwise.
      if (answer.failure.type === "gone" && arn.by === "aws") return "gone";
      return broken(tags, answer.failure);
    }
    addTo(tags, answer.document[source.items]);
    const next = answer.document["NextToken"];
    if (typeof next !== "string" || next === "") return { tags: { tags, unknown: {} } };
    if (seen.has(next)) return broken(tags, { type: "error", detail: `${source.operation.name}: the same page token came twice` });
    seen.add(next);
    token = next;
  }
};

const inDescription = (member: string, { document, refused }: Description): Tagged => {
  const [refusal] = document[member] === undefined ? refused : [];
  if (refusal) return { tags: { unknown: { "/tags": unknownOf(refusal.failure) } } };
  const tags = noTags();
  addTo(tags, document[member]);
  return { tags: { tags, unknown: {} } };
};

type Tagging = { kind: Kind; description: Description; arn: Arn; region: string; call: Call };

/** The tags of one resource, from where its kind keeps them. */
export const readTags = async ({ kind, description, arn, region, call }: Tagging): Promise<Tagged | "gone"> => {
  const source = kind.tags;
  if (source.from === "nowhere") return { tags: undefined };
  return source.from === "description" ? inDescription(source.member, description) : ask({ source, arn, region, call });
};
