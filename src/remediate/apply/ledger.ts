import { canonical, sha256 } from "../../estate/canonical.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { FixItem, FixPlan } from "../fix-plan.ts";
import { verbOf } from "../marking.ts";
import { type Ending, waitForEnd } from "./act.ts";
import type { JournalEntry } from "./chain.ts";
import { type Known, progressOf } from "./check.ts";
import type { Effects } from "./effects.ts";

/** Acts of a plan are told apart by what is done to what. */
export type ActName = { plan: string; resource: string; verb: string };

export const entriesOf = ({ journal }: Pick<Effects, "journal">, { plan, resource, verb }: ActName): JournalEntry[] =>
  journal.entries().filter((entry) => entry.type !== "run" && entry.plan === plan && entry.resource === resource && entry.verb === verb);

/** Begun, and nobody has written down how it ended. */
export const isOpen = (effects: Pick<Effects, "journal">, name: ActName): boolean => {
  const types = new Set(entriesOf(effects, name).map(({ type }) => type));
  return types.has("intent") && !types.has("outcome");
};

export type Intent = Extract<JournalEntry, { type: "intent" }>;

/** What was begun and has no word on how it ended, the latest intent of each. */
export const openIntents = (entries: readonly JournalEntry[]): Intent[] => {
  const nameIn = ({ plan, resource, verb }: ActName): string => JSON.stringify([plan, resource, verb]);
  const ended = new Set(entries.flatMap((entry) => (entry.type === "outcome" ? [nameIn(entry)] : [])));
  const begun = entries.filter((entry) => entry.type === "intent").filter((entry) => !ended.has(nameIn(entry)));
  return [...new Map(begun.map((entry) => [nameIn(entry), entry])).values()];
};

/** By what people name an act that was begun: the hash of its line in the journal. */
export const actId = (intent: Intent): string => sha256(canonical(intent));

/** Another act on the same resource of which nobody knows how it ended: until that is settled, nothing else is done to it. */
export const openOn = ({ journal }: Pick<Effects, "journal">, { plan, resource, verb }: ActName): Intent | undefined =>
  openIntents(journal.entries()).find((one) => one.resource === resource && (one.plan !== plan || one.verb !== verb));

export const record = async ({ journal }: Effects, { plan, resource, verb }: ActName, ending: Ending): Promise<void> =>
  journal.append({ type: "outcome", plan, resource, verb, ...ending });

/** How an act that was begun has ended; undefined: nobody can tell now. */
export const endingOf = async (item: FixItem, { kinds, effects }: Pick<Settling, "kinds" | "effects">): Promise<Ending | undefined> => {
  const kind = kinds.find((one) => one.name === item.kind);
  const verb = kind && verbOf(kind, item);
  if (!kind || !verb) return undefined;
  const known: Known = { item, kind, verb };
  const progress = await progressOf(known, effects);
  if (progress.say === "unseen") return undefined;
  if (progress.say === "done" || progress.say === "under way") {
    const { outcome, detail } = await waitForEnd(known, effects);
    return { outcome, detail };
  }
  const detail = progress.say === "not begun" ? "" : `: ${progress.detail}`;
  return { outcome: "failed", detail: `interrupted, and no effect was seen${detail}` };
};

type Settling = { plan: FixPlan; kinds: readonly Kind[]; effects: Effects };

/** An act that stays without an outcome: how it ended is not known. */
export type Unsettled = { item: FixItem; detail: string };

/**
 * Acts of other plans that a crash cut short: the stop workflow makes a new plan each time, so nobody comes back for the old one.
 * They are looked at and written off; none is done here. Gives those of which nobody can tell yet: the next run looks again.
 */
export const settleOthers = async ({ plan: current, kinds, effects }: Settling): Promise<Unsettled[]> => {
  const unsettled: Unsettled[] = [];
  for (const { plan, item } of openIntents(effects.journal.entries()).filter((intent) => intent.plan !== current.hash)) {
    const ending = await endingOf(item, { kinds, effects });
    if (ending) await record(effects, { plan, resource: item.resource, verb: item.verb }, ending);
    else unsettled.push({ item, detail: "an earlier run began it and broke off, and what came of it cannot be seen now" });
  }
  return unsettled;
};
