import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../src/estate/json.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import { opa } from "../opa.ts";
import { type Asked, askedSchema, inputSchema, ruleSchema, type World } from "./input-schema.ts";
import { policyFile } from "./policy-file.ts";

/** Each kind, with each of the lists whose elements are asked in its place. */
const askedOf = ({ kinds, parts }: RuleEntry, world: World): Asked[] =>
  kinds.filter((kind) => world.kinds.has(kind)).flatMap((kind) => (parts?.[kind] ?? [undefined]).map((list) => ({ kind, list })));

type Place = { cwd: string; folder: string };

const strictly = ["check", "--strict", "--capabilities", "policies/capabilities.json"];

/** Against one schema after the other: the words of a refusal name the rule's own file and line. */
const checkAlone = (rule: RuleEntry, world: World, { cwd, folder }: Place): void => {
  const schema = join(folder, "input.json");
  for (const asked of askedOf(rule, world)) {
    writeFileSync(schema, JSON.stringify(inputSchema(rule, asked, world)));
    opa([...strictly, "-s", schema, "policies/lib", policyFile(rule)], { cwd });
  }
};

const passes = (args: readonly string[], cwd: string): boolean => {
  try {
    opa(args, { cwd });
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem) return false;
    throw thrown;
  }
};

/** Writes each schema once, and gives the name by which annotations know it. */
const schemaShelf = (folder: string): ((schema: JsonObject) => string) => {
  const names = new Map<string, string>();
  return (schema) => {
    const text = JSON.stringify(schema);
    const name = names.get(text) ?? `schema_${names.size}`;
    if (!names.has(text)) writeFileSync(join(folder, `${name}.json`), text);
    names.set(text, name);
    return name;
  };
};

/** The schemas of what rules are asked, which many share, by name. */
const resourceSchemas = (world: World, shelve: (schema: JsonObject) => string): ((asked: Asked) => string) => {
  const known = new Map<string, string>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const name = known.get(key) ?? shelve(askedSchema(asked, world));
    known.set(key, name);
    return name;
  };
};

/** A package for each rule and schema, which tells OPA its own: so one process checks them all. */
const passTogether = (rules: readonly RuleEntry[], world: World, { cwd, folder }: Place): boolean => {
  const [schemas, policies] = [join(folder, "schemas"), join(folder, "policies")];
  for (const one of [schemas, policies]) mkdirSync(one);
  const shelve = schemaShelf(schemas);
  const resourceSchema = resourceSchemas(world, shelve);
  for (const [at, rule] of rules.entries()) {
    const text = readFileSync(join(cwd, policyFile(rule)), "utf8");
    const input = shelve(ruleSchema(rule));
    for (const [index, asked] of askedOf(rule, world).entries()) {
      const metadata = `# METADATA\n# scope: package\n# schemas:\n#   - input: schema.${input}\n#   - input.resource: schema.${resourceSchema(asked)}`;
      const name = `rule_${at}_${index}`;
      writeFileSync(join(policies, `${name}.rego`), text.replace(/^package .*$/m, `${metadata}\npackage sagewarden.checked.${name}`));
    }
  }
  return passes([...strictly, "-s", schemas, "policies/lib", policies], cwd);
};

/** `opa check` of each rule against the input that each of its kinds sends: a misspelt field is refused with file and line. */
export const checkPolicies = (rules: readonly RuleEntry[], world: World, cwd: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-schemas-"));
  try {
    if (!passTogether(rules, world, { cwd, folder })) for (const rule of rules) checkAlone(rule, world, { cwd, folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
