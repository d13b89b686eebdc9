import { canonical } from "./canonical.ts";
import { cellName } from "./cell.ts";
import { type Estate, estateFormat, type Resource } from "./estate.ts";

const by =
  <Item>(name: (item: Item) => string) =>
  (a: Item, b: Item): number => {
    const [left, right] = [name(a), name(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };

function* lines<Item>(items: Iterable<Item>, show: (item: Item) => unknown): Generator<string> {
  let before = "[\n";
  for (const item of items) {
    yield before + canonical(show(item));
    before = ",\n";
  }
  yield before === "[\n" ? "[]" : "\n]";
}

export type EstateContent = Pick<Estate, "source" | "collectedAt" | "coverage"> & {
  /** In the order of their ids. */
  resources: Iterable<Resource>;
};

/** The text of an estate, in parts: one resource and one cell per line. */
export function* estateParts({ source, collectedAt, coverage, resources }: EstateContent): Generator<string> {
  yield `{"format":${canonical(estateFormat)},\n"source":${canonical(source)},\n"collectedAt":${canonical(collectedAt)},\n"coverage":`;
  yield* lines([...coverage].sort(by(cellName)), (cell) => cell);
  yield ',\n"resources":';
  yield* lines(resources, (resource) => ({ ...resource, defaulted: [...resource.defaulted].sort() }));
  yield "}\n";
}

/** The estate as a document: equal estates give equal bytes, in whatever order they were collected. */
export const writeEstate = (estate: Estate): string =>
  [...estateParts({ ...estate, resources: estate.resources.toSorted(by(({ id }) => id)) })].join("");
