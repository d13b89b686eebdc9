import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
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

/** A failure of the file system, and not of whoever makes the text while it is written. */
const isOfFiles = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** What is written at one go: large enough to cost little, small enough to hold. */
const chunkSize = 1 << 16;

/** Parts of a text, put together to chunks that are worth writing. */
export function* chunksOf(parts: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const part of parts) {
    chunk += part;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

const writeParts = async (path: string, parts: Iterable<string>): Promise<void> => {
  const file = await open(path, "w");
  try {
    for (const chunk of chunksOf(parts)) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
};

/** Written beside its place and moved there: nobody sees half a file, and a failed run leaves the old one. */
export const writeOutput = async ({ cwd }: Pick<Io, "cwd">, file: string, text: string | Iterable<string>): Promise<void> => {
  const path = resolve(cwd, file);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeParts(draft, typeof text === "string" ? [text] : text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (!isOfFiles(error)) throw error;
    throw new Problem(
      { code: "file-unwritable", what: "The file cannot be written.", where: file, todo: "Check the folder, and that there is room." },
      { cause: error },
    );
  }
};
