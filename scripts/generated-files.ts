import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, getFileInfo, resolveConfig } from "prettier";

/** Path from the repository's root -> content. */
export type GeneratedFiles = Record<string, string>;

export const root = fileURLToPath(new URL("..", import.meta.url));

/** As `prettier --write` would leave it, so that generated files pass the same format check as written ones. */
const formatted = async (path: string, content: string): Promise<string> => {
  const file = join(root, path);
  const { inferredParser } = await getFileInfo(file);
  return inferredParser === null ? content : format(content, { ...(await resolveConfig(file, { editorconfig: true })), filepath: file });
};

const current = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(join(root, path), "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
};

/** Writes what differs, or with `check` leaves it; returns the files that were not as generated. */
export const writeGenerated = async (files: GeneratedFiles, { check }: { check: boolean }): Promise<string[]> => {
  const stale: string[] = [];
  for (const [path, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const wanted = await formatted(path, content);
    if ((await current(path)) === wanted) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), wanted);
  }
  return stale;
};

/** The command line of every generator: writes its files, or with `--check` names those that are stale and exits 1. */
export const generatorMain = async (generate: () => GeneratedFiles | Promise<GeneratedFiles>): Promise<void> => {
  const check = process.argv.includes("--check");
  const stale = await writeGenerated(await generate(), { check });
  for (const path of stale) process.stdout.write(check ? `stale: ${path}\n` : `wrote ${path}\n`);
  if (check && stale.length > 0) process.exitCode = 1;
};
