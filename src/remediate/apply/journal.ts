import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { Problem } from "../../estate/problem.ts";
import { type JournalEntry, type JournalEvent, linkEvent, readChain } from "./chain.ts";

/** What was done, kept so that no crash can lose it: an entry is on the disk before `append` returns. */
export type Journal = { entries: () => readonly JournalEntry[]; append: (event: JournalEvent) => Promise<void> };

/** A new file is safe only once its folder has noted it. */
const syncFolder = async (file: string): Promise<void> => {
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const requireAlone = async (handle: FileHandle, bytes: number, file: string): Promise<void> => {
  if ((await handle.stat()).size === bytes) return;
  throw new Problem({
    code: "journal-shared",
    what: "Somebody else has written to the journal of acts while this run was under way.",
    where: file,
    todo: "Let one run end before the next begins.",
    exitCode: 4,
  });
};

/** Opens or begins a journal and proves what it holds. */
export const openJournal = async (file: string, now: () => string): Promise<Journal & { close: () => Promise<void> }> => {
  const handle = await open(file, "a+", 0o600);
  try {
    const chain = readChain(await handle.readFile("utf8"), file);
    await handle.truncate(chain.bytes);
    await handle.sync();
    await syncFolder(file);
    let { head, bytes } = chain;
    return {
      entries: () => chain.entries,
      append: async (event) => {
        await requireAlone(handle, bytes, file);
        const next = linkEvent(event, head, now());
        await handle.appendFile(next.line);
        await handle.sync();
        ({ head } = next);
        bytes += Buffer.byteLength(next.line);
        chain.entries.push(next.entry);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};
