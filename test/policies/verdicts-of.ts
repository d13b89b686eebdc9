import { readFileSync } from "node:fs";
import type { Estate } from "../../src/estate/estate.ts";
import type { Json } from "../../src/estate/json.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { allShapes } from "../../src/judge.ts";
import { nowhere } from "../facts/estate.ts";

export const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));

/** What a rule says of each resource of an estate, by its name: with the rule's defaults, and facts derived. */
export const verdictsOf = (estate: Estate, id: string, differs: Record<string, Json> = {}): Record<string, string> => {
  const chosen = rules.filter((rule) => rule.id === id);
  const defaults = chosen.flatMap((rule) => Object.entries(rule.parameters ?? {}).map(([name, { default: value }]) => [name, value]));
  if (chosen.length === 0) throw new Error(`there is no rule ${id}`);
  const params = { [id]: { ...Object.fromEntries(defaults), ...differs } };
  const derived = deriveFacts(estate, nowhere);
  const said = evaluate({ estate: derived, shapes: allShapes(), rules: chosen, params, policy, now: nowhere.now });
  const names = new Map(estate.resources.map(({ id: own, name }) => [own, name]));
  return Object.fromEntries(said.map(({ resource, verdict }) => [names.get(resource) ?? resource, verdict]));
};
