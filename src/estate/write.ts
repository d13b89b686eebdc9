import { canonical } from "./canonical.ts";
import { cellName } from "./cell.ts";
import type { Estate } from "./estate.ts";

const lines = (items: readonly unknown[]): string => (items.length === 0 ? "[]" : `[\n${items.map(canonical).join(",\n")}\n]`);

const by =
  <Item>(name: (item: Item) => string) =>
  (a: Item, b: Item): number => {
    const [left, right] = [name(a), name(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };

/** The estate as a document: equal estates give equal bytes, in whatever order they were collected. One resource and one cell per line. */
export const writeEstate = (estate: Estate): string => {
  const resources = estate.resources
    .map((resource) => ({ ...resource, defaulted: [...resource.defaulted].sort() }))
    .sort(by(({ id }) => id));
  const head = (["format", "source", "collectedAt"] as const).map((name) => `${JSON.stringify(name)}:${canonical(estate[name])},`);
  return `{${head.join("\n")}\n"coverage":${lines([...estate.coverage].sort(by(cellName)))},\n"resources":${lines(resources)}}\n`;
};
