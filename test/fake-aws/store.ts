import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import type { VirtualClock } from "./clock.ts";
import type { History } from "./history.ts";
import { emptyParts, itemShape, membersOf, misfits, operationShape, project } from "./shapes.ts";
import { tableOf, type Place, type Table } from "./tables.ts";

/**
 * What an account holds in a region: per kind, documents as Describe gives them, plus `Tags`, the names that it is asked
 * for by, and what an operation of its own gives (`AutoTerminationPolicy`). Times are RFC 3339.
 */
export type Seed = {
  account: string;
  region: string;
  partition?: string;
  resources: Readonly<Record<string, readonly JsonObject[]>>;
  histories?: readonly History[];
  /** What lies in buckets, by `bucket/key`. */
  objects?: Readonly<Record<string, string>>;
  /** What the index of Search holds of a kind, where that is not what is there: it lacks some, or is behind, or knows what is gone. */
  indexed?: Readonly<Record<string, readonly JsonObject[]>>;
};

export type Held = { table: Table; arn: string; document: JsonObject; tags: JsonObject[]; extra: JsonObject };
type Change = { at: number; held: Held; to: string | null };
export type Shelf = { place: Place; held: Held[]; histories: History[]; indexed: Map<string, Held[]>; pending: Change[] };

export const at = (document: JsonObject, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, step) => (isObject(value) ? value[step] : undefined), document);

export const textOf = (value: Json | undefined): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

export const statusOf = (held: Held): string => {
  return held.table.status === undefined ? "" : textOf(at(held.document, held.table.status));
};

const setStatus = (held: Held, state: string): void => {
  const [last = "", ...before] = (held.table.status ?? "").split(".").toReversed();
  const owner = before.length === 0 ? held.document : at(held.document, before.toReversed().join("."));
  if (isObject(owner)) owner[last] = state;
};

export const outputShape = (table: Table): unknown => {
  if (table.describe === undefined) return summaryShape(table);
  const output = operationShape(table.service, table.describe)?.output;
  return table.root === undefined ? output : membersOf(output).get(table.root);
};

const summaryShape = (table: Table): unknown =>
  itemShape(operationShape(table.service, table.list)?.output, table.items === "" ? null : table.items);

/** What an answer tells: not always the names that it was asked for by. */
export const toldOf = (table: Table, document: JsonObject): JsonObject => {
  const members = membersOf(outputShape(table));
  const silent = Object.values(table.key).filter((member) => !members.has(member));
  return silent.length === 0 ? document : Object.fromEntries(Object.entries(document).filter(([member]) => !silent.includes(member)));
};

/** A document may hold what Describe shows; anything else is a mistake in the seed, which AWS would not make. */
const check = (table: Table, document: JsonObject): void => {
  const faults = misfits(outputShape(table), toldOf(table, document), table.kind);
  if (faults.length > 0) throw new Error(`Seed of the stand-in: ${faults.join("; ")}`);
};

export const holdUnchecked = (kind: string, seed: JsonObject, place: Place): Held => {
  const table = tableOf(kind);
  const { Tags, ...document } = seed;
  const extra: JsonObject = {};
  for (const member of table.beside?.flatMap(({ members }) => members) ?? []) {
    const given = document[member];
    if (given !== undefined) extra[member] = given;
    delete document[member];
  }
  const given = table.arnMember === undefined ? undefined : document[table.arnMember];
  const arn = typeof given === "string" ? given : table.arn(document, place);
  if (table.arnMember !== undefined && membersOf(outputShape(table)).has(table.arnMember)) document[table.arnMember] = arn;
  Object.assign(document, emptyParts(outputShape(table), document));
  const tags = Array.isArray(Tags) ? Tags.filter(isObject) : [];
  return { table, arn, document, tags, extra };
};

const hold = (kind: string, seed: JsonObject, place: Place): Held => {
  const held = holdUnchecked(kind, structuredClone(seed), place);
  check(held.table, held.document);
  return held;
};

export type Store = ReturnType<typeof createStore>;

export const createStore = (seeds: readonly Seed[], clock: VirtualClock) => {
  const shelves = new Map<string, Shelf>();
  const objects = new Map(seeds.flatMap((seed) => Object.entries(seed.objects ?? {})));
  const shelf = (account: string, region: string, partition = "aws"): Shelf => {
    const key = `${account}/${region}`;
    const found = shelves.get(key) ?? { place: { partition, account, region }, held: [], histories: [], indexed: new Map(), pending: [] };
    shelves.set(key, found);
    return found;
  };
  for (const seed of seeds) {
    const target = shelf(seed.account, seed.region, seed.partition);
    for (const [kind, documents] of Object.entries(seed.resources)) {
      // IAM is one for all regions of an account.
      const own = tableOf(kind).service === "iam" ? shelf(seed.account, "global", seed.partition) : target;
      for (const document of documents) own.held.push(hold(kind, document, own.place));
    }
    for (const [kind, documents] of Object.entries(seed.indexed ?? {})) {
      const known = documents.map((document) => hold(kind, document, target.place));
      target.indexed.set(kind, known);
    }
    for (const history of seed.histories ?? []) {
      if (history.count > 0) hold(history.kind, history.document(0), target.place);
      target.histories.push(history);
    }
  }
  /** Lets what is due by now happen. */
  const settle = (target: Shelf): Shelf => {
    const now = clock.now().getTime();
    const due = target.pending.filter((change) => change.at <= now);
    target.pending = target.pending.filter((change) => change.at > now);
    for (const { held, to } of due) {
      if (to === null) target.held = target.held.filter((other) => other !== held);
      else move(held, to);
    }
    return target;
  };
  const move = (held: Held, state: string): void => {
    setStatus(held, state);
    if ("LastModifiedTime" in held.document) held.document["LastModifiedTime"] = clock.now().toISOString();
  };
  return {
    objects,
    open: (account: string, region: string): Shelf => settle(shelf(account, region)),
    move,
    now: (): string => clock.now().toISOString(),
    later: (target: Shelf, change: { held: Held; to: string | null; seconds: number }): void => {
      target.pending.push({ at: clock.now().getTime() + change.seconds * 1000, held: change.held, to: change.to });
    },
  };
};

export const summaryOf = (held: Held): Json => {
  const arn = held.table.arnMember === undefined ? {} : { [held.table.arnMember]: held.arn };
  const { tagsIn } = held.table;
  const tags = tagsIn === undefined ? {} : { [tagsIn]: held.tags };
  return project(summaryShape(held.table), { ...held.document, ...arn, ...tags, ...held.table.summary?.(held.document) });
};
