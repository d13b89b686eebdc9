import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Io } from "./io.ts";

/** More would not be a module but a disk. */
const limits = { files: 5_000, bytes: 2_000_000 };

const isSource = (name: string): boolean => name.endsWith(".tf");
const isHidden = (name: string): boolean => name.startsWith(".") || name === "node_modules";

/**
 * The .tf files beside a plan and below it, by the path that a reader of the report would follow. They only say where a resource
 * is written, so what cannot be read is left out.
 */
export const readSources = async ({ cwd }: Io, plan: string): Promise<Map<string, string>> => {
  const sources = new Map<string, string>();
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (sources.size >= limits.files || isHidden(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && isSource(entry.name)) {
        const text = await readFile(resolve(cwd, path), "utf8").catch(() => "");
        if (text.length <= limits.bytes) sources.set(path, text);
      }
    }
  };
  await walk(dirname(plan));
  return sources;
};
