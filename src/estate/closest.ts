/** Edits (insert, delete, replace, swap neighbours) that turn one word into the other. */
const distance = (from: string, to: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      const edits = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1)];
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) edits.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...edits));
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
};

const plain = (word: string): string => word.toLowerCase().replaceAll(/[-_\s]/g, "");

/** The candidate that somebody probably meant, if one is near enough: spelling aside, at most a third of it may differ. */
export const closest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > 64) return undefined;
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of [...candidates].sort()) {
    const edits = distance(plain(word), plain(candidate));
    if (edits <= Math.max(1, Math.floor(candidate.length / 3)) && (best === undefined || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate;
};

/** ` Did you mean "profile"?`, or nothing. */
export const didYouMean = (word: string, candidates: Iterable<string>): string => {
  const candidate = closest(word, candidates);
  return candidate === undefined ? "" : ` Did you mean "${candidate}"?`;
};
