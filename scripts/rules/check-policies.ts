import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../../src/estate/problem.ts";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import { opa } from "../opa.ts";
import { inputSchema, type World } from "./input-schema.ts";
import { policyFile } from "./policy-file.ts";

type Asked = { rule: RuleEntry; kind: string; list: string | undefined };

/** Each kind, with each of the lists whose elements are asked in its place. */
const askedOf = (rule: RuleEntry, world: World): Asked[] =>
  rule.kinds
    .filter((kind) => world.kinds.has(kind))
    .flatMap((kind): Asked[] => (rule.parts?.[kind] ?? [undefined]).map((list) => ({ rule, kind, list })));

const strictly = ["check", "--strict", "--capabilities", "policies/capabilities.json"];

/** One rule against one schema: the words of a refusal name the rule's own file and line. */
const checkAlone = ({ rule, kind, list }: Asked, world: World, { cwd, folder }: { cwd: string; folder: string }): void => {
  const schema = join(folder, "input.json");
  writeFileSync(schema, JSON.stringify(inputSchema(rule, { kind, list }, world)));
  opa([...strictly, "-s", schema, "policies/lib", policyFile(rule)], { cwd });
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

/** A package for each rule and schema, which tells OPA its own: so one process checks them all. */
const passTogether = (asked: readonly Asked[], world: World, { cwd, folder }: { cwd: string; folder: string }): boolean => {
  const [schemas, policies] = [join(folder, "schemas"), join(folder, "policies")];
  for (const one of [schemas, policies]) mkdirSync(one);
  const names = new Map<string, string>();
  const named = (schema: string): string => {
    const name = names.get(schema) ?? `input_${names.size}`;
    if (!names.has(schema)) writeFileSync(join(schemas, `${name}.json`), schema);
    names.set(schema, name);
    return name;
  };
  for (const [index, { rule, kind, list }] of asked.entries()) {
    const schema = named(JSON.stringify(inputSchema(rule, { kind, list }, world)));
    const metadata = `# METADATA\n# scope: package\n# schemas:\n#   - input: schema.${schema}\n`;
    const text = readFileSync(join(cwd, policyFile(rule)), "utf8").replace(/^package .*$/m, `${metadata}package sagewarden.checked.rule_${index}`);
    writeFileSync(join(policies, `rule_${index}.rego`), text);
  }
  return passes([...strictly, "-s", schemas, "policies/lib", policies], cwd);
};

/** `opa check` of each rule against the input that each of its kinds sends: a misspelt field is refused with file and line. */
export const checkPolicies = (rules: readonly RuleEntry[], world: World, cwd: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-schemas-"));
  try {
    const asked = rules.flatMap((rule) => askedOf(rule, world));
    if (!passTogether(asked, world, { cwd, folder })) for (const one of asked) checkAlone(one, world, { cwd, folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
