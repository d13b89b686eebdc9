import type { JsonObject } from "../../src/estate/json.ts";
import type { Rule } from "../../src/evaluate/rule.ts";

/**
 * Parameters under which a rule has something to say: its defaults, or where one of them switches the rule off (an empty
 * allow-list, no projects), those of its failing example.
 */
export const parametersFor = (rule: Rule): JsonObject => {
  const defaults = Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, parameter]) => [name, parameter.default]));
  return { ...defaults, ...rule.examples.find((example) => example.verdict === "fail")?.parameters };
};
