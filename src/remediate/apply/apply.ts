import { Problem } from "../../estate/problem.ts";
import type { Kind } from "../../kinds/kind.ts";
import { type FixItem, type FixPlan, hashOf, principalOf } from "../fix-plan.ts";
import { verbOf } from "../marking.ts";
import { strangerTo } from "../account-bound.ts";
import type { MayNot } from "../roles.ts";
import { act, type Ending, waitForEnd } from "./act.ts";
import { beyond, frozenBy, type Limits, typeForbids } from "../limits.ts";
import { overCap, overHour } from "./caps.ts";
import { check, type Known, progressOf } from "./check.ts";
import type { Effects } from "./effects.ts";
import { type ActName, entriesOf, isOpen, openOn, record, settleOthers } from "./ledger.ts";

export type ActOutcome = "done" | "already-done" | "would-act" | "skipped-stale" | "failed" | "not-reached" | "written-off";
export type Act = { resource: string; kind: string; name: string; verb: string; outcome: ActOutcome; detail: string };

export type ApplyInput = {
  plan: FixPlan;
  /** Null: a dry run, which looks at everything and does nothing. */
  approval: { hash: string; by: string } | null;
  kinds: readonly Kind[];
  limits: Limits;
  /** Why the caller may not do this, or undefined. */
  mayNot: MayNot;
  identity: string;
  policies: string;
  effects: Effects;
};

/** What the acts before this one came to. */
type Tally = { acted: number; failed: number };
/** As acts of this run have left their resources: the next act on the same one rests on that, and not on what was planned. */
type Left = Map<string, string>;

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
  const [unbound] = plan.items.filter(({ account }) => plan.accounts.filter((one) => one.account === account).length !== 1);
  if (unbound) refuse("fix-account-unbound", `The plan does not say under whom account ${unbound.account} is entered.`, again);
  if (policies !== plan.policies) refuse("fix-other-policies", "The policies have changed since the plan was made.", again);
};

