import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import { describeAll, type Description, asIndexed, asListed } from "./describe.ts";
import { isSame, textAt } from "./document.ts";
import { lasting, type Kept } from "./lasting.ts";
import { arnOf, toResource, type Arn, type Place } from "./normalise.ts";
import type { Reach } from "./pages.ts";
import type { KindPlan } from "./plan.ts";
import type { Item } from "./source.ts";
import { readTags } from "./tags.ts";
import type { Visit } from "./tally.ts";

export type Read = { resource: Resource; visits: { describe: Visit; tags: Visit } };
export type ReadOptions = {
  plan: KindPlan;
  place: Place;
  reach: Reach;
  kept?: Kept | undefined;
  /** Of a kind of which not all are the estate's, whether something that is refers to the one of this name. */
  isMeant?: ((name: string) => Promise<boolean>) | undefined;
};

/** How descriptions are come by: those of what does not change may be kept from an earlier scan. Tags never are. */
const describing = ({ summary }: Item, { plan: { kind }, place, reach, kept }: ReadOptions): Reach =>
  kept ? { ...reach, call: lasting({ kind, summary, place, call: reach.call, kept }) } : reach;

/** Of an ARN that we put together, "no tags" may mean that it is spelt otherwise: its description says how AWS writes it. */
const surelySpelt = async (arn: Arn, item: Item, options: ReadOptions): Promise<Arn> => {
  const { summary, bulk } = item;
  const { kind, tags } = options.plan;
  if (arn.by === "aws" || tags !== "bulk" || (await bulk?.(arn.arn)) !== undefined) return arn;
  const description = await describeAll({ kind, describes: kind.describe }, { summary }, describing(item, options));
  return description === "gone" ? arn : arnOf(kind, description.document, options.place);
};

/** Whether it belongs to the estate, where not all do. Who looks at one by itself has said so. */
const isOurs = async ({ summary, bulk }: Item, { plan: { kind, tagKeys }, place, isMeant }: ReadOptions): Promise<boolean> => {
  const name = textAt(summary, kind.identity.name) ?? "";
  if (!kind.ours || !bulk || kind.ours.names.test(name)) return true;
  const tags = await bulk(arnOf(kind, summary, place).arn);
  const { tagKeys: own } = kind.ours;
  // Where tags cannot be had by the hundred, nobody knows whose it is.
  const isTagged = tags ? [...own, ...tagKeys].some((key) => Object.hasOwn(tags, key)) : bulk.broke();
  return isTagged || (isMeant?.(name) ?? false);
};

/** Of what would tell its tags by a description of its own, with the tags that were seen together with others: then nobody asks for them. */
const withTags = async ({ summary, bulk }: Item, { plan: { kind, tags }, place }: ReadOptions): Promise<JsonObject> => {
  if (kind.tags.from !== "description" || tags === "unwanted") return summary;
  const seen = await bulk?.(arnOf(kind, summary, place).arn);
  return seen ? { ...summary, [kind.tags.member]: seen } : summary;
};

const describe = async (item: Item, options: ReadOptions): Promise<Description | "gone"> => {
  const { plan } = options;
  const { document, refused = [] } = item;
  if (!(await isOurs(item, options))) return asListed(plan, item.summary);
  const summary = await withTags(item, options);
  if (document) return asIndexed(plan, { document: { ...summary, ...document }, refused: [] });
  const description = await describeAll(plan, { summary, refused }, describing(item, options));
  const bySearch = plan.documents === "search" || plan.documents === "trusted-search";
  return bySearch && description !== "gone" ? asIndexed(plan, description) : description;
};

/** All that AWS tells of one resource, from its summary on. */
export const readOne = async (item: Item, options: ReadOptions): Promise<Read | "gone"> => {
  const { plan, place, reach } = options;
  // A summary is always there, so that the id is the same whether or not the description was refused.
  const id = arnOf(plan.kind, item.summary, place).arn;
  // Tags in bulk come between list and description: if those two are of the same thing, so are the tags.
  if (!item.document) await item.bulk?.(id);
  const description = await describe(item, options);
  if (description === "gone") return "gone";
  const arn = await surelySpelt(arnOf(plan.kind, description.document, place), item, options);
  const bulk = isSame(plan.kind, item.summary, description.document) ? item.bulk : undefined;
  const tagged = await readTags({ plan, description, isIndexed: item.document !== undefined, arn, bulk, reach });
  if (tagged === "gone") return "gone";
  return {
    resource: toResource({ plan, place, id, description, arn: arn.arn, tags: tagged.tags }),
    visits: {
      describe: {
        // What was looked up for many at once is the list's.
        failures: description.refused.slice(item.refused?.length ?? 0).map(({ failure }) => failure),
        came: description.refused.length - (item.refused?.length ?? 0) < plan.describes.length,
      },
      tags: { failures: tagged.failure ? [tagged.failure] : [], came: !tagged.failure },
    },
  };
};
