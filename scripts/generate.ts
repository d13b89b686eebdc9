import { Problem } from "../src/estate/problem.ts";
import { type GeneratedFiles, writeGenerated } from "./generated-files.ts";

const generators: Record<string, () => Promise<GeneratedFiles>> = {
  kinds: async () => (await import("./generate-kinds.ts")).generateKinds(),
  "configuration schema": async () => (await import("./generate-config-schema.ts")).generateConfigSchema(),
  "estate schema": async () => (await import("./generate-schemas.ts")).generateEstateSchema(),
  architecture: async () => (await import("./generate-architecture.ts")).generateArchitecture(),
};

// One after the other: what one writes (the registry of the kinds) is what the next one reads.
const check = process.argv.includes("--check");
const stale: string[] = [];
try {
  for (const generate of Object.values(generators)) stale.push(...(await writeGenerated(await generate(), { check })));
} catch (thrown) {
  if (!(thrown instanceof Problem)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
for (const path of stale) console.log(check ? `stale: ${path}` : `wrote ${path}`);
if (check && stale.length > 0) {
  console.log("Run `npm run generate` (for rules also `npm run rules:build`) and commit what it writes.");
  process.exitCode = 1;
}
