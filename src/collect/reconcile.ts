import type { Json, JsonObject } from "../estate/json.ts";
import type { Kind } from "../kinds/kind.ts";
import { placesOf } from "../kinds/field.ts";
import { parsePath, type Path, valueAt } from "../kinds/path-in.ts";
import { createdAtOf, keyOf } from "./document.ts";
import type { Records } from "./search.ts";

/** Two clocks of AWS may round an instant differently. */
const rounding = 1000;
/** What the index puts in order need not be the job but what tracks it, which is made a little later. */
const slack = 5 * 60_000;

const sameInstant = (listed: Json, indexed: Json): boolean =>
  typeof listed === "string" && typeof indexed === "string" && Math.abs(Date.parse(listed) - Date.parse(indexed)) < rounding;

/** The places of one value, which a summary and a record may spell differently. */
type Told = { paths: readonly Path[]; isTime: boolean };

/** What a summary tells of a resource: its state and times, so that an index which is behind differs in one of them. */
const toldBy = (kind: Kind): Told[] => {
  const fields = Object.values(kind.fields).flatMap((field): Told[] =>
    field.shape === "leaf" && field.api !== undefined ? [{ paths: placesOf(field.api).map(parsePath), isTime: field.type === "time" }] : [],
  );
  const created = kind.identity.createdAt === null ? [] : [{ paths: [parsePath(kind.identity.createdAt)], isTime: true }];
  const isListed = ([member]: Path): boolean => kind.list.gives.includes(String(member));
  return [...fields.filter(({ paths }) => paths.some(isListed)), ...created];
};

const firstOf = (paths: readonly Path[], document: JsonObject): Json =>
  paths.map((path) => valueAt(document, path)).find((value) => value !== undefined) ?? null;

const isFresh = (told: readonly Told[], summary: JsonObject, document: JsonObject): boolean =>
  told.every(({ paths, isTime }) => {
    const [listed, indexed] = [firstOf(paths, summary), firstOf(paths, document)];
    return listed === indexed || (isTime && sameInstant(listed, indexed));
  });

/**
 * Finds what the index holds of a resource that was listed. Both come the newest first, so that only as much of the index is held
 * as the two are apart. Whatever order they really come in: what is not found, or differs from the list, is not given. What only
 * the index has is never given.
 */
export const createIndexed = (kind: Kind, records: Records) => {
  const told = toldBy(kind);
  const held = new Map<string, JsonObject>();
  let front = Number.POSITIVE_INFINITY;
  let isOpen = true;
  const pull = async (): Promise<void> => {
    const next = await records.next();
    if (next.done) {
      isOpen = false;
      return;
    }
    const created = createdAtOf(kind, next.value);
    const key = keyOf(kind, next.value);
    if (key === undefined || Number.isNaN(created)) return;
    front = created;
    held.set(key, next.value);
  };
  const forgetNewerThan = (created: number): void => {
    for (const [key, document] of held) {
      if (!(createdAtOf(kind, document) > created + slack)) return;
      held.delete(key);
    }
  };
  return {
    find: async (summary: JsonObject): Promise<JsonObject | undefined> => {
      const created = createdAtOf(kind, summary);
      while (isOpen && front >= created - slack && !held.has(keyOf(kind, summary) ?? "")) await pull();
      const key = keyOf(kind, summary) ?? "";
      const document = held.get(key);
      if (document) held.delete(key);
      forgetNewerThan(created);
      return document && isFresh(told, summary, document) ? document : undefined;
    },
  };
};
