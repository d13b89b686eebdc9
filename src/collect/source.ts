import type { JsonObject } from "../estate/json.ts";
import { createBulkTags, type Bulk } from "./bulk-tags.ts";
import type { Call } from "./call.ts";
import type { Failure } from "./failure.ts";
import type { Refused } from "./describe.ts";
import { lookingUp } from "./look-up.ts";
import { arnOf, type Place } from "./normalise.ts";
import type { KindPlan } from "./plan.ts";
import { createIndexed } from "./reconcile.ts";
import { searchRecords } from "./search.ts";
import { walk } from "./walk.ts";

/** One that is there. `document`: what the index holds of it. `bulk`: the tags of its page. `refused`: what could not be looked up for it. */
export type Item = { summary: JsonObject; document?: JsonObject; bulk?: Bulk; refused?: readonly Refused[] };
export type Items = AsyncGenerator<Item, Failure | undefined>;

export type SourceOptions = { plan: KindPlan; place: Place; call: Call; since: string | undefined };

/** What the index alone has; whether it has told all of it. */
async function* fromIndexAlone({ plan: { kind }, place, call, since }: SourceOptions): AsyncGenerator<Item, boolean> {
  if (!kind.search) return false;
  const records = searchRecords({ kind, search: kind.search, since, alone: true, reach: { region: place.region, call } });
  for (;;) {
    const next = await records.next();
    if (next.done) return next.value === undefined;
    yield { summary: next.value, document: next.value };
  }
}

async function* fromList({ plan, place, call, since }: SourceOptions): Items {
  const { kind, documents, tags } = plan;
  const reach = { region: place.region, call };
  const index =
    documents === "search" && kind.search
      ? createIndexed(kind, searchRecords({ kind, search: kind.search, since, alone: false, reach }))
      : undefined;
  const tagsOf = createBulkTags(reach);
  const hasBulk = kind.taggingType !== null && kind.tags.from === "operation" && (tags === "bulk" || tags === "document");
  // To know by their tags which are of the estate.
  const sorts = kind.ours !== undefined && documents === "describe";
  const pages = walk(kind, since, reach);
  const lookUp = lookingUp(kind, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    const { items, old } = next.value;
    const bulk = hasBulk || sorts ? tagsOf(items.map((summary) => arnOf(kind, summary, place).arn)) : undefined;
    for (const { summary, refused } of await lookUp(items)) {
      const document = old ? undefined : await index?.find(summary);
      // Few differ from the index, and those are asked for one by one; without it, all are.
      const inBulk = bulk && !index?.isOpen() ? { bulk } : {};
      yield { summary, refused, ...(document && { document }), ...inBulk };
    }
  }
}

/** What there is of a kind in a region, one after the other, and what bounds it: words for the cell. */
export const openSource = (options: SourceOptions): { items: Items; bounds: () => string[] } => {
  const { plan, since } = options;
  let alone = false;
  async function* items(): Items {
    if (plan.documents === "trusted-search") {
      alone = yield* fromIndexAlone(options);
      if (alone) return undefined;
    }
    return yield* fromList(options);
  }
  return {
    items: items(),
    bounds: () => [
      ...(plan.kind.history && since !== undefined ? [`created since ${since}, and whatever runs or bills`] : []),
      ...(alone ? ["as Search has it, not checked against the list"] : []),
    ],
  };
};
