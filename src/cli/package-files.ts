import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";

const readPackage = (folder: string): { name?: unknown; version?: unknown } => {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return {};
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isObject(parsed) ? parsed : {};
};

const findRoot = (from: string): string => {
  for (let folder = from; ; folder = dirname(folder)) {
    if (readPackage(folder).name === "sagewarden") return folder;
    if (dirname(folder) === folder) throw new Error("sagewarden's own package.json is not above its code");
  }
};

/** The same two lines serve src/cli in the repository and dist in the published package. */
const root = findRoot(import.meta.dirname);

export const version = (): string => String(readPackage(root).version);

const missing = (path: string, cause: unknown): Problem =>
  new Problem(
    {
      code: "package-incomplete",
      what: "A file that belongs to sagewarden itself is missing.",
      where: path,
      todo: "Install the package again; in the repository, run `npm run rules:build`.",
    },
    { cause },
  );

/** Reads a file of the package: the policy, the catalogue, a schema. */
export const packageBytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await readFile(join(root, path)));
  } catch (error) {
    throw missing(path, error);
  }
};

export const packageText = async (path: string): Promise<string> => new TextDecoder().decode(await packageBytes(path));
