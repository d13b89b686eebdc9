import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Problem } from "../estate/problem.ts";
import type { Io } from "./io.ts";

/** What is read is read whole; beyond this it is refused, not half read. */
const sizeLimit = 2_000_000_000;

const unreadable = (file: string, cause: unknown): Problem => {
  const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const what = missing ? "There is no such file." : "The file cannot be opened.";
  return new Problem(
    { code: "file-unreadable", what, where: file, todo: missing ? "Check the path." : "Check that it is a file that you may read." },
    { cause },
  );
};

export const readInputBytes = async ({ cwd }: Io, file: string): Promise<Uint8Array> => {
  const path = resolve(cwd, file);
  try {
    const { size } = await stat(path);
    if (size > sizeLimit)
      throw new Problem({
        code: "file-too-large",
        what: `The file has ${size} bytes, more than ${sizeLimit}.`,
        where: file,
        todo: "Split it.",
      });
    return await readFile(path);
  } catch (error) {
    throw error instanceof Problem ? error : unreadable(file, error);
  }
};

export const readInput = async (io: Io, file: string): Promise<string> => new TextDecoder().decode(await readInputBytes(io, file));

/** Written beside its place and moved there: nobody sees half a file, and a failed run leaves the old one. */
export const writeOutput = async ({ cwd }: Io, file: string, text: string): Promise<void> => {
  const path = resolve(cwd, file);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Problem(
      { code: "file-unwritable", what: "The file cannot be written.", where: file, todo: "Check the folder, and that there is room." },
      { cause: error },
    );
  }
};