/** The verb as the kinds have it today: a plan may only ask for what it would be planned as now. */
const knownOf = (item: FixItem, { plan, kinds, limits, mayNot }: ApplyInput): Known => {
  const kind = kinds.find(({ name }) => name === item.kind);
  const verb = kind && verbOf(kind, item);
  if (!kind || !verb || verb.operation.service !== item.operation.service || verb.operation.name !== item.operation.name)
    return refuse("fix-unknown-verb", `There is no ${item.verb} by ${item.operation.name} for ${item.kind}.`, again);
  if (item.because.length === 0 && plan.undoes === null) refuse("fix-no-reason", `Nothing says why to ${item.verb} ${item.name}.`, again);
  const forbidden = typeForbids(item.verb, verb.type, limits.allow);
  if (forbidden !== undefined)
    refuse(
      "fix-not-switched-on",
      `${forbidden} (${item.kind} ${item.name}).`,
      "Switch it on in remediation.allow and with --allow-irreversible or --allow-recreatable.",
    );
  const denied = mayNot(item);
  if (denied !== undefined)
    refuse(
      "fix-not-yours",
      `To ${item.verb} ${item.kind} ${item.name} is not for this caller: ${denied}.`,
      "Let one of them apply it, or plan without it.",
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
  if (progress.say === "lost") return leave(input, item, { outcome: "failed", detail: progress.detail });
  // It stays open: the next run with this journal looks again.
  if (progress.say === "unseen") return actOf(item, "failed", "it was begun before an interruption, and cannot be looked at now");
  if (progress.say === "not begun") return undefined;
  const { outcome: ended, detail } = await waitForEnd(known, input.effects);
  const ending: Ending = { outcome: ended, detail };
  await record(input.effects, name, ending);
  return actOf(item, ending.outcome, ending.detail);
};

/** Why no act may begin now: whatever somebody or something says against it, asked right before each. */
const heldUp = async ({ plan, limits, effects }: ApplyInput, item: FixItem, { acted, failed }: Tally): Promise<string | undefined> => {
  const open = openOn(effects, { plan: plan.hash, resource: item.resource, verb: item.verb });
  if (open) return `${open.verb} was begun on it at ${open.at}, and nobody knows how that ended: see \`sagewarden fix open\``;
  const { canaries, maxFailures, freezes } = limits;
  if (failed > 0 && acted <= canaries) return `${failed} of the first ${canaries} acts failed`;
  if (beyond(failed, maxFailures)) return `${failed} acts failed, and at most ${maxFailures} may`;
  const halted = await effects.halted();
  if (halted !== undefined) return halted;
  if (!(Date.parse(effects.now()) < Date.parse(plan.expiresAt))) return "the plan has expired";
  return frozenBy(freezes, effects.now()) ?? overHour(effects.journal.entries(), effects.now(), limits);
};

/** Only the time of the change is new: state, settings and verdict must be as planned, and are looked at again. */
const standingAs = (known: Known, modifiedAt: string): Known => ({
  ...known,
  item: { ...known.item, expected: { ...known.item.expected, modifiedAt } },
});

/** Gets into its account as the plan has it: whoever finds themselves somebody else, or elsewhere, does nothing. The others go on. */
const entering = async (
  { plan, approval, identity, effects }: ApplyInput,
  item: FixItem,
): Promise<{ session: string | null } | { detail: string }> => {
  const { account } = item;
  const entered = await effects.enter(account);
  if (!entered.ok) return { detail: `account ${account} cannot be entered: ${entered.detail}` };
  const stranger = strangerTo({ plan, account, as: { caller: entered.caller, looksAs: entered.looksAs } });
  if (stranger !== undefined) return { detail: stranger };
  if (!approval) return { session: null };
  const session = await effects.session(item);
  if (!session.ok) return { detail: session.detail };
  const { actsAs } = session;
  const other = strangerTo({ plan, account, as: { actsAs } });
  return other === undefined ? { session: actsAs === identity ? null : actsAs } : { detail: other };
};

const applyOne = async (input: ApplyInput, known: Known, tally: Tally & { left: Left }): Promise<Act> => {
  const { item } = known;
  const { limits, effects } = input;
  const before = await endedBefore(input, known);
  if (before) return before;
  const late = await heldUp(input, item, tally);
  if (late !== undefined && input.approval) return leave(input, item, { outcome: "not-reached", detail: late });
  const entry = await entering(input, item);
  if ("detail" in entry) return leave(input, item, { outcome: "not-reached", detail: entry.detail });
  const found = await check(known, limits, effects);
  if (found.say === "stale") return leave(input, item, { outcome: "skipped-stale", detail: found.detail });
  if (found.say === "already") return leave(input, item, { outcome: "already-done", detail: `it is ${found.state}` });
  if (found.say === "unseen")
    return leave(input, item, { outcome: "failed", detail: `it could not be looked at: ${found.failure.detail}` });
  if (!input.approval) return actOf(item, "would-act", late ?? `${item.operation.name} would be called`);
  const { modifiedAt, ...ending } = await act(known, found, { ...input, session: entry.session });
  await record(effects, nameOf(input, item), ending);
  if (ending.outcome === "done" && modifiedAt !== undefined) tally.left.set(item.resource, modifiedAt);
  return actOf(item, ending.outcome, ending.detail);
};

const tallyOf = (acts: readonly Act[]): Tally => {
  const failed = acts.filter(({ outcome }) => outcome === "failed").length;
  return { failed, acted: failed + acts.filter(({ outcome }) => outcome === "done").length };
};

/**
 * Does what an approved plan says, one act after the other, each after a fresh look. Safe to run again after any crash with the
 * same plan and journal: what was begun is looked at, never simply repeated.
 */
export const applyFixes = async (input: ApplyInput): Promise<ApplyResult> => {
  const { plan, approval, limits, effects } = input;
  checkPlan(input);
  const known = plan.items.map((item) => knownOf(item, input));
  // What an earlier run began is seen to its end even where nothing new may begin.
  const unsettled = approval ? await settleOthers(input) : [];
  const over = overCap(plan, limits);
  if (approval && over !== undefined)
    refuse("fix-over-cap", `The plan is too much: ${over}.`, "Plan less, or raise the cap in the configuration.", 4);
  if (approval) {
    const { token } = effects.lease;
    await effects.journal.append({ type: "run", plan: plan.hash, approvedBy: approval.by, identity: input.identity, token });
  }
  const done: Act[] = [];
  const left: Left = new Map();
  for (const one of known) {
    const now = left.get(one.item.resource);
    done.push(await applyOne(input, now ? standingAs(one, now) : one, { ...tallyOf(done), left }));
  }
  const acts = [...unsettled.map(({ item, detail }) => actOf(item, "failed", detail)), ...done];
  const isBad = acts.some(({ outcome }) => outcome === "failed" || outcome === "not-reached");
  return { acts, overCap: over ?? null, code: isBad ? 4 : 0 };
};
