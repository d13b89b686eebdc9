import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import type { VirtualClock } from "./clock.ts";
import { elementOf, membersOf, misfits, operationShape, project } from "./shapes.ts";
import { tableOf, type Place, type Table } from "./tables.ts";

/**
 * What an account holds in a region: per kind, documents as Describe gives them, plus `Tags`, and for an EMR cluster
 * `AutoTerminationPolicy`. Times are RFC 3339.
 */
export type Seed = { account: string; region: string; partition?: string; resources: Readonly<Record<string, readonly JsonObject[]>> };

export type Held = { table: Table; arn: string; document: JsonObject; tags: JsonObject[]; extra: JsonObject };
type Change = { at: number; held: Held; to: string | null };
export type Shelf = { place: Place; held: Held[]; pending: Change[] };

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

const outputShape = (table: Table): unknown => {
  const output = operationShape(table.service, table.describe)?.output;
  return table.root === undefined ? output : membersOf(output).get(table.root);
};

const summaryShape = (table: Table): unknown => elementOf(membersOf(operationShape(table.service, table.list)?.output).get(table.items));

/** A document may hold what Describe shows; anything else is a mistake in the seed, which AWS would not make. */
const check = (table: Table, document: JsonObject): void => {
  const faults = misfits(outputShape(table), document, table.kind);
  if (faults.length > 0) throw new Error(`Seed of the stand-in: ${faults.join("; ")}`);
};

const hold = (kind: string, seed: JsonObject, place: Place): Held => {
  const table = tableOf(kind);
  const { Tags, AutoTerminationPolicy, ...document } = structuredClone(seed);
  const given = table.arnMember === undefined ? undefined : document[table.arnMember];
  const arn = typeof given === "string" ? given : table.arn(document, place);
  if (table.arnMember !== undefined && membersOf(outputShape(table)).has(table.arnMember)) document[table.arnMember] = arn;
  check(table, document);
  const tags = Array.isArray(Tags) ? Tags.filter(isObject) : [];
  return { table, arn, document, tags, extra: AutoTerminationPolicy === undefined ? {} : { AutoTerminationPolicy } };
};

export type Store = ReturnType<typeof createStore>;

export const createStore = (seeds: readonly Seed[], clock: VirtualClock) => {
  const shelves = new Map<string, Shelf>();
  const shelf = (account: string, region: string, partition = "aws"): Shelf => {
    const key = `${account}/${region}`;
    const found = shelves.get(key) ?? { place: { partition, account, region }, held: [], pending: [] };
    shelves.set(key, found);
    return found;
  };
  for (const seed of seeds) {
    const target = shelf(seed.account, seed.region, seed.partition);
    for (const [kind, documents] of Object.entries(seed.resources))
      target.held.push(...documents.map((document) => hold(kind, document, target.place)));
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
    open: (account: string, region: string): Shelf => settle(shelf(account, region)),
    move,
    later: (target: Shelf, change: { held: Held; to: string | null; seconds: number }): void => {
      target.pending.push({ at: clock.now().getTime() + change.seconds * 1000, held: change.held, to: change.to });
    },
  };
};

export const summaryOf = (held: Held): Json => {
  const arn = held.table.arnMember === undefined ? {} : { [held.table.arnMember]: held.arn };
  return project(summaryShape(held.table), { ...held.document, ...arn, ...held.table.summary?.(held.document) });
};
