import { type Leaf, optionalCount, optionalText, optionalTime, text } from "../kinds/field.ts";
import { kindNamed, kinds } from "../kinds/registry.ts";
import { nextDue } from "../schedule/due.ts";
import { type Instant, readInstant, writeInstant } from "../schedule/instant.ts";
import { overdue } from "../schedule/overdue.ts";
import { stoppableKinds } from "../schedule/stoppable.ts";
import { type Applied, appliedReads, appliedTo } from "./applied.ts";
import type { Derived } from "./derived.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { instanceReads, instancesOf } from "./instances.ts";
import { agreed, type Run, type Running, runningOf, runningReads, runningSince, type Situation } from "./running.ts";
import { readText, type View } from "./view.ts";

/** What is undefined could not be said. */
type Outcome = { due: string | null | undefined; overdueSeconds: number | null | undefined; source: string | null | undefined };

const written = (instant: Instant | null): string | null => (instant === null ? null : writeInstant(instant));

/** AWS stops a job at its maximum by itself; it may take some minutes to save its work. */
const ownGrace = 15 * 60_000;
const ownSource = "its own maximum";

const lateBy = (own: Instant, now: Instant): number => (now > own + ownGrace ? Math.floor((now - own) / 1000) : 0);

/** The policy's word and the thing's own maximum: the earlier counts. */
const ofRun = (run: Run, { timing, source }: Applied, now: Instant): Outcome => {
  const late = timing ? overdue({ timing, runningSince: run.since, created: run.created, now }) : { due: null, seconds: null };
  const due = late.due === "unknown" ? undefined : late.due;
  const seconds = late.seconds === "unknown" ? undefined : late.seconds;
  if (run.own === null) return { due: due === undefined ? undefined : written(due), overdueSeconds: seconds, source };
  if (due === undefined || seconds === undefined) return { due: undefined, overdueSeconds: undefined, source: undefined };
  const isFirst = due === null || run.own <= due;
  return {
    due: written(isFirst ? run.own : due),
    overdueSeconds: Math.max(seconds ?? 0, lateBy(run.own, now)),
    source: isFirst ? ownSource : source,
  };
};

const unsaid: Outcome = { due: undefined, overdueSeconds: undefined, source: undefined };

const outcomeOf = (applied: Applied, situation: Situation, now: Instant): Outcome => {
  const { timing, source } = applied;
  if (applied.protection === "holds") return { due: null, overdueSeconds: null, source };
  if (timing === undefined) return unsaid;
  if (situation !== "stopped") return ofRun(situation, applied, now);
  if (timing === null) return { due: null, overdueSeconds: null, source };
  return { due: written(timing.weekly && nextDue(timing.weekly, now)), overdueSeconds: 0, source };
};

/** Whether it is over, as far as can be told. What was never made has not ended either: so rules may ask of plans, which know no state. */
const endings = ({ resource }: View, { options }: Running): readonly boolean[] => {
  const terminal = kindNamed(resource.kind)?.states?.terminal ?? [];
  if (resource.createdAt === null || terminal.length === 0) return [false];
  const state = readText(resource, "state");
  if ("unknown" in state) return [true, false];
  return [terminal.includes(state.value ?? "") && options.every((one) => one === "stopped")];
};

/** Nobody asks when what is over will stop, nor what it asked for. */
const over: Pick<Applied, "policy" | "override" | "protection"> = { policy: "unasked", override: null, protection: null };

const runtime = { change: "read-only", runtime: true } as const;
const decided = { change: "in-place" } as const;

const fields: Record<string, Leaf> = {
  // The due instant that counts: the first after it was started, or where it does not run the next. Null: nothing stops it.
  due: optionalTime(runtime),
  // Null: it does not run.
  runningSince: optionalTime(runtime),
  // 0: not overdue. Null: nothing stops it.
  overdueSeconds: optionalCount({ ...runtime, minimum: 0, samples: [0, 10_800] }),
  // Whose stop time it is: a project's, the estate's, an override's, or the thing's own maximum.
  source: optionalText({ ...runtime, samples: ["project churn", "estate"] }),
  // Whether anybody gave it a stop time. `unasked`: nobody has stop times at all.
  stopPolicy: text({ ...decided, values: ["set", "missing", "unasked"] }),
  // What became of the time that it asks for itself. Null: it asks for none.
  stopOverride: optionalText({ ...decided, values: ["allowed", "forbidden", "later", "malformed"] }),
  // Whether something keeps it from being stopped, or did until it expired.
  protection: optionalText({ ...decided, values: ["holds", "expired"] }),
  // What bills while it runs: its instances by number, type and terms. Null: none does.
  instances: optionalText({ ...runtime, samples: ["1 ml.t3.medium", "2 ml.m5.large, 1 ml.g5.xlarge (spot)"] }),
};

const derive = (view: View, context: FactContext): Record<string, Derived> => {
  const now = readInstant(context.now);
  const running = runningOf(view.resource, now);
  const applied = appliedTo({ view, as: running.as, now, context });
  const outcomes = applied.options.flatMap((one) => running.options.map((situation) => outcomeOf(one, situation, now)));
  const why = running.options.length === 0 ? running.why : (applied.why ?? running.why);
  const ends = endings(view, running);
  const ofPolicy = (key: "policy" | "override" | "protection"): Derived =>
    agreed(
      applied.options.flatMap((one) => ends.map((isOver) => (isOver ? over : one)[key])),
      applied.why ?? running.why,
    );
  return {
    due: agreed(
      outcomes.map(({ due }) => due),
      why,
    ),
    runningSince: runningSince(running),
    overdueSeconds: agreed(
      outcomes.map(({ overdueSeconds }) => overdueSeconds),
      why,
    ),
    source: agreed(
      outcomes.map(({ source }) => source),
      why,
    ),
    stopPolicy: ofPolicy("policy"),
    stopOverride: ofPolicy("override"),
    protection: ofPolicy("protection"),
    instances: instancesOf(view),
  };
};

/** A field that the kind does not have is one that AWS does not know of it. */
const readsOf = (name: string): string[] => {
  const all = [...appliedReads(name), ...runningReads(name), ...instanceReads(name)];
  return all.filter((field) => Object.hasOwn(kindNamed(name)?.fields ?? {}, field));
};

const sourceOf = (names: readonly string[], looksAt: FactSource["looksAt"]): FactSource => ({
  kinds: names,
  reads: Object.fromEntries(names.map((name) => [name, readsOf(name)])),
  looksAt,
  fields,
  derive,
});

const others: Readonly<Record<string, FactSource["looksAt"]>> = {
  // Whose space it runs in, it belongs to.
  app: { space: ["domainId", "name", "tags"] },
  // How many instances it has.
  endpoint: { "endpoint-config": ["name", "variants", "asyncOutputUri"] },
};

const stoppable = kinds.map(({ name }) => name).filter((name) => stoppableKinds.includes(name));

/** One source per set of kinds that must have come before. */
export const stopTimes: readonly FactSource[] = [
  sourceOf(
    stoppable.filter((name) => !Object.hasOwn(others, name)),
    {},
  ),
  ...Object.entries(others).map(([name, looksAt]) => sourceOf([name], looksAt)),
];
