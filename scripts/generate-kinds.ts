import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Kind } from "../src/kinds/kind.ts";
import { type GeneratedFiles, generatorMain, root } from "./generated-files.ts";
import { kindsPage } from "./kinds-page.ts";

const isKind = (value: unknown): value is Kind => typeof value === "object" && value !== null && "name" in value && "fields" in value;

/** A file of src/kinds that exports a kind by default is a kind; the others are what kinds are made of. */
const readKinds = async (): Promise<Kind[]> => {
  const files = (await readdir(join(root, "src/kinds"))).filter((file) => file.endsWith(".ts") && file !== "registry.ts");
  const found: Kind[] = [];
  for (const file of files) {
    const exported: { default?: unknown } = await import(pathToFileURL(join(root, "src/kinds", file)).href);
    if (exported.default === undefined) continue;
    if (!isKind(exported.default)) throw new Error(`src/kinds/${file}: the default export is no kind`);
    if (`${exported.default.name}.ts` !== file)
      throw new Error(`src/kinds/${file}: the kind calls itself ${exported.default.name}; file and kind share their name`);
    found.push(exported.default);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
};

const identifier = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const registry = (kinds: readonly Kind[]): string => `// Generated from the files of this folder by \`npm run generate\`. Do not edit.
${kinds.map(({ name }) => `import ${identifier(name)} from "./${name}.ts";`).join("\n")}
import type { Kind } from "./kind.ts";

/** Every kind of resource, by name. */
export const kinds: readonly Kind[] = [${kinds.map(({ name }) => identifier(name)).join(", ")}];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export const kindNamed = (name: string): Kind | undefined => byName.get(name);
`;

export const generateKinds = async (): Promise<GeneratedFiles> => {
  const kinds = await readKinds();
  return { "src/kinds/registry.ts": registry(kinds), "docs/kinds.md": kindsPage(kinds) };
};

if (process.argv[1] === import.meta.filename) await generatorMain(generateKinds);
