import { Problem } from "../../estate/problem.ts";
import type { Kind } from "../../kinds/kind.ts";
import { type FixItem, type FixPlan, hashOf, principalOf } from "../fix-plan.ts";
import { act, type Ending, waitForEnd } from "./act.ts";
import { type Caps, overCap } from "./caps.ts";
import { check, type Known, progressOf } from "./check.ts";
import type { Effects } from "./effects.ts";
import { type ActName, entriesOf, isOpen, record, settleOthers } from "./ledger.ts";

export type ActOutcome = "done" | "already-done" | "would-act" | "skipped-stale" | "failed" | "not-reached";
export type Act = { resource: string; kind: string; name: string; verb: string; outcome: ActOutcome; detail: string };

export type ApplyInput = {
  plan: FixPlan;
  /** Null: a dry run, which looks at everything and does nothing. */
  approval: { hash: string; by: string } | null;
  kinds: readonly Kind[];
  caps: Caps;
  identity: string;
  policies: string;
  effects: Effects;
};

export type ApplyResult = {
  acts: Act[];
  /** Why all of it would be refused, were it approved. */
  overCap: string | null;
  code: 0 | 4;
};

const refuse = (code: string, what: string, todo: string, exitCode: 2 | 4 = 2): never => {
  throw new Problem({ code, what, todo, exitCode });
};

const again = "Plan again with `sagewarden fix plan`, and approve the new plan.";

const hasExpired = ({ plan, effects }: ApplyInput): boolean => !(Date.parse(effects.now()) < Date.parse(plan.expiresAt));

const checkPlan = (input: ApplyInput): void => {
  const { plan, approval, identity, policies } = input;
  if (hashOf(plan) !== plan.hash) refuse("fix-plan-edited", "The fix plan was changed after it was made.", again);
  if (approval && approval.hash !== plan.hash)
    refuse(
      "fix-not-approved",
      `The approval names ${approval.hash.slice(0, 80)}, and the plan is ${plan.hash}.`,
      "Read this plan, and approve its hash.",
    );
  // What was begun must be seen to its end; nothing new begins.
  const isBegun = approval !== null && plan.items.some((item) => isOpen(input.effects, nameOf(input, item)));
  if (hasExpired(input) && !isBegun) refuse("fix-plan-expired", `The fix plan was good until ${plan.expiresAt}.`, again);
  if (principalOf(identity) !== plan.identity)
    refuse("fix-other-identity", `The plan was made by ${plan.identity}, and ${principalOf(identity)} wants to apply it.`, again);
  if (policies !== plan.policies) refuse("fix-other-policies", "The policies have changed since the plan was made.", again);
};

/** The verb as the kinds have it today: a plan may only ask for what it would be planned as now. */
const knownOf = (item: FixItem, kinds: readonly Kind[]): Known => {
  const kind = kinds.find(({ name }) => name === item.kind);
  const verb = kind?.verbs[item.verb];
  if (!kind || !verb || verb.operation.service !== item.operation.service || verb.operation.name !== item.operation.name)
    return refuse("fix-unknown-verb", `There is no ${item.verb} by ${item.operation.name} for ${item.kind}.`, again);
  if (verb.type !== "reversible")
    refuse(
      "fix-not-reversible",
      `To ${item.verb} ${item.kind} is ${verb.type}, and only what can be taken back is done.`,
      "Do it by hand.",
    );
  return { item, kind, verb };
};

const actOf = ({ resource, kind, name, verb }: FixItem, outcome: ActOutcome, detail: string): Act => ({
  resource,
  kind,
  name,
  verb,
  outcome,
  detail,
});

const nameOf = ({ plan }: ApplyInput, { resource, verb }: FixItem): ActName => ({ plan: plan.hash, resource, verb });

/** Leaves a resource alone. An act that was begun before an interruption ends here, as one of which the effect was never seen. */
const leave = async (input: ApplyInput, item: FixItem, { outcome, detail }: Pick<Act, "outcome" | "detail">): Promise<Act> => {
  if (!input.approval) return actOf(item, outcome, detail);
  const name = nameOf(input, item);
  if (isOpen(input.effects, name)) {
    const unseen: Ending = { outcome: "failed", detail: `interrupted, and no effect was seen: ${detail}` };
    await record(input.effects, name, unseen);
    return actOf(item, unseen.outcome, unseen.detail);
  }
  await input.effects.journal.append({ type: "skipped", ...name, detail: `${outcome}: ${detail}` });
  return actOf(item, outcome, detail);
};

/** How an act ended that was begun before a crash or by an earlier run; undefined where it is yet to be done. */
const endedBefore = async (input: ApplyInput, known: Known): Promise<Act | undefined> => {
  const { item } = known;
  const name = nameOf(input, item);
  const outcome = entriesOf(input.effects, name).find((entry) => entry.type === "outcome");
  if (outcome) return actOf(item, outcome.outcome, outcome.detail);
  if (!input.approval || !isOpen(input.effects, name)) return undefined;
  const progress = await progressOf(known, input.effects);
  if (typeof progress === "object") return leave(input, item, { outcome: "failed", detail: progress.lost });
  // It stays open: the next run with this journal looks again.
  if (progress === "unseen") return actOf(item, "failed", "it was begun before an interruption, and cannot be looked at now");
  if (progress === "not begun") return undefined;
  const ending = await waitForEnd(known, input.effects);
  await record(input.effects, name, ending);
  return actOf(item, ending.outcome, ending.detail);
};

const applyOne = async (input: ApplyInput, known: Known): Promise<Act> => {
  const { item } = known;
  const before = await endedBefore(input, known);
  if (before) return before;
  if (hasExpired(input)) return leave(input, item, { outcome: "not-reached", detail: "the plan has expired" });
  const found = await check(known, input.effects);
  if (found.say === "stale") return leave(input, item, { outcome: "skipped-stale", detail: found.detail });
  if (found.say === "already") return leave(input, item, { outcome: "already-done", detail: `it is ${found.state}` });
  if (found.say === "unseen")
    return leave(input, item, { outcome: "failed", detail: `it could not be looked at: ${found.failure.detail}` });
  if (!input.approval) return actOf(item, "would-act", `${item.operation.name} would be called`);
  const ending = await act(known, input.plan, input.effects);
  await record(input.effects, nameOf(input, item), ending);
  return actOf(item, ending.outcome, ending.detail);
};

/**
 * Does what an approved plan says, one act after the other, each after a fresh look. Safe to run again after any crash with the
 * same plan and journal: what was begun is looked at, never simply repeated.
 */
export const applyFixes = async (input: ApplyInput): Promise<ApplyResult> => {
  const { plan, approval, kinds, caps, effects } = input;
  checkPlan(input);
  const known = plan.items.map((item) => knownOf(item, kinds));
  const over = overCap(plan, caps);
  if (approval && over !== undefined)
    refuse("fix-over-cap", `The plan is too much: ${over}.`, "Plan less, or raise the cap in the configuration.", 4);
  if (approval) {
    await effects.journal.append({ type: "run", plan: plan.hash, approvedBy: approval.by, identity: input.identity });
    await settleOthers(input);
  }
  const acts: Act[] = [];
  for (const one of known) acts.push(await applyOne(input, one));
  const isBad = acts.some(({ outcome }) => outcome === "failed" || outcome === "not-reached");
  return { acts, overCap: over ?? null, code: isBad ? 4 : 0 };
};
