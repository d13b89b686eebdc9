import { isObject, type Json } from "../estate/json.ts";

export type Path = readonly (string | number)[];

const steps = new Map<string, Path>();
/** `a.b[0].c[*]` -> ["a", "b", 0, "c", "*"]; nothing is the document itself. */
export const parsePath = (path: string): Path => {
  const known = steps.get(path);
  if (known) return known;
  const parts = path === "" ? [] : path.split(".");
  const parsed = parts.flatMap((part) => {
    const [name = "", ...indices] = part.split("[");
    return [name, ...indices.map((index) => (index === "*]" ? "*" : Number(index.slice(0, -1))))];
  });
  steps.set(path, parsed);
  return parsed;
};

export const valueAt = (document: Json | undefined, path: Path): Json | undefined => {
  let at: Json | undefined = document;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === "number" ? at[step] : undefined;
    // A single object counts as a list of one where a source drops the brackets.
    else if (isObject(at)) at = step === 0 ? at : Object.hasOwn(at, String(step)) ? at[step] : undefined;
    else return undefined;
  }
  return at;
};
