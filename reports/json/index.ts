import { canonical } from "../../src/estate/canonical.ts";
import type { Render } from "../render.ts";

function* list(items: Iterable<unknown>): Generator<string> {
  let separator = "[";
  for (const item of items) {
    yield separator + canonical(item);
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}

/** The report itself, keys sorted, one line: for machines, for `report FILE`, for `fix plan FILE`. Its schema is schemas/report.schema.json. */
export const render: Render = function* ({ resource: _, findings, resources, ...rest }) {
  const lists = new Map<string, Iterable<unknown>>([
    ["findings", findings],
    ["resources", resources],
  ]);
  const values = new Map<string, unknown>(Object.entries(rest));
  let separator = "{";
  for (const key of [...lists.keys(), ...values.keys()].sort()) {
    yield `${separator}${JSON.stringify(key)}:`;
    const items = lists.get(key);
    if (items) yield* list(items);
    else yield canonical(values.get(key));
    separator = ",";
  }
  yield "}\n";
};
