import { readdirSync } from "node:fs";
import { Problem } from "../src/estate/problem.ts";
import { type GeneratedFiles, writeGenerated } from "./generated-files.ts";

type Generate = () => GeneratedFiles | Promise<GeneratedFiles>;

const isGenerator = ([name, value]: [string, unknown]): boolean => /^generate[A-Z]/.test(name) && typeof value === "function";

/** Every scripts/generate-NAME.ts; the kinds first, since the schemas are made of their registry. */
const generatorFiles = (): string[] => {
  const first = "generate-kinds.ts";
  const files = readdirSync(import.meta.dirname).filter((file) => file.startsWith("generate-") && file !== first);
  return [first, ...files.toSorted((a, b) => (a < b ? -1 : 1))];
};

const generatorOf = async (file: string): Promise<Generate> => {
  const exported: Record<string, Generate> = await import(`./${file}`);
  const [generator, ...others] = Object.entries(exported).filter(isGenerator);
  if (generator === undefined || others.length > 0)
    throw new Error(`scripts/${file} should export one function whose name begins with "generate"`);
  return generator[1];
};

const check = process.argv.includes("--check");
const stale: string[] = [];
try {
  for (const file of generatorFiles()) {
    const generate = await generatorOf(file);
    stale.push(...(await writeGenerated(await generate(), { check })));
  }
} catch (thrown) {
  if (!(thrown instanceof Problem)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
for (const path of stale) console.log(check ? `stale: ${path}` : `wrote ${path}`);
if (check && stale.length > 0) {
  console.log("Run `npm run generate`, and commit what it writes.");
  process.exitCode = 1;
}
