import type { JsonObject } from "../estate/json.ts";
import type { Kind, TagSource } from "../kinds/kind.ts";
import { addTags, type Bulk, noTags } from "./bulk-tags.ts";
import { mayGive, type Description } from "./describe.ts";
import { unknownOf, type Failure } from "./failure.ts";
import type { Arn, Tags } from "./normalise.ts";
import type { Reach } from "./pages.ts";
import type { KindPlan } from "./plan.ts";

export type Tagged = { tags: Tags | undefined; failure?: Failure };

/** Some tags came, the rest did not: those are known, and there may be more. */
const broken = (tags: JsonObject, failure: Failure): Tagged => {
  const unknown = unknownOf(failure);
  if (Object.keys(tags).length === 0) return { tags: { unknown: { "/tags": unknown } }, failure };
  return { tags: { tags, unknown: { "/tags/-": unknown } }, failure };
};

type ByOperation = TagSource & { from: "operation" };
type Asked = { source: ByOperation; arn: Arn; reach: Reach; seen: JsonObject };

/** Asks for the tags of one ARN. `seen`: those that were seen in bulk, for want of better ones. */
const ask = async ({ source, arn, reach: { region, call }, seen: inBulk }: Asked): Promise<Tagged | "gone"> => {
  const tags = noTags();
  const tokens = new Set<string>();
  for (let token: string | undefined; ;) {
    const answer = await call(source.operation, { [source.input]: arn.arn, ...(token === undefined ? {} : { NextToken: token }) }, region);
    if (!answer.ok) {
      // Of an ARN that we put together ourselves, "not found" may only mean that it is spelt otherwise.
      if (answer.failure.type === "gone" && arn.by === "aws") return "gone";
      return broken(token === undefined ? inBulk : tags, answer.failure);
    }
    addTags(tags, answer.document[source.items]);
    const next = answer.document["NextToken"];
    if (typeof next !== "string" || next === "") return { tags: { tags, unknown: {} } };
    if (tokens.has(next)) return broken(tags, { type: "error", detail: `${source.operation.name}: the same page token came twice` });
    tokens.add(next);
    token = next;
  }
};

const inDescription = (kind: Kind, member: string, { document, refused, why }: Description): Tagged => {
  if (why) return { tags: { unknown: { "/tags": why } } };
  const [refusal] = document[member] === undefined ? refused.filter((one) => mayGive(kind, one, member)) : [];
  if (refusal) return { tags: { unknown: { "/tags": unknownOf(refusal.failure) } } };
  return { tags: { tags: addTags(noTags(), document[member]), unknown: {} } };
};

const unwanted: Tagged = { tags: { unknown: { "/tags": { reason: "not-collected", detail: "no rule that was chosen reads tags" } } } };

export type Tagging = { plan: KindPlan; description: Description; isIndexed: boolean; arn: Arn; bulk: Bulk | undefined; reach: Reach };

/** What the index shows is so; that something is not among it is only believed when nobody looks for it. */
export const suffices = (tagKeys: ReadonlySet<string>, tags: JsonObject): boolean =>
  Object.keys(tags).length > 0 && [...tagKeys].every((key) => Object.hasOwn(tags, key));

/** The tags of one resource, from where its kind keeps them. */
export const readTags = async ({ plan, description, isIndexed, arn, bulk, reach }: Tagging): Promise<Tagged | "gone"> => {
  const source = plan.kind.tags;
  if (source.from === "nowhere") return { tags: undefined };
  if (plan.tags === "unwanted") return unwanted;
  if (source.from === "description") return inDescription(plan.kind, source.member, description);
  const indexed = isIndexed ? addTags(noTags(), description.document["Tags"]) : noTags();
  if (suffices(plan.tagKeys, indexed) || (isIndexed && plan.documents === "trusted-search"))
    return { tags: { tags: indexed, unknown: {} } };
  // What the tagging API shows, it shows with all its tags. Of what it does not show, it says nothing.
  const together = await bulk?.(arn.arn);
  if (together) return { tags: { tags: together, unknown: {} } };
  return ask({ source, arn, reach, seen: indexed });
};
