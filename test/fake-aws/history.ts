import type { JsonObject } from "../../src/estate/json.ts";
import { holdUnchecked, type Held, type Shelf } from "./store.ts";
import type { Table } from "./tables.ts";

/**
 * Years of ended things of one kind, each made only when it is asked for, so that half a million of them cost nothing. Number 0 is
 * the newest, and all are older than the resources that are held.
 */
export type History = {
  kind: string;
  count: number;
  /** As Describe gives it, plus `Tags`. */
  document: (index: number) => JsonObject;
  indexOf: (name: string) => number | undefined;
};

export type Rows = { length: number; slice: (from: number, to: number) => Held[] };

const historyOf = (shelf: Shelf, table: Table): History | undefined => shelf.histories.find(({ kind }) => kind === table.kind);
const heldAt = (shelf: Shelf, { kind, document }: History, index: number): Held => holdUnchecked(kind, document(index), shelf.place);

/** What is held, newest or oldest first, and its history behind or before it. */
export const rowsOf = (shelf: Shelf, table: Table, held: readonly Held[], order: "newest-first" | "oldest-first"): Rows => {
  const history = historyOf(shelf, table);
  if (!history) return { length: held.length, slice: (from, to) => held.slice(from, to) };
  const length = held.length + history.count;
  const at = (index: number): Held | undefined => {
    const age = order === "newest-first" ? index - held.length : history.count - 1 - index;
    return age >= 0 && age < history.count ? heldAt(shelf, history, age) : held[order === "newest-first" ? index : index - history.count];
  };
  const slice = (from: number, to: number): Held[] =>
    Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, offset) => at(from + offset)).filter((one) => one !== undefined);
  return { length, slice };
};

/** The one of this name, if the history of its kind has it. */
export const heldInHistory = (shelf: Shelf, table: Table, name: unknown): Held | undefined => {
  const history = historyOf(shelf, table);
  const index = typeof name === "string" ? history?.indexOf(name) : undefined;
  return history && index !== undefined ? heldAt(shelf, history, index) : undefined;
};

/** The one of this ARN, whatever its kind. */
export const heldByArn = (shelf: Shelf, arn: unknown): Held | undefined => {
  const name = typeof arn === "string" ? arn.split("/").at(-1) : undefined;
  for (const history of shelf.histories) {
    const index = name === undefined ? undefined : history.indexOf(name);
    const held = index === undefined ? undefined : heldAt(shelf, history, index);
    if (held?.arn === arn) return held;
  }
  return undefined;
};
