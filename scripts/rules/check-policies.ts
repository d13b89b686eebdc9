import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleEntry } from "../../src/evaluate/rule.ts";
import { opa } from "../opa.ts";
import { inputSchema, type World } from "./input-schema.ts";
import { policyFile } from "./policy-file.ts";

/** Each kind, with each of the lists whose elements are asked in its place. */
const asked = ({ kinds, parts }: RuleEntry): [kind: string, list?: string][] =>
  kinds.flatMap((kind): [string, string?][] => parts?.[kind]?.map((list) => [kind, list]) ?? [[kind]]);

/** `opa check` of each rule against the input that each of its kinds sends: a misspelt field is refused with file and line. */
export const checkPolicies = (rules: readonly RuleEntry[], world: World, cwd: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-schemas-"));
  try {
    for (const rule of rules)
      for (const [kind, list] of asked(rule).filter(([name]) => world.kinds.has(name))) {
        const schema = join(folder, `${rule.id}.${kind}.json`);
        writeFileSync(schema, JSON.stringify(inputSchema(rule, { kind, list }, world)));
        opa(["check", "--strict", "--capabilities", "policies/capabilities.json", "-s", schema, "policies/lib", policyFile(rule)], { cwd });
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
};
