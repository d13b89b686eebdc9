import { isObject, type Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";
import { documentIn } from "./json-text.ts";

const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Whom a statement lets in; all but a few is taken for everybody. */
const principalsIn = (statement: Json): string[] => {
  if (!isObject(statement) || statement["Effect"] !== "Allow") return [];
  if (statement["NotPrincipal"] !== undefined) return ["*"];
  const principal = statement["Principal"];
  const named = isObject(principal) ? Object.values(principal).flatMap(listOf) : listOf(principal);
  return named.filter((one) => typeof one === "string");
};

/** The principals that a resource's own policy allows anything, each once; conditions may narrow that down, and are not weighed here. */
export const principalsAllowed = (path: string): Spelling => ({
  path,
  as: (value: Json) => {
    const policy = documentIn(value);
    return isObject(policy) ? [...new Set(listOf(policy["Statement"]).flatMap(principalsIn))].sort() : undefined;
  },
});
