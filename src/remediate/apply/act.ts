import type { FixPlan } from "../fix-plan.ts";
import type { Limits } from "../limits.ts";
import { check, type Check, type Known, progressOf, type Sound } from "./check.ts";
import type { Call, CallAnswer, Effects } from "./effects.ts";

/** AWS throttles for seconds, not minutes; who is still refused after that will be planned again. */
const throttlePatience = 6;
const backoff = (attempt: number): number => 500 * 2 ** attempt;
/** What stops stops within seconds or within minutes: looks often at first, then every ten seconds. */
const patienceMinutes = 15;
const pauseAfter = (waited: number): number => Math.min(Math.max(waited, 1000), 10_000);
/** A call rests on a look that is at most so old: whoever was held up in between looks again. */
const freshMilliseconds = 30_000;

const inWords = (found: Exclude<Check, Sound>): string => {
  if (found.say === "stale") return found.detail;
  return found.say === "already" ? `it became ${found.state}` : `it could not be looked at: ${found.failure.detail}`;
};

export type Ending = { outcome: "done" | "failed"; detail: string };
/** `modifiedAt`: of the resource as the act has left it. */
type Seen = Ending & { modifiedAt?: string };
/** `session`: under which AWS will have it, where it is not whoever calls. */
export type Acting = { plan: FixPlan; limits: Limits; effects: Effects; session: string | null };

/** Ends the run here where somebody else has the right to act by now. */
const stillOurs = ({ lease }: Effects): void => lease.guard(() => undefined);

const wasNotDone = (answer: CallAnswer): boolean => !answer.ok && ["throttled", "late"].includes(answer.failure.type);

/** What AWS would replace with the request as a whole is described first, and sent along. */
const alongOf = ({ item, kind, verb }: Known): Call["along"] => {
  const [describe] = kind.describe;
  if (!describe || !verb.keeps) return undefined;
  const input = Object.fromEntries(Object.keys(describe.input).map((member) => [member, item.input[member]]));
  return { operation: describe.operation, input, paths: verb.keeps };
};

/** A call that was throttled or not sent did nothing, so it may be made again, if after another look it is still right. */
const sendPatiently = async (known: Known, sound: Sound, { limits, effects }: Acting): Promise<CallAnswer> => {
  const { item, verb } = known;
  for (let [attempt, look] = [0, sound]; ; attempt++) {
    const notAfter = Math.min(look.at + freshMilliseconds, effects.lease.endsAt());
    const along = alongOf(known);
    const answer = await effects.send({
      item,
      operation: verb.operation,
      input: item.input,
      region: item.region,
      notAfter,
      ...(along && { along }),
    });
    if (!wasNotDone(answer) || attempt >= throttlePatience) return answer;
    await effects.sleep(backoff(attempt));
    stillOurs(effects);
    const halted = await effects.halted();
    if (halted !== undefined) return { ok: false, failure: { type: "changed", detail: halted } };
    const again = await check(known, limits, effects);
    if (again.say !== "ready") return { ok: false, failure: { type: "changed", detail: `while the call had to wait, ${inWords(again)}` } };
    look = again;
  }
};

/** Waits for the state that proves the act. */
export const waitForEnd = async (known: Known, effects: Effects): Promise<Seen> => {
  for (let waited = 0, pause = 0; waited < patienceMinutes * 60_000; waited += pause) {
    stillOurs(effects);
    const progress = await progressOf(known, effects);
    if (progress.say === "done") {
      const { detail, modifiedAt } = progress;
      return { outcome: "done", detail, ...(modifiedAt !== undefined && { modifiedAt }) };
    }
    if (progress.say === "lost") return { outcome: "failed", detail: progress.detail };
    pause = pauseAfter(waited);
    await effects.sleep(pause);
  }
  return {
    outcome: "failed",
    detail: `it was not ${known.verb.to ?? (known.verb.to === null ? "gone" : "so")} after ${patienceMinutes} minutes`,
  };
};

/** A failed call may have had its effect all the same: only another look tells, and the call is never simply made again. */
const afterFailure = async (known: Known, effects: Effects, detail: string): Promise<Seen> => {
  const progress = await progressOf(known, effects);
  if (progress.say === "done" || progress.say === "under way") return waitForEnd(known, effects);
  if (progress.say === "unseen") return { outcome: "failed", detail: `${detail}; whether it had an effect could not be seen` };
  return { outcome: "failed", detail: progress.say === "not begun" ? detail : `${detail}; ${progress.detail}` };
};

/** One act: intent on the disk, the call, what it came to. The outcome goes to the disk next. */
export const act = async (known: Known, sound: Sound, acting: Acting): Promise<Seen> => {
  const { plan, effects, session } = acting;
  const { item } = known;
  const { token } = effects.lease;
  const { before } = sound;
  const { resource, verb } = item;
  const under = session === null ? {} : { session };
  await effects.journal.append({ type: "intent", plan: plan.hash, resource, verb, token, ...under, item, before });
  const answer = await sendPatiently(known, sound, acting);
  return answer.ok ? waitForEnd(known, effects) : afterFailure(known, effects, answer.failure.detail);
};
