import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

// Packages written for CommonJS ask for Node's own modules by `require`, which a module has to make itself.
const banner = 'import { createRequire as sagewardenRequire } from "node:module"; const require = sagewardenRequire(import.meta.url);';

/** Everything that the source says in quotes: among it, each operation that is ever called. */
const quoted = (): ReadonlySet<string> =>
  new Set(
    readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [...readFileSync(join("src", file), "utf8").matchAll(/"([A-Z]\w+)"/g)].map(([, word = ""]) => word)),
  );

/**
 * Commands are found by name when they are called, and so a bundler would keep all of them: EC2 alone has hundreds that nobody calls, and
 * takes 80 MB. Of each client, only those go in whose operation the source names.
 */
const calledCommands = (): Plugin => ({
  name: "called-commands",
  setup: (building) => {
    const named = quoted();
    const isCalled = (name: string): boolean =>
      name.endsWith("Client") || (name.endsWith("Command") && named.has(name.slice(0, -"Command".length)));
    building.onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path, namespace: "called" } : undefined,
    );
    building.onLoad({ filter: /^/, namespace: "called" }, async ({ path }) => {
      const sdk: object = await import(path);
      const names = Object.keys(sdk).filter(isCalled);
      return { contents: `export { ${names.join(", ")} } from ${JSON.stringify(path)};`, resolveDir: process.cwd() };
    });
  },
});

const bundle = async (): Promise<Metafile> => {
  const { metafile } = await build({
    entryPoints: { sagewarden: "src/cli/main.ts", index: "src/index.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    plugins: [calledCommands()],
    // What is imported lazily stays in files of its own: `--version` reads none of them.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    // The SDK's modules as modules, so that what nobody calls is left out: its clients start in a third of the time.
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    banner: { js: banner },
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
};

/** `node_modules/@a/b/node_modules/c/lib/x.js` belongs to `node_modules/@a/b/node_modules/c`. */
const packageFolder = (file: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

const licenceOf = (folder: string): string => {
  const manifest: { name: string; version: string; license?: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? `Licence: ${manifest.license ?? "not stated"}` : readFileSync(join(folder, file), "utf8").trim();
  return `${manifest.name} ${manifest.version} (${manifest.license ?? "see below"})\n\n${text}\n`;
};

/** What is bundled is distributed, so its licences come along. */
const writeLicences = ({ inputs }: Metafile): void => {
  const folders = new Set(Object.keys(inputs).flatMap((file) => packageFolder(file) ?? []));
  const texts = [...folders].toSorted((a, b) => (a < b ? -1 : 1)).map(licenceOf);
  writeFileSync("dist/licences.txt", texts.join(`\n${"-".repeat(80)}\n\n`));
};

const writeTypes = (): void => {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
  if (status !== 0) throw new Error("the types could not be written");
};

if (!existsSync("policies/policy.wasm")) throw new Error("policies/policy.wasm is not here: run `npm run rules:build` first");
rmSync("dist", { recursive: true, force: true });
writeLicences(await bundle());
if (!process.argv.includes("--without-types")) writeTypes();
