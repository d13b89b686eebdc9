import type { Arrival } from "./arrival.ts";
import type { Cell } from "./cell.ts";
import type { Resource } from "./estate.ts";
import { type Join, newStock } from "./join.ts";
import type { JsonObject } from "./json.ts";
import { fromPointer } from "./pointer.ts";
import { memoryShelf, type OpenShelf, type Shelf } from "./shelf.ts";

/** Kind -> the kinds that must be seen whole before it can be handled -> the fields of theirs that are looked at. */
export type Needs = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

export type Turns = {
  take: (arrival: Arrival) => void;
  /** Nothing more comes: what still waits has its turn, with what there is. */
  finish: () => void;
};

export type TurnOptions = {
  needs: Needs;
  /** Called as soon as all that the kind needs is in the join; more than once for a kind that comes in parts. */
  handle: (kind: string, resources: readonly Resource[], join: Join) => void;
  /** Called once, after the last of a kind was handled. */
  close: (kind: string, cells: readonly Cell[], join: Join) => void;
  /** Where what waits is put. */
  open?: OpenShelf;
};

/** What joins and those who look through them need of a resource: who it is, and these fields. */
const trimmed = (resource: Resource, fields: ReadonlySet<string>): Resource => {
  const config: JsonObject = {};
  for (const field of fields) if (Object.hasOwn(resource.config, field)) config[field] = resource.config[field] ?? null;
  const unknown = Object.entries(resource.unknown).filter(([pointer]) => fields.has(fromPointer(pointer)[0] ?? ""));
  const { id, kind, name, arn, account, region, createdAt } = resource;
  return { id, kind, name, arn, account, region, createdAt, config, unknown: Object.fromEntries(unknown), defaulted: [] };
};

/** Needed kind -> who needs it, and what of it. */
type Needed = Map<string, { by: Set<string>; fields: Set<string> }>;

const neededOf = (needs: Needs): Needed => {
  const needed: Needed = new Map();
  for (const [kind, others] of needs)
    for (const [other, fields] of others) {
      const known = needed.get(other) ?? { by: new Set(), fields: new Set() };
      needed.set(other, known);
      known.by.add(kind);
      for (const field of fields) known.fields.add(field);
    }
  return needed;
};

/** Of a kind: what waits for its turn, and its cells once it is closed. */
type Line = { waiting: Shelf<Resource> | undefined; cells: readonly Cell[] | undefined; done: boolean };

/** So many of those that waited are handled at one go. */
const goSize = 200;

function* goesOf(rows: Iterable<Resource>): Generator<readonly Resource[]> {
  let go: Resource[] = [];
  for (const row of rows) {
    if (go.push(row) < goSize) continue;
    yield go;
    go = [];
  }
  if (go.length > 0) yield go;
}

const putInto = (shelf: Shelf<Resource>, resources: readonly Resource[]): Shelf<Resource> => {
  for (const resource of resources) shelf.put([resource.id], resource);
  return shelf;
};

/**
 * Gives every kind its turn: at once if it needs no other, and else when those that it needs are closed. Only kinds that another
 * needs are kept, only the fields that are asked for, and only until the last who needs them is done.
 */
export const takeTurns = ({ needs, handle, close, open = memoryShelf }: TurnOptions): Turns => {
  const stock = newStock();
  const needed = neededOf(needs);
  const lines = new Map<string, Line>();
  let ended = false;

  const lineOf = (kind: string): Line => {
    const line = lines.get(kind) ?? { waiting: undefined, cells: undefined, done: false };
    lines.set(kind, line);
    return line;
  };
  const isReady = (kind: string): boolean =>
    ended || [...(needs.get(kind)?.keys() ?? [])].every((other) => lines.get(other)?.cells !== undefined);
  const release = (kind: string): void => {
    for (const other of needs.get(kind)?.keys() ?? []) {
      const by = needed.get(other)?.by;
      by?.delete(kind);
      if (by?.size === 0) stock.drop(other);
    }
  };
  const advance = (): void => {
    for (const [kind, line] of lines) {
      if (line.done || !isReady(kind)) continue;
      for (const resources of goesOf(line.waiting?.rows ?? [])) handle(kind, resources, stock.join);
      line.waiting = undefined;
      if (line.cells === undefined) continue;
      line.done = true;
      close(kind, line.cells, stock.join);
      release(kind);
    }
  };

  const take: Turns["take"] = (arrival) => {
    const line = lineOf(arrival.kind);
    if (line.cells !== undefined) throw new Error(`something of the kind ${arrival.kind} came after the kind was closed`);
    if (arrival.type === "closed") {
      line.cells = arrival.cells;
      stock.cover(arrival.cells);
      return advance();
    }
    const { by, fields } = needed.get(arrival.kind) ?? { by: new Set(), fields: new Set() };
    if (by.size > 0) stock.put(arrival.resources.map((resource) => trimmed(resource, fields)));
    if (isReady(arrival.kind)) handle(arrival.kind, arrival.resources, stock.join);
    else line.waiting = putInto(line.waiting ?? open<Resource>(), arrival.resources);
  };
  const finish = (): void => {
    ended = true;
    for (const line of lines.values()) line.cells ??= [];
    advance();
  };
  return { take, finish };
};
