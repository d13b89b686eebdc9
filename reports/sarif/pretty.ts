import { isObject } from "../../src/estate/json.ts";

/** A list that is written while it is read. */
export type Stream = { [Symbol.iterator]: () => Iterator<unknown> };

const isStream = (value: unknown): value is Stream =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Symbol.iterator in value;

function* inside(parts: Iterable<Iterable<string>>, [open, close]: readonly [string, string], indent: string): Generator<string> {
  let before = open;
  for (const part of parts) {
    yield `${before}\n${indent} `;
    yield* part;
    before = ",";
  }
  yield before === open ? open + close : `\n${indent}${close}`;
}

function* member(name: string, value: unknown, indent: string): Generator<string> {
  yield `${JSON.stringify(name)}: `;
  yield* pretty(value, indent);
}

function* mapped<Item>(items: Iterable<Item>, make: (item: Item) => Iterable<string>): Generator<Iterable<string>> {
  for (const item of items) yield make(item);
}

/** What `JSON.stringify(value, null, 1)` gives, in parts: lists that are streams are never held. */
export function* pretty(value: unknown, indent = ""): Generator<string> {
  const deeper = `${indent} `;
  if (isStream(value)) {
    yield* inside(
      mapped(value, (item) => pretty(item, deeper)),
      ["[", "]"],
      indent,
    );
  } else if (isObject(value)) {
    yield* inside(
      mapped(Object.entries(value), ([name, inner]) => member(name, inner, deeper)),
      ["{", "}"],
      indent,
    );
  } else yield JSON.stringify(value, null, 1).replaceAll("\n", `\n${indent}`);
}
