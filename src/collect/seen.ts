import { createHash } from "node:crypto";

/** What was seen already, by name. */
export type Seen = { add: (name: string) => boolean; clear: () => void };

/** 128 bits: that two names of an estate share them is less likely than that its memory fails. */
const wordsEach = 4;
const firstSlots = 256;

const digestOf = (name: string): Uint32Array => {
  const { buffer, byteOffset } = createHash("sha256").update(name).digest();
  const words = new Uint32Array(wordsEach);
  const view = new DataView(buffer, byteOffset);
  for (let at = 0; at < wordsEach; at++) words[at] = view.getUint32(4 * at);
  // An empty slot is all zeros.
  if (words.every((word) => word === 0)) words[0] = 1;
  return words;
};

const isAt = (table: Uint32Array, at: number, words: Uint32Array): boolean => words.every((word, index) => table[at + index] === word);

const isFree = (table: Uint32Array, at: number): boolean => {
  for (let index = 0; index < wordsEach; index++) if (table[at + index] !== 0) return false;
  return true;
};

/** Where the words are in the table, or the free place where they belong. */
const placeOf = (table: Uint32Array, words: Uint32Array): number => {
  const slots = table.length / wordsEach;
  let slot = (words[0] ?? 0) % slots;
  while (!isFree(table, slot * wordsEach) && !isAt(table, slot * wordsEach, words)) slot = (slot + 1) % slots;
  return slot * wordsEach;
};

const grown = (table: Uint32Array): Uint32Array => {
  const larger = new Uint32Array(2 * table.length);
  for (let at = 0; at < table.length; at += wordsEach) {
    const words = table.subarray(at, at + wordsEach);
    if (!isFree(table, at)) larger.set(words, placeOf(larger, words));
  }
  return larger;
};

/**
 * Remembers names by their digests, in one table at most three quarters full: half a million take 16 MB, and as strings several times
 * as much. All of them are kept, since a list that is begun again tells everything a second time.
 */
export const createSeen = (): Seen => {
  let table: Uint32Array = new Uint32Array(firstSlots * wordsEach);
  let count = 0;
  return {
    /** Whether it is new. */
    add: (name) => {
      const words = digestOf(name);
      const place = placeOf(table, words);
      if (!isFree(table, place)) return false;
      table.set(words, place);
      count += 1;
      if (count * wordsEach > 0.75 * table.length) table = grown(table);
      return true;
    },
    clear: () => {
      table = new Uint32Array(firstSlots * wordsEach);
      count = 0;
    },
  };
};
