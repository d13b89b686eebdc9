import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { List } from "../kinds/kind.ts";
import { parsePath } from "../kinds/path-in.ts";
import type { Answer, Call } from "./call.ts";
import type { Failure } from "./failure.ts";
import { createSeen } from "./seen.ts";

/** What is asked page by page: a List, a filtered List, a Search. */
export type Paged = Pick<List, "operation" | "items" | "token"> & { input: Readonly<Record<string, unknown>> };
export type Page = { items: readonly JsonObject[]; more: boolean };
export type Pages = AsyncGenerator<Page, Failure | undefined>;
export type Reach = { region: string; call: Call };

/** A list whose token went stale is begun again; those seen twice are known by their key. */
const restarts = 2;

const plainOf = (group: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(group).filter(([, value]) => typeof value !== "object" || value === null));

/** What lies in an answer's list, or in the lists of its groups; undefined where there is no list. */
export const itemsIn = (document: JsonObject, items: string | null): JsonObject[] | undefined => {
  // An answer that says nothing: there is none.
  if (items === null) return Object.keys(document).length > 0 ? [document] : [];
  const [list = "", , inner] = parsePath(items).map(String);
  const found: Json | undefined = document[list];
  if (!Array.isArray(found)) return undefined;
  const objects = found.filter(isObject);
  if (inner === undefined) return objects;
  return objects.flatMap((group) => {
    const within = group[inner];
    return Array.isArray(within) ? within.filter(isObject).map((item) => ({ ...plainOf(group), ...item })) : [];
  });
};

/**
 * Page after page, and at the end why it broke off, if it did. The next page is on its way while this one is worked on. An empty
 * page proves nothing: only a missing token ends a list. A token that comes twice leads in a circle.
 */
export async function* pagesOf({ operation, items, token, input }: Paged, { region, call }: Reach): Pages {
  const ask = (at?: string): Promise<Answer> =>
    call(operation, { ...input, ...(at === undefined || token === null ? {} : { [token.input]: at }) }, region);
  const seen = createSeen();
  let asked = ask();
  for (let begun = 1; ;) {
    const answer = await asked;
    if (!answer.ok && answer.failure.type === "invalid-token" && begun <= restarts) {
      begun += 1;
      seen.clear();
      asked = ask();
      continue;
    }
    if (!answer.ok) return answer.failure;
    const found = itemsIn(answer.document, items);
    if (!found) return { type: "error", detail: `${operation.name}: the answer holds no ${items}` };
    const next = token === null ? undefined : answer.document[token.output];
    const more = typeof next === "string" && next !== "";
    const inCircle = more && !seen.add(next);
    if (more && !inCircle) asked = ask(next);
    yield { items: found, more };
    if (!more) return undefined;
    if (inCircle) return { type: "error", detail: `${operation.name}: the same page token came twice` };
  }
}

type More = Readonly<Record<string, unknown>>;

/** Asked in any case, before all that lies within it. */
export const outermost = (list: List): List => (list.within ? outermost(list.within.list) : list);

const pagesOfList = (list: List, more: More, reach: Reach): Pages => {
  const size = list.pageSize ? { [list.pageSize.member]: list.pageSize.maximum } : {};
  const here = list.region === undefined ? {} : { [list.region]: reach.region };
  return pagesOf({ ...list, input: { ...list.input, ...size, ...here, ...list.newestFirst, ...more } }, reach);
};

/** The pages of one parent, whose items are told whose they are. A parent that is gone by now has none. */
async function* pagesOfParent(list: List, told: JsonObject, more: More, reach: Reach): Pages {
  const pages = pagesOfList(list, { ...more, ...told }, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done) return next.value?.type === "gone" ? undefined : next.value;
    yield { ...next.value, items: next.value.items.map((item) => ({ ...told, ...item })) };
  }
}

/** Parent after parent; what broke off of one does not keep the others back. */
async function* pagesWithin(list: List, within: NonNullable<List["within"]>, more: More, reach: Reach): Pages {
  const parents = pagesOfList(within.list, {}, reach);
  let failure: Failure | undefined;
  for (;;) {
    const next = await parents.next();
    if (next.done) return failure ?? next.value;
    for (const parent of next.value.items) {
      const told = Object.fromEntries(Object.entries(within.input).map(([member, path]) => [member, parent[path] ?? null]));
      const broke = yield* pagesOfParent(list, told, more, reach);
      failure ??= broke;
    }
  }
}

/** The pages of a kind's list, with members of the input beside its own. */
export const listPages = (list: List, more: More, reach: Reach): Pages =>
  list.within ? pagesWithin(list, list.within, more, reach) : pagesOfList(list, more, reach);
