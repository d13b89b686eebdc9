import { Problem } from "../../estate/problem.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { FixItem } from "../fix-plan.ts";
import { verbOf } from "../marking.ts";
import type { MayNot } from "../roles.ts";
import { progressOf } from "./check.ts";
import type { Effects } from "./effects.ts";
import { actId, endingOf, type Intent, openIntents } from "./ledger.ts";

const shortest = 8;

/** What a look says now of an act that was begun: whether the next run will settle it, or why nobody can tell. */
export const outlookOf = async (
  item: FixItem,
  { kinds, describe }: { kinds: readonly Kind[] } & Pick<Effects, "describe">,
): Promise<{ canBeTold: boolean; says: string }> => {
  const kind = kinds.find(({ name }) => name === item.kind);
  const verb = kind && verbOf(kind, item);
  if (!kind || !verb) return { canBeTold: false, says: `there is no ${item.verb} for ${item.kind} any more` };
  const progress = await progressOf({ item, kind, verb }, { describe });
  if (progress.say === "unseen") return { canBeTold: false, says: `it cannot be looked at: ${progress.detail}` };
  return { canBeTold: true, says: `the next run settles it${"detail" in progress ? `: ${progress.detail}` : ""}` };
};

export type WriteOffInput = {
  /** The act, or the beginning of its name. */
  act: string;
  reason: string;
  kinds: readonly Kind[];
  mayNot: MayNot;
  /** Who answers for it. */
  identity: string;
  effects: Effects;
};

const openAct = ({ act, effects }: WriteOffInput): Intent => {
  const open = openIntents(effects.journal.entries());
  const [intent, other] = act.length < shortest ? [] : open.filter((one) => actId(one).startsWith(act));
  if (intent && !other) return intent;
  throw new Problem({
    code: "open-no-act",
    what: `The journal has ${other ? "more than one" : "no"} open act ${JSON.stringify(act.slice(0, 80))}.`,
    todo: open.length === 0 ? "None is open." : `Name one by at least ${shortest} letters; \`sagewarden fix open\` lists them.`,
  });
};

const refuseOthers = ({ mayNot }: WriteOffInput, item: FixItem): void => {
  const denied = mayNot({ ...item, verb: "write-off" });
  if (denied === undefined) return;
  throw new Problem({
    code: "fix-not-yours",
    what: `To write off ${item.verb} of ${item.kind} ${item.name} is not for this caller: ${denied}.`,
    todo: "Let one of them do it.",
  });
};

export type WrittenOff = { item: FixItem; outcome: "done" | "failed" | "written-off"; detail: string };

/** Ends an act of which nobody can tell how it ended, on somebody's word. What a look can still tell is written down instead. */
export const writeOff = async (input: WriteOffInput): Promise<WrittenOff> => {
  const { reason, kinds, identity, effects } = input;
  const { plan, resource, verb, item } = openAct(input);
  refuseOthers(input, item);
  const seen = await endingOf(item, { kinds, effects });
  const ending = seen ?? { outcome: "written-off" as const, detail: reason, by: identity };
  await effects.journal.append({ type: "outcome", plan, resource, verb, ...ending });
  return { item, outcome: ending.outcome, detail: ending.detail };
};
