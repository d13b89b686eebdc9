import { canonical } from "../estate/canonical.ts";
import type { Json } from "../estate/json.ts";
import type { List } from "../kinds/kind.ts";
import type { Operation } from "../kinds/operation.ts";
import type { Answer, Call } from "./call.ts";
import type { KindPlan } from "./plan.ts";
import { toJsonObject } from "./to-json.ts";

const nameOf = ({ service, name }: Operation): string => `${service}:${name}`;

const listsOf = (list: List): List[] => (list.within ? [...listsOf(list.within.list), list] : [list]);

/** What several lists ask by one operation: what each asks for, where that is a list; which members of the answer they look at. */
type Together = { users: number; asks: Readonly<Record<string, Json>>; items: readonly string[] };

const united = (lists: readonly List[]): Record<string, Json> => {
  const members = new Map<string, Set<Json>>();
  for (const { input = {} } of lists)
    for (const [member, value] of Object.entries(input))
      if (Array.isArray(value)) members.set(member, new Set([...(members.get(member) ?? []), ...value]));
  return Object.fromEntries(
    [...members].map(([member, values]) => [member, [...values].toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))]),
  );
};

const sharedBy = (plans: readonly KindPlan[]): Map<string, Together> => {
  const byOperation = Map.groupBy(
    plans.flatMap(({ kind }) => listsOf(kind.list)),
    ({ operation }) => nameOf(operation),
  );
  return new Map(
    [...byOperation]
      .filter(([, lists]) => lists.length > 1)
      .map(([name, lists]) => [name, { users: lists.length, asks: united(lists), items: lists.flatMap(({ items }) => items ?? []) }]),
  );
};

/** What stands nowhere in an answer that several look at is none of its kind. */
const whole = (answer: Answer, items: readonly string[]): Answer => {
  if (!answer.ok) return answer;
  const empty = Object.fromEntries(items.map((member) => [member, []]));
  return { ok: true, document: { ...empty, ...answer.document } };
};

/**
 * Kinds that are listed by the same operation look at the same pages, each asked for once and kept until all have seen it. A page that
 * failed, or whose token went stale, is nobody's: who comes next asks again.
 */
export const sharingLists = (plans: readonly KindPlan[], call: Call): Call => {
  const shared = sharedBy(plans);
  const pages = new Map<string, Map<string, { answer: Promise<Answer>; left: number }>>();
  return async (operation, input, region) => {
    const together = shared.get(nameOf(operation));
    if (!together) return call(operation, input, region);
    const asked = { ...input, ...together.asks };
    const family = `${nameOf(operation)} ${region}`;
    const known = pages.get(family) ?? new Map<string, { answer: Promise<Answer>; left: number }>();
    pages.set(family, known);
    const key = canonical(toJsonObject(asked));
    const page = known.get(key) ?? { answer: call(operation, asked, region), left: together.users };
    known.set(key, page);
    page.left -= 1;
    if (page.left === 0) known.delete(key);
    const answer = await page.answer;
    if (!answer.ok) known.clear();
    return whole(answer, together.items);
  };
};
