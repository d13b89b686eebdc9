import type { VirtualClock } from "./clock.ts";
import type { ServiceName } from "./shapes.ts";

/** One call as the stand-in saw it. `began` and `ended` count events, so that overlaps can be told without a clock. */
export type Entry = {
  /** Single sign-on has a portal and no client here. */
  service: ServiceName | "sso";
  operation: string;
  account: string;
  region: string;
  began: number;
  ended: number | null;
  at: string;
  outcome: string;
  /** What a call that changes something is about. */
  resource?: string;
  /** The ARN of whoever called. */
  caller?: string;
};

export type Log = ReturnType<typeof createLog>;

export const createLog = (clock: VirtualClock) => {
  const entries: Entry[] = [];
  const unexpected: string[] = [];
  let events = 0;
  let open = 0;
  let peak = 0;
  return {
    entries,
    begin: (call: Pick<Entry, "service" | "operation" | "account" | "region" | "caller">): Entry => {
      const entry: Entry = { ...call, began: events++, ended: null, at: clock.now().toISOString(), outcome: "open" };
      entries.push(entry);
      peak = Math.max(peak, ++open);
      return entry;
    },
    end: (entry: Entry, outcome: string): void => {
      if (entry.ended !== null) return;
      entry.ended = events++;
      entry.outcome = outcome;
      open--;
    },
    unexpected: (what: string): void => {
      unexpected.push(what);
    },
    /** The most calls that were under way at one moment. */
    peak: (): number => peak,
    count: (operation: string, outcome?: string): number =>
      entries.filter((entry) => entry.operation === operation && (outcome === undefined || entry.outcome === outcome)).length,
    assertNoUnexpected: (): void => {
      if (unexpected.length > 0) throw new Error(`The stand-in was asked for what it does not have: ${unexpected.join("; ")}`);
    },
  };
};
