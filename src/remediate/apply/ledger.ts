import type { Kind } from "../../kinds/kind.ts";
import type { FixItem, FixPlan } from "../fix-plan.ts";
import { verbOf } from "../marking.ts";
import { type Ending, waitForEnd } from "./act.ts";
import type { JournalEntry } from "./chain.ts";
import { type Known, progressOf } from "./check.ts";
import type { Effects } from "./effects.ts";

/** Acts of a plan are told apart by what is done to what. */
export type ActName = { plan: string; resource: string; verb: string };

export const entriesOf = ({ journal }: Effects, { plan, resource, verb }: ActName): JournalEntry[] =>
  journal.entries().filter((entry) => entry.type !== "run" && entry.plan === plan && entry.resource === resource && entry.verb === verb);

/** Begun, and nobody has written down how it ended. */
export const isOpen = (effects: Effects, name: ActName): boolean => {
  const types = new Set(entriesOf(effects, name).map(({ type }) => type));
  return types.has("intent") && !types.has("outcome");
};

export const record = async ({ journal }: Effects, { plan, resource, verb }: ActName, ending: Ending): Promise<void> =>
  journal.append({ type: "outcome", plan, resource, verb, ...ending });

const endingOf = async (known: Known, effects: Effects): Promise<Ending | undefined> => {
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
  const intents = effects.journal.entries().flatMap((entry) => (entry.type === "intent" && entry.plan !== current.hash ? [entry] : []));
  for (const { plan, item } of intents) {
    const name: ActName = { plan, resource: item.resource, verb: item.verb };
    const kind = kinds.find((one) => one.name === item.kind);
    const verb = kind && verbOf(kind, item);
    if (!isOpen(effects, name)) continue;
    const ending = kind && verb && (await endingOf({ item, kind, verb }, effects));
    if (ending) await record(effects, name, ending);
    else unsettled.push({ item, detail: "an earlier run began it and broke off, and what came of it cannot be seen now" });
  }
  return unsettled;
};
