import type { Resource } from "../estate/estate.ts";
import { canonical } from "../estate/canonical.ts";
import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalCount, optionalText, optionalTime } from "../kinds/field.ts";
import { kinds } from "../kinds/registry.ts";
import { nextDue } from "../schedule/due.ts";
import { type Instant, readInstant, writeInstant } from "../schedule/instant.ts";
import { overdue } from "../schedule/overdue.ts";
import type { StopPolicy } from "../schedule/stop-policy.ts";
import { type Derived, known } from "./derived.ts";
import { type FactContext, type FactSource } from "./fact.ts";
import { readTag, readText } from "./view.ts";

const runningStates = new Set(kinds.find((kind) => kind.name === "notebook-instance")?.states?.running);

type Applied = { policy: StopPolicy | null; source: string | null };

/** All that may hold, as far as it is seen, and why it is not one thing. */
type Possible<Thing> = { options: readonly Thing[]; why: Unknown | undefined };

const appliedTo = (project: string | null, { stop }: FactContext): Applied => {
  const own = project === null ? undefined : stop.projects.get(project);
  if (own) return { policy: own, source: `project ${project}` };
  return { policy: stop.default, source: stop.default ? "estate" : null };
};

const policiesOf = (resource: Resource, context: FactContext): Possible<Applied> => {
  const project = readTag(resource, "project");
  if ("value" in project) return { options: [appliedTo(project.value, context)], why: undefined };
  return { options: [null, ...context.stop.projects.keys()].map((name) => appliedTo(name, context)), why: project.unknown };
};

/** One way that things may be: it does not run, or it has run since some instant of a bound. */
type Situation = "stopped" | readonly [Instant, Instant];

const timeOf = (resource: Resource, field: string): Instant | Unknown => {
  const time = readText(resource, field);
  if ("unknown" in time) return time.unknown;
  const instant = readInstant(time.value ?? "");
  return Number.isNaN(instant) ? { reason: "malformed", detail: `${field} is no instant` } : instant;
};

const inexact: Unknown = { reason: "not-given", detail: "since when it runs lies between its creation and its last change" };

/** docs/decisions/0004-running-since.md: of a notebook in service, and of no other, the last change is its start. */
const situationsOf = (resource: Resource, now: Instant): Possible<Situation> => {
  const state = readText(resource, "state");
  const said = timeOf(resource, "modifiedAt");
  // AWS's clock may be a little ahead of ours.
  const modified = typeof said === "number" ? Math.min(said, now) : said;
  const created = resource.createdAt === null ? 0 : readInstant(resource.createdAt);
  const to = typeof modified === "number" ? modified : now;
  const bound: Situation = [Number.isNaN(created) ? 0 : Math.min(created, to), to];
  if ("unknown" in state) return { options: ["stopped", bound], why: state.unknown };
  if (!runningStates.has(state.value ?? "")) return { options: ["stopped"], why: undefined };
  if (state.value !== "InService") return { options: [bound], why: inexact };
  return typeof modified === "number" ? { options: [[modified, modified]], why: undefined } : { options: [bound], why: modified };
};

/** Known where every possibility says the same; one that cannot say is undefined. */
const agreed = <Value extends Json>(values: readonly (Value | undefined)[], why: Unknown | undefined): Derived<Value> => {
  const [value] = values;
  return value !== undefined && values.every((other) => other === value) ? known(value) : { unknown: why ?? inexact };
};

type Outcome = { due: string | null | undefined; overdueSeconds: number | null | undefined };

const outcomeOf = (policy: StopPolicy | null, situation: Situation, now: Instant): Outcome => {
  if (policy === null) return { due: null, overdueSeconds: null };
  if (situation === "stopped") return { due: writeInstant(nextDue(policy, now)), overdueSeconds: 0 };
  const late = overdue({ policy, runningSince: { between: situation }, now });
  return {
    due: late.due === "unknown" ? undefined : writeInstant(late.due),
    overdueSeconds: late.seconds === "unknown" ? undefined : late.seconds,
  };
};

const startOf = ({ options, why }: Possible<Situation>): Derived =>
  agreed(
    options.map((situation) => (situation === "stopped" ? null : situation[0] === situation[1] ? writeInstant(situation[0]) : undefined)),
    why,
  );

const runtime = { change: "read-only", runtime: true } as const;

export const stopTime: FactSource = {
  kinds: ["notebook-instance"],
  looksAt: {},
  fields: {
    // The due instant that counts: the first after it was started, or where it does not run the next. Null: it has no stop time.
    due: optionalTime(runtime),
    // Null: it does not run.
    runningSince: optionalTime(runtime),
    // 0: not overdue. Null: it has no stop time.
    overdueSeconds: optionalCount({ ...runtime, minimum: 0, samples: [0, 10_800] }),
    // Whose stop time it is: a project's or the estate's.
    source: optionalText({ ...runtime, samples: ["project churn", "estate"] }),
  },
  derive: ({ resource }, context) => {
    const now = readInstant(context.now);
    const policies = policiesOf(resource, context);
    const situations = situationsOf(resource, now);
    const distinct = new Map(policies.options.map(({ policy }) => [canonical(policy), policy]));
    const outcomes = [...distinct.values()].flatMap((policy) => situations.options.map((situation) => outcomeOf(policy, situation, now)));
    const why = policies.why ?? situations.why;
    return {
      due: agreed(
        outcomes.map(({ due }) => due),
        why,
      ),
      runningSince: startOf(situations),
      overdueSeconds: agreed(
        outcomes.map(({ overdueSeconds }) => overdueSeconds),
        why,
      ),
      source: agreed(
        policies.options.map(({ source }) => source),
        policies.why,
      ),
    };
  },
};
