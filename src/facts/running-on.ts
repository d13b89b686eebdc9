import { optionalText, optionalTime } from "../kinds/field.ts";
import { readInstant } from "../schedule/instant.ts";
import type { FactSource } from "./fact.ts";
import { instanceReads, instancesOf } from "./instances.ts";
import { runningOf, runningReads, runningSince } from "./running.ts";

const runtime = { change: "read-only", runtime: true } as const;

/** What nobody stops, and what it bills while it is there: so that whoever finds it left over knows what that comes to. */
const kinds = ["hyperpod-cluster", "partner-app"];

export const runningOn: FactSource = {
  kinds,
  reads: Object.fromEntries(kinds.map((kind) => [kind, [...runningReads(kind), ...instanceReads(kind)]])),
  looksAt: {},
  fields: {
    // Null: it does not run.
    runningSince: optionalTime(runtime),
    // As of what has stop times.
    instances: optionalText({ ...runtime, samples: ["4 ml.p5.48xlarge, 1 ml.m5.2xlarge"] }),
  },
  derive: (view, { now }) => ({ runningSince: runningSince(runningOf(view.resource, readInstant(now))), instances: instancesOf(view) }),
};
