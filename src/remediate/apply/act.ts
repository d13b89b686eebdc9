import type { FixPlan } from "../fix-plan.ts";
import { check, type Check, type Known, progressOf } from "./check.ts";
import type { CallAnswer, Effects } from "./effects.ts";

/** AWS throttles for seconds, not minutes; who is still refused after that will be planned again. */
const throttlePatience = 6;
const backoff = (attempt: number): number => 500 * 2 ** attempt;
/** What stops stops within seconds or within minutes: looks often at first, then every ten seconds. */
const patienceMinutes = 15;
const pauseAfter = (waited: number): number => Math.min(Math.max(waited, 1000), 10_000);

const inWords = (found: Exclude<Check, { say: "ready" }>): string => {
  if (found.say === "stale") return found.detail;
  return found.say === "already" ? `it became ${found.state}` : `it could not be looked at: ${found.failure.detail}`;
};

export type Ending = { outcome: "done" | "failed"; detail: string };

/** A throttled call did nothing, so it may be made again, if after the wait it is still right. */
const sendPatiently = async (known: Known, effects: Effects): Promise<CallAnswer> => {
  const { item, verb } = known;
  for (let attempt = 0; ; attempt++) {
    const answer = await effects.send(verb.operation, item.input, item.region);
    if (answer.ok || answer.failure.type !== "throttled" || attempt >= throttlePatience) return answer;
    await effects.sleep(backoff(attempt));
    const again = await check(known, effects);
    if (again.say !== "ready")
      return { ok: false, failure: { type: "changed", detail: `while AWS throttled the call, ${inWords(again)}` } };
  }
};

/** Waits for the state that proves the act. */
export const waitForEnd = async (known: Known, effects: Effects): Promise<Ending> => {
  for (let waited = 0, pause = 0; waited < patienceMinutes * 60_000; waited += pause) {
    const progress = await progressOf(known, effects);
    if (progress === "done") return { outcome: "done", detail: known.verb.to === null ? "it is gone" : `it is ${known.verb.to}` };
    if (typeof progress === "object") return { outcome: "failed", detail: progress.lost };
    pause = pauseAfter(waited);
    await effects.sleep(pause);
  }
  return { outcome: "failed", detail: `it was not ${known.verb.to ?? "gone"} after ${patienceMinutes} minutes` };
};

/** A failed call may have had its effect all the same: only another look tells, and the call is never simply made again. */
const afterFailure = async (known: Known, effects: Effects, detail: string): Promise<Ending> => {
  const progress = await progressOf(known, effects);
  if (progress === "done" || progress === "under way") return waitForEnd(known, effects);
  if (progress === "unseen") return { outcome: "failed", detail: `${detail}; whether it had an effect could not be seen` };
  return { outcome: "failed", detail: progress === "not begun" ? detail : `${detail}; ${progress.lost}` };
};

/** One act: intent on the disk, the call, what it came to, outcome on the disk. */
export const act = async (known: Known, plan: FixPlan, effects: Effects): Promise<Ending> => {
  const { item } = known;
  await effects.journal.append({ type: "intent", plan: plan.hash, resource: item.resource, verb: item.verb, item });
  const answer = await sendPatiently(known, effects);
  return answer.ok ? waitForEnd(known, effects) : afterFailure(known, effects, answer.failure.detail);
};
