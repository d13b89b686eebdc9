import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Problem } from "../estate/problem.ts";
import type { Io } from "./io.ts";

/** More would not be a module but a disk. */
const limits = { files: 5_000, bytes: 2_000_000 };

const planNames = ["plan.json", "tfplan.json"];

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
};

/** The plan that a path means: the file itself, or the plan in the folder. */
export const findPlan = async ({ cwd }: Io, path: string): Promise<string> => {
  const folder = resolve(cwd, path);
  if (!(await isFolder(folder))) return path;
  const names = await readdir(folder);
  const name = planNames.find((candidate) => names.includes(candidate));
  if (name !== undefined) return join(path, name);
  throw new Problem({
    code: "plan-missing",
    what: `There is no ${planNames.join(" and no ")} in this folder.`,
    where: path,
    todo: "Write one with `terraform plan -out=tfplan && terraform show -json tfplan > plan.json`.",
  });
};

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
