import { Problem } from "../../estate/problem.ts";
import { type Chain, readChain } from "./chain.ts";
import { breaksSeal, readSeal } from "./seal.ts";

export type Verification =
  | { ok: true; lines: number; hash: string; /** A line was being written when the run ended. */ isCutShort: boolean }
  | { ok: false; what: string };

export type Evidence = {
  /** The journal, byte for byte. */
  journal: Uint8Array;
  /** Its signed head; undefined: there is none. */
  head: string | undefined;
  /** The public key that must have signed. */
  publicKey: string;
};

const chainOf = (text: string): Chain | string => {
  try {
    return readChain(text, "");
  } catch (error) {
    if (error instanceof Problem) return error.facts.what;
    throw error;
  }
};

/** Whether a journal holds every line that was written to it, as it was written, in that order. */
export const verifyJournal = ({ journal, head, publicKey }: Evidence): Verification => {
  const text = Buffer.from(journal).toString("utf8");
  // Bytes that are no UTF-8 all read alike: a change of one into another would not be seen.
  if (Buffer.compare(Buffer.from(text), journal) !== 0) return { ok: false, what: "The journal holds bytes that are no text." };
  if (head === undefined) return { ok: false, what: "There is no signed head beside the journal." };
  const sealed = readSeal(head, publicKey);
  if (typeof sealed === "string") return { ok: false, what: `The journal cannot be trusted: ${sealed}.` };
  const chain = chainOf(text);
  if (typeof chain === "string") return { ok: false, what: chain };
  const why = breaksSeal(chain, sealed, journal.length);
  if (why !== undefined) return { ok: false, what: `The journal was tampered with or damaged: ${why}.` };
  return { ok: true, lines: chain.entries.length, hash: chain.head.hash, isCutShort: sealed.next !== null };
};
