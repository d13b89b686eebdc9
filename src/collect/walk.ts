import type { JsonObject } from "../estate/json.ts";
import type { History, Kind } from "../kinds/kind.ts";
import { createdAtOf, rawField } from "./document.ts";
import type { Failure } from "./failure.ts";
import { listPages, type Pages, type Reach } from "./pages.ts";

/** Summaries of one page. `old`: older than what was asked for, and here because they run or bill. `more`: perhaps there are others. */
export type Listed = { items: readonly JsonObject[]; old: boolean; more: boolean };
export type Walk = AsyncGenerator<Listed, Failure | undefined>;

type Filter = Record<string, unknown>;

/** What finds all that runs or bills, a list for each. */
export const filtersOf = ({ always }: History): Filter[] =>
  always.flatMap(({ member, values, together }): Filter[] =>
    together ? [{ [member]: values }] : values.map((value) => ({ [member]: value })),
  );

const isLiving = (kind: Kind, { always }: History, summary: JsonObject): boolean =>
  always.some(({ field, values }) => values.some((value) => value === rawField(kind, field, summary)));

async function* whole(pages: Pages, old: boolean): Walk {
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    yield { ...next.value, old };
  }
}

/** Of a list after which another comes. */
async function* more(walk: Walk): Walk {
  for (;;) {
    const next = await walk.next();
    if (next.done) return next.value;
    yield { ...next.value, more: true };
  }
}

/** A list that can leave out what is older by itself: what is newer, and then what lives. */
async function* after(kind: Kind, history: History, bound: Filter, reach: Reach): Walk {
  const failures = [yield* more(whole(listPages(kind.list, bound, reach), false))];
  for (const filter of filtersOf(history)) failures.push(yield* more(whole(listPages(kind.list, filter, reach), true)));
  return failures.find((failure) => failure !== undefined);
}

/**
 * What lives, by the list's own filters. AWS may slice first and filter afterwards, so that every filter costs as much as the
 * whole list: a short page with a token shows it, and then `sliced` is what they end with.
 */
async function* living(kind: Kind, history: History, reach: Reach): AsyncGenerator<Listed, Failure | "sliced" | undefined> {
  const size = kind.list.pageSize?.maximum ?? 0;
  for (const filter of filtersOf(history)) {
    const pages = listPages(kind.list, filter, reach);
    for (let next = await pages.next(); ; next = await pages.next()) {
      if (next.done && next.value) return next.value;
      if (next.done) break;
      yield { items: next.value.items, old: true, more: true };
      if (next.value.more && next.value.items.length < size) return "sliced";
    }
  }
  return undefined;
}

/** The newest first, and left as soon as a page holds only what is older; then what lives among the older. */
async function* newest(kind: Kind, history: History, since: number, reach: Reach): Walk {
  const pages = listPages(kind.list, {}, reach);
  const oldLiving = (items: readonly JsonObject[]): Listed => ({
    items: items.filter((one) => isLiving(kind, history, one)),
    old: true,
    more: true,
  });
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    const { items } = next.value;
    const byAge = Map.groupBy(items, (one) => createdAtOf(kind, one) < since);
    const young = byAge.get(false) ?? [];
    const older = byAge.get(true) ?? [];
    yield { items: young, old: false, more: next.value.more || older.length > 0 };
    if (older.length > 0) yield oldLiving(older);
    if (items.length > 0 && young.length === 0) break;
  }
  const ended = yield* living(kind, history, reach);
  if (ended !== "sliced") return ended;
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value;
    yield oldLiving(next.value.items);
  }
}

/** The summaries of a kind: all, or of job history those since an instant and all that run or bill. */
export const walk = (kind: Kind, since: string | undefined, reach: Reach): Walk => {
  const { history } = kind;
  if (!history || since === undefined) return whole(listPages(kind.list, {}, reach), false);
  if (history.after !== null) return after(kind, history, { [history.after]: new Date(since) }, reach);
  return newest(kind, history, Date.parse(since), reach);
};
