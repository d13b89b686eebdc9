import { Problem } from "../../estate/problem.ts";
import type { JournalEntry } from "./chain.ts";
import { besides, openJournal, type OpenedJournal, readJournal } from "./journal.ts";
import { type Lease, openLeases, takeLease } from "./lease.ts";

export type Run = { journal: OpenedJournal; lease: Lease; close: () => void };
export type RunOptions = { file: string; holder: string; now: () => string; clock: () => number };

const tokenOf = (entry: JournalEntry): number => (entry.type === "run" || entry.type === "intent" ? entry.token : 0);

const held = (by: string, until: number): Problem =>
  new Problem({
    code: "lease-held",
    what: `Another run (${by}) has the right to act until ${new Date(until).toISOString()}, and renews it as long as it lives.`,
    todo: "Let it end first.",
    exitCode: 4,
  });

const journalOf = ({ file, now }: Pick<RunOptions, "file" | "now">, lease: Lease): OpenedJournal => {
  try {
    return openJournal({ file, now, guard: lease.guard });
  } catch (error) {
    lease.release();
    throw error;
  }
};

/** The right to act, and the journal in which acts are written down: two runs never have both. */
export const openRun = ({ file, holder, now, clock }: RunOptions): Run => {
  const leases = openLeases(besides(file).lease);
  try {
    const atLeast = Math.max(0, ...readJournal(file).entries().map(tokenOf));
    const lease = takeLease(leases, { holder, clock, atLeast });
    if ("heldBy" in lease) throw held(lease.heldBy, lease.until);
    const journal = journalOf({ file, now }, lease);
    const close = (): void => {
      journal.close();
      lease.release();
      leases.close();
    };
    return { journal, lease, close };
  } catch (error) {
    leases.close();
    throw error;
  }
};
