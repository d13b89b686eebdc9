import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../src/estate/problem.ts";
import { type Catalogue, catalogueFormat, type Rule } from "../src/evaluate/rule.ts";
import { type GeneratedFiles, root, writeGenerated } from "./generated-files.ts";
import { buildWasm } from "./rules/build-wasm.ts";
import { checkPolicies } from "./rules/check-policies.ts";
import { deriveRule } from "./rules/derive-rule.ts";
import { indexPage, rulePage } from "./rules/docs.ts";
import { examplesData } from "./rules/examples.ts";
import { glueFor, saidBy } from "./rules/glue.ts";
import { type Entries, readEntries } from "./rules/read-entries.ts";
import { tablesRego } from "./rules/tables.ts";
import { capabilities } from "./rules/wasm-builtins.ts";
import { shapes, world } from "./rules/world.ts";

const wasmFile = "policies/policy.wasm";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const rulesByKind = (rules: readonly Rule[]): Map<string, Rule[]> =>
  new Map(
    [...world.kinds.keys()].sort().flatMap((kind) => {
      const asked = rules.filter((rule) => rule.kinds.includes(kind));
      return asked.length > 0 ? [[kind, asked] as const] : [];
    }),
  );

/** Everything but the wasm and the catalogue that names its hash. */
const generate = (rules: Rule[], { profiles, frameworks }: Pick<Entries, "profiles" | "frameworks">): GeneratedFiles => {
  const byKind = rulesByKind(rules);
  return {
    "policies/examples.json": json(examplesData(rules, byKind, shapes)),
    "docs/rules/README.md": indexPage({ rules, profiles, frameworks }),
    ...Object.fromEntries(rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule, frameworks)])),
    "policies/said.rego": saidBy(rules),
    ...Object.fromEntries([...byKind].map(([kind, asked]) => [`policies/kinds/${kind}.rego`, glueFor(kind, asked, world)])),
  };
};

/** What an earlier build left behind of rules and kinds that are gone. */
const orphans = (files: GeneratedFiles): string[] =>
  ["docs/rules", "policies/kinds"].flatMap((folder) =>
    (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
      .map((file) => `${folder}/${file}`)
      .filter((file) => !Object.hasOwn(files, file)),
  );

const build = async (check: boolean): Promise<string[]> => {
  const entries = readEntries(root);
  const before = { "policies/capabilities.json": json(capabilities(root)), "policies/lib/tables.rego": tablesRego(entries.tables) };
  const stale = await writeGenerated(before, { check });
  checkPolicies(entries.rules, world, root);
  const rules = entries.rules.map((entry) => deriveRule(entry, world, root));
  const files = generate(rules, entries);
  stale.push(...(await writeGenerated(files, { check })));
  for (const file of orphans(files)) {
    stale.push(file);
    if (!check) rmSync(join(root, file));
  }
  if (check && stale.length > 0) return stale;
  const wasm = buildWasm([...rulesByKind(rules).keys()], root);
  if (!existsSync(join(root, wasmFile)) || !readFileSync(join(root, wasmFile)).equals(wasm)) {
    stale.push(wasmFile);
    if (!check) writeFileSync(join(root, wasmFile), wasm);
  }
  const policy = createHash("sha256").update(wasm).digest("hex");
  const catalogue: Catalogue = { format: catalogueFormat, policy, rules, profiles: entries.profiles, frameworks: entries.frameworks };
  return [...stale, ...(await writeGenerated({ "rules/catalogue.json": json(catalogue) }, { check }))];
};

/** `npm run rules:build` writes what follows from the rules; `--check` only compares, and exits 1 when something is stale. */
const main = async (): Promise<void> => {
  const check = process.argv.includes("--check");
  try {
    const stale = await build(check);
    for (const file of stale) process.stdout.write(check ? `stale: ${file}\n` : `wrote ${file}\n`);
    if (check && stale.length > 0) process.exitCode = 1;
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exitCode = 2;
  }
};

if (process.argv[1] === import.meta.filename) await main();
