import type { Shape } from "../estate/shape.ts";
import type { Field } from "./field.ts";
import type { Kind } from "./kind.ts";

type Marked = "runtime" | "secret";

const marked = (mark: Marked, name: string, field: Field): string[] => {
  if (field.shape === "leaf") return field[mark] ? [name] : [];
  if (field.shape === "elements") return Object.entries(field.fields).flatMap(([part, leaf]) => marked(mark, `${name}.${part}`, leaf));
  return [];
};

/** What evaluation and joins need to know of a kind, with the paths of derived fields that are marked likewise. */
export const shapeOf = (kind: Kind, facts: Pick<Shape, "runtime" | "secret">): Shape => ({
  relations: kind.relations,
  elementKeys: Object.fromEntries(
    Object.entries(kind.fields).flatMap(([name, field]) => (field.shape === "elements" ? [[name, field.key]] : [])),
  ),
  runtime: [...Object.entries(kind.fields).flatMap(([name, field]) => marked("runtime", name, field)), ...facts.runtime],
  secret: [...Object.entries(kind.fields).flatMap(([name, field]) => marked("secret", name, field)), ...facts.secret],
  ...(kind.global && { global: true }),
});
