import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Path } from "../../kinds/path-in.ts";

/** An expression of the configuration part: a constant, references, or neither (a function of constants). */
export type Expression = { constant: Json | undefined; references: string[] };

/**
 * What the author wrote at a path of a resource:
 * nothing; one expression; several, of which one is meant (a set of blocks keeps no order); or blocks that only a dynamic block explains.
 */
type Said = { as: "nothing" } | { as: "expressions"; expressions: Expression[] } | { as: "generated" };

const isExpression = (value: Json): value is JsonObject =>
  isObject(value) && Object.keys(value).every((key) => key === "constant_value" || key === "references");

export const expressionOf = (value: Json): Expression => {
  const references = isObject(value) ? value["references"] : undefined;
  return {
    constant: isObject(value) && Object.hasOwn(value, "constant_value") ? value["constant_value"] : undefined,
    references: Array.isArray(references) ? references.filter((reference) => typeof reference === "string") : [],
  };
};

/**
 * The full traversals among the references: each is followed by its own prefixes (`a.b[0].id`, `a.b[0]`, `a.b`).
 * What is mentioned twice stands there twice.
 */
export const mentions = (references: readonly string[]): string[] =>
  references.filter((reference, index) => {
    const before = references[index - 1];
    return before === undefined || !(before.startsWith(`${reference}.`) || before.startsWith(`${reference}[`));
  });

/** Finds what the author wrote at a path. `after` has the blocks that the plan shows: more of them than were written means a dynamic block. */
export const saidAt = (written: JsonObject, path: Path, after: Json): Said => {
  let nodes: Json[] = [written];
  let shown: Json | undefined = after;
  for (const [index, step] of path.entries()) {
    if (typeof step === "number") {
      shown = Array.isArray(shown) ? shown[step] : undefined;
      continue;
    }
    const found = nodes.flatMap((node) => (isObject(node) && Object.hasOwn(node, step) ? [node[step] ?? null] : []));
    shown = isObject(shown) && Object.hasOwn(shown, step) ? shown[step] : undefined;
    const ends = index === path.length - 1;
    if (found.length === 0) return !ends && Array.isArray(shown) && shown.length > 0 ? { as: "generated" } : { as: "nothing" };
    if (found.every(isExpression)) return { as: "expressions", expressions: found.map(expressionOf) };
    nodes = found.flatMap((node) => (Array.isArray(node) ? node : [node]));
    if (Array.isArray(shown) && shown.length !== nodes.length && found.length === 1) return { as: "generated" };
  }
  return { as: "generated" };
};
