import { type GeneratedFiles, generatorMain, root } from "./generated-files.ts";
import { readEntries } from "./rules/read-entries.ts";

/** The table of AWS's own policies as code, since facts are pure and read no files. */
export const generateManagedPolicies = (): GeneratedFiles => {
  const { rows } = readEntries(root).tables.get("managed-policies") ?? {};
  const content = `// Generated from rules/tables/managed-policies.yaml by \`npm run generate\`. Do not edit.
import type { JsonObject } from "../../estate/json.ts";

/** By name. Each is whole. */
export const managedPolicies: Readonly<Record<string, { version: string; statements: readonly JsonObject[] }>> = ${JSON.stringify(rows)};
`;
  return { "src/facts/policies/managed-policies.ts": content };
};

if (process.argv[1] === import.meta.filename) await generatorMain(generateManagedPolicies);
