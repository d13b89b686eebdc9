import { isObject, type Json } from "../../src/estate/json.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import { opa } from "../opa.ts";
import { policyFile } from "./policy-file.ts";
import { pathOf, type Syntax } from "./syntax.ts";

const refuse = (rule: RuleEntry, what: string, todo: string): never => {
  throw new Problem({ code: "catalogue-invalid", what, where: policyFile(rule), todo });
};

/** Steps of a base document, up to the first that is not text: a list's index. */
const steps = (path: Json): string[] => {
  if (!Array.isArray(path)) return [];
  const words = path.map((step) => (isObject(step) && step["type"] !== "var" && typeof step["value"] === "string" ? step["value"] : null));
  const [, ...below] = words;
  const end = below.indexOf(null);
  return end === -1 ? below.map(String) : below.slice(0, end).map(String);
};

/** What the rule itself names. Beside `lib.tag(resource, …)`, which takes the whole, OPA leaves it out as a part of that. */
const named = ({ refs }: Syntax): string[] =>
  refs.filter(([first, ...below]) => first === "resource" && below.length > 0).map(([, ...path]) => path.join("."));

/** What the rule and everything it calls asks of the resource, as OPA sees it. */
const dependencies = (rule: RuleEntry, cwd: string): string[] => {
  const query = `data.sagewarden.rules["${rule.id}"]`;
  const answer: unknown = JSON.parse(opa(["deps", "-d", "policies/lib", "-d", policyFile(rule), query, "-f", "json"], { cwd }));
  const base = isObject(answer) && Array.isArray(answer["base"]) ? answer["base"] : [];
  return base
    .map(steps)
    .filter(([first]) => first === "resource")
    .map(([, ...path]) => path.join("."));
};

type TagRead = { holder: string; read: string };

/** `lib.tag(resource.cluster, "project")` asks for one tag of it, and not for all of the cluster, as OPA must think. */
const tagReads = (rule: RuleEntry, syntax: Syntax): TagRead[] =>
  syntax.calls
    .filter(({ operator }) => operator === "lib.tag")
    .map(({ operands: [of, key] }) => {
      const [root, ...path] = pathOf(of);
      if (root !== "resource")
        refuse(rule, "lib.tag is asked of something other than the resource.", "Give it `resource` or a relation of it.");
      const name = key?.["type"] === "string" && typeof key["value"] === "string" ? [key["value"]] : [];
      return { holder: path.join("."), read: [...path, "tags", ...name].join(".") };
    });

const collectionOf = (list: string): string => list.slice(0, list.indexOf("["));

/** The paths that a rule reads: by `opa deps`, tags by their names, lists as the entry narrows them. */
export const deriveReads = (rule: RuleEntry, syntax: Syntax, cwd: string): string[] => {
  const tags = tagReads(rule, syntax);
  const lists = rule.lists ?? [];
  const found = [...dependencies(rule, cwd), ...named(syntax)].filter((path) => !tags.some(({ holder }) => holder === path));
  if (found.includes("")) refuse(rule, "The rule reads the resource as a whole.", "Name the fields that it needs.");
  const asked = [...found, ...tags.map(({ holder }) => holder)];
  for (const list of lists)
    if (!asked.includes(collectionOf(list)))
      refuse(rule, `The entry narrows ${list}, which the rule does not read.`, "Remove it from `lists`.");
  const scalars = found.filter((path) => !lists.some((list) => collectionOf(list) === path));
  // A tag of each of many is read as the entry says, too.
  const narrowed = lists.map((list) => list.replaceAll(/\[(?:\*|all)\]/g, ""));
  const ofTags = tags.map(({ read }) => read).filter((read) => !narrowed.includes(read));
  return [...new Set([...scalars, ...lists, ...ofTags])].sort();
};
