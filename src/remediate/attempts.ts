import type { JournalEntry } from "./apply/chain.ts";

/** How often an act on a resource failed in a row, up to now: a stop that fails is tried again by each run, and must not pass unseen. */
export const failuresInARow = (entries: readonly JournalEntry[], act: { resource: string; verb: string }): number => {
  let failures = 0;
  for (const entry of entries) {
    if (entry.type !== "outcome" || entry.resource !== act.resource || entry.verb !== act.verb) continue;
    if (entry.outcome === "written-off") continue;
    failures = entry.outcome === "failed" ? failures + 1 : 0;
  }
  return failures;
};
