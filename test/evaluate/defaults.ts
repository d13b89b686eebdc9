import type { JsonObject } from "../../src/estate/json.ts";
import type { Rule } from "../../src/evaluate/rule.ts";

/** The parameters of rules of which nobody configured anything. */
export const defaultsOf = (rules: readonly Rule[]): Record<string, JsonObject> =>
  Object.fromEntries(
    rules.map((rule) => [
      rule.id,
      Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, { default: value }]) => [name, value])),
    ]),
  );
