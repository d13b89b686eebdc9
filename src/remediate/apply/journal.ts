import { generateKeyPairSync, type KeyObject } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Problem } from "../../estate/problem.ts";
import { type Chain, type Head, type JournalEntry, type JournalEvent, linkEvent, readChain } from "./chain.ts";
import { breaksSeal, privateKeyFrom, publicKeyOf, readSeal, sealText } from "./seal.ts";

/** What was done, kept so that no crash can lose it: an entry is on the disk before `append` returns. */
export type Journal = { entries: () => readonly JournalEntry[]; append: (event: JournalEvent) => Promise<void> };

/** What lies beside a journal: its signed head, the key that signs it, and the lease of who may write. */
export const besides = (file: string) => ({ head: `${file}.head`, key: `${file}.key`, lease: `${file}.lease` });

/** Does a quick thing while nobody else may write. */
export type Guard = <Result>(act: () => Result) => Result;

const broken = (file: string, what: string): never => {
  throw new Problem({
    code: "journal-broken",
    what: `The journal of acts was tampered with or damaged: ${what}.`,
    where: file,
    todo: "Keep the file for whoever looks into it, and name another one with which to go on.",
  });
};

/** A new or renamed file is safe only once its folder has noted it. */
const syncFolder = (file: string): void => {
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const writeSafely = (file: string, text: string, mode: number): void => {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = openSync(draft, "w", mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(file);
};

type Key = { key: KeyObject; isNew: boolean };

/** The key that signs the journal's head, made on first use and for its owner's eyes only. */
const keyIn = (file: string): Key => {
  if (existsSync(file)) return { key: privateKeyFrom(readFileSync(file, "utf8")), isNew: false };
  const { privateKey } = generateKeyPairSync("ed25519");
  writeSafely(file, String(privateKey.export({ type: "pkcs8", format: "pem" })), 0o600);
  return { key: privateKey, isNew: true };
};

/** The key of a journal, to sign with; made if there is none yet. */
export const journalKey = (file: string): KeyObject => keyIn(besides(file).key).key;

const readIfThere = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** A journal as it lies on the disk, proven against the head that was signed for it. */
const prove = (file: string, content: string, key: KeyObject): Chain => {
  const chain = readChain(content, file);
  const text = readIfThere(besides(file).head);
  const sealed = text === undefined ? undefined : readSeal(text, publicKeyOf(key));
  if (typeof sealed === "string") return broken(file, sealed);
  const why = breaksSeal(chain, sealed, Buffer.byteLength(content));
  return why === undefined ? chain : broken(file, why);
};

const requireAlone = (handle: number, bytes: number, file: string): void => {
  if (fstatSync(handle).size === bytes) return;
  throw new Problem({
    code: "journal-shared",
    what: "Somebody else has written to the journal of acts while this run was under way.",
    where: file,
    todo: "Let one run end before the next begins.",
    exitCode: 4,
  });
};

export type Opening = { file: string; now: () => string; guard: Guard };
/** The public key is given where it was made just now: somebody should keep it elsewhere. */
export type OpenedJournal = Journal & { newKey: string | undefined; close: () => void };

/** What is on the disk, without the half line that a crash left: somebody who is writing it just now would lose what they write. */
const readProven = (file: string, handle: number): Key & { chain: Chain } => {
  const made = keyIn(besides(file).key);
  const chain = prove(file, readFileSync(handle, "utf8"), made.key);
  ftruncateSync(handle, chain.bytes);
  fsyncSync(handle);
  syncFolder(file);
  return { ...made, chain };
};

const openProven = ({ file, now, guard }: Opening, handle: number): OpenedJournal => {
  const { head: headFile } = besides(file);
  const { key, isNew, chain } = guard(() => readProven(file, handle));
  let { head, bytes } = chain;
  const seal = (next: Head | null): void => writeSafely(headFile, sealText(key, head, next), 0o600);
  return {
    newKey: isNew ? publicKeyOf(key) : undefined,
    entries: () => chain.entries,
    append: async (event) => {
      guard(() => {
        requireAlone(handle, bytes, file);
        const next = linkEvent(event, head, now());
        seal(next.head);
        appendFileSync(handle, next.line);
        fsyncSync(handle);
        ({ head } = next);
        bytes += Buffer.byteLength(next.line);
        chain.entries.push(next.entry);
        seal(null);
      });
    },
    close: () => closeSync(handle),
  };
};

/** Opens or begins a journal and proves what it holds. */
export const openJournal = (opening: Opening): OpenedJournal => {
  const handle = openSync(opening.file, "a+", 0o600);
  try {
    return openProven(opening, handle);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
};

/** What a journal holds, for a run that does nothing and so writes nothing. */
export const readJournal = (file: string): Journal => {
  const content = readIfThere(file) ?? "";
  const { entries } = readChain(content, file);
  return { entries: () => entries, append: () => Promise.reject(new Error("this journal is only read")) };
};
