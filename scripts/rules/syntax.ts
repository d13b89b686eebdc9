import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { opa } from "../opa.ts";

/** What can be seen of a policy without running it. */
export type Syntax = {
  /** Names of the rules and functions that the file defines. */
  defines: string[];
  /** Paths in `deny contains [...]`: texts as they stand, `null` where a variable is. */
  denied: (string | null)[][];
  calls: Call[];
  /** Every path that is written out below a variable: `resource.kmsKeyId` as ["resource", "kmsKeyId"]. */
  refs: string[][];
  /** Every expression under `not`. */
  negated: Call[];
  /** Whether the file has a comprehension, and over what. */
  comprehensions: JsonObject[];
  /** Comparisons of a path with literals: `resource.state == "InService"`, `resource.state in {"A", "B"}`. */
  comparisons: { path: string[]; literals: string[] }[];
};

/** `operator` is "" for an expression that is no call. */
export type Call = { operator: string; operands: JsonObject[] };

const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Every object of the tree, the tree itself included. */
const walk = (node: Json | undefined): JsonObject[] => {
  if (Array.isArray(node)) return node.flatMap(walk);
  if (!isObject(node)) return [];
  return [node, ...Object.values(node).flatMap(walk)];
};

/** `a.b["c"]` as ["a", "b", "c"], up to the first step that is a variable. A bare variable is a path of one step. */
export const pathOf = (term: JsonObject | undefined): string[] => {
  if (term?.["type"] === "var" && typeof term["value"] === "string") return [term["value"]];
  if (term?.["type"] !== "ref") return [];
  const [head, ...tail] = objects(term["value"]);
  const end = tail.findIndex((step) => step["type"] !== "string");
  const ground = end === -1 ? tail : tail.slice(0, end);
  return [head, ...ground].flatMap((step) => (typeof step?.["value"] === "string" ? [step["value"]] : []));
};

const call = (terms: readonly JsonObject[]): Call => ({ operator: pathOf(terms[0]).join("."), operands: terms.slice(1) });

/** Calls stand as the terms of an expression, or as a term of type `call`. */
const callOf = (node: JsonObject): Call[] => {
  if (Array.isArray(node["terms"])) return [call(objects(node["terms"]))];
  return node["type"] === "call" ? [call(objects(node["value"]))] : [];
};

const negation = (node: JsonObject): Call[] => {
  if (node["negated"] !== true) return [];
  const terms = node["terms"];
  return Array.isArray(terms) ? [call(objects(terms))] : [{ operator: "", operands: isObject(terms) ? [terms] : [] }];
};

const literals = (term: JsonObject | undefined): string[] => {
  if (term?.["type"] === "string" && typeof term["value"] === "string") return [term["value"]];
  return term?.["type"] === "set" || term?.["type"] === "array" ? objects(term["value"]).flatMap(literals) : [];
};

const comparing = ["equal", "eq", "neq", "internal.member_2"];

const comparison = ({ operator, operands }: Call): Syntax["comparisons"] => {
  const [left, right] = operands;
  if (!comparing.includes(operator)) return [];
  return [
    { path: pathOf(left), literals: literals(right) },
    { path: pathOf(right), literals: literals(left) },
  ].filter(({ path, literals: found }) => path.length > 0 && found.length > 0);
};

const head = (rule: JsonObject): JsonObject => (isObject(rule["head"]) ? rule["head"] : {});

const nameOf = (rule: JsonObject): string => {
  const name = head(rule)["name"];
  return typeof name === "string" ? name : (pathOf({ type: "ref", value: head(rule)["ref"] ?? [] })[0] ?? "");
};

const deniedPath = (rule: JsonObject): (string | null)[][] => {
  const key = head(rule)["key"];
  if (nameOf(rule) !== "deny" || !isObject(key) || key["type"] !== "array") return [];
  return [objects(key["value"]).map((step) => (step["type"] === "string" && typeof step["value"] === "string" ? step["value"] : null))];
};

export const readSyntax = (file: string, cwd: string): Syntax => {
  const parsed: unknown = JSON.parse(opa(["parse", "-f", "json", file], { cwd }));
  const rules = isObject(parsed) ? objects(parsed["rules"]) : [];
  const nodes = walk(rules);
  const calls = nodes.flatMap(callOf);
  return {
    defines: [...new Set(rules.map(nameOf))].sort(),
    denied: rules.flatMap(deniedPath),
    calls,
    refs: nodes.map(pathOf).filter((path) => path.length > 1),
    negated: nodes.flatMap(negation),
    comprehensions: nodes.filter((node) => typeof node["type"] === "string" && node["type"].endsWith("comprehension")),
    comparisons: calls.flatMap(comparison),
  };
};
