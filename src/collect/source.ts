import type { JsonObject } from "../estate/json.ts";
import { type Bulk, noTags, addTags } from "./bulk-tags.ts";
import type { Call } from "./call.ts";
import type { Failure } from "./failure.ts";
import type { Refused } from "./describe.ts";
import { lookingUp } from "./look-up.ts";
import { arnOf, type Place } from "./normalise.ts";
import type { KindPlan } from "./plan.ts";
import { createIndexed } from "./reconcile.ts";
import { searchRecords } from "./search.ts";
import type { Seat } from "./tag-desk.ts";
import { suffices } from "./tags.ts";
import { walk } from "./walk.ts";

/** One that is there. `document`: what the index holds of it. `bulk`: tags that are asked for together. `refused`: what could not be looked up for it. */
export type Item = { summary: JsonObject; document?: JsonObject; bulk?: Bulk; refused?: readonly Refused[] };
export type Items = AsyncGenerator<Item, Failure | undefined>;

export type SourceOptions = { plan: KindPlan; place: Place; call: Call; since: string | undefined; seat: Seat };

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

/** Whether its tags are to be had elsewhere: nobody knows them yet, or the index lacks a key that matters. Who has none there is asked for. */
const isOpen = ({ tagKeys }: KindPlan, { document }: Item): boolean => {
  if (!document) return true;
  const tags = addTags(noTags(), document["Tags"]);
  return Object.keys(tags).length > 0 && !suffices(tagKeys, tags);
};

async function* fromList({ plan, place, call, since, seat }: SourceOptions): Items {
  const { kind, documents } = plan;
  const reach = { region: place.region, call };
  const index =
    documents === "search" && kind.search
      ? createIndexed(kind, searchRecords({ kind, search: kind.search, since, alone: false, reach }))
      : undefined;
  const pages = walk(kind, since, reach);
  const lookUp = lookingUp(kind, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    const { items, old, more } = next.value;
    const page: Item[] = [];
    for (const { summary, refused } of await lookUp(items)) {
      const document = old ? undefined : await index?.find(summary);
      page.push({ summary, refused, ...(document && { document }) });
    }
    const open = page.filter((item) => isOpen(plan, item)).map(({ summary }) => arnOf(kind, summary, place).arn);
    const bulk = seat.ask(open, !more);
    for (const item of page) yield bulk ? { ...item, bulk } : item;
  }
}

/** What there is of a kind in a region, one after the other, and what bounds it: words for the cell. */
export const openSource = (options: SourceOptions): { items: Items; bounds: () => string[] } => {
  const { plan, since, seat } = options;
  let alone = false;
  async function* items(): Items {
    try {
      if (plan.documents === "trusted-search") {
        seat.leave();
        alone = yield* fromIndexAlone(options);
        if (alone) return undefined;
      }
      return yield* fromList(options);
    } finally {
      seat.leave();
    }
  }
  return {
    items: items(),
    bounds: () => [
      ...(plan.kind.history && since !== undefined ? [`created since ${since}, and whatever runs or bills`] : []),
      ...(alone ? ["as Search has it, not checked against the list"] : []),
    ],
  };
};
