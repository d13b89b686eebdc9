import type { Resource } from "../estate/estate.ts";
import { configValue, unknownAt } from "../estate/join.ts";
import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { kindNamed } from "../kinds/registry.ts";
import { type Instant, readInstant, writeInstant } from "../schedule/instant.ts";
import type { Between } from "../schedule/overdue.ts";
import { type Derived, known } from "./derived.ts";
import { read, readText } from "./view.ts";

/** All that may hold, as far as it is seen, and why it is not one thing. */
export type Possible<Thing> = { options: readonly Thing[]; why: Unknown | undefined };

/** One way that things may be: it does not run, or has run since some instant of a bound. `own`: when it ends by its own settings. */
export type Run = { since: Between; created: Between; own: Instant | null };
export type Situation = "stopped" | Run;

/** What runs, under the name that stop policies have for it. No options: nothing can be said. */
export type Running = Possible<Situation> & { as: string };

const inexact: Unknown = { reason: "not-given", detail: "since when it runs lies between its creation and its last change" };
const undated: Unknown = { reason: "not-given", detail: "when it was created is not in the estate" };

const asInstant = (text: string | null, field: string): Instant | Unknown => {
  const instant = readInstant(text ?? "");
  return Number.isNaN(instant) ? { reason: "malformed", detail: `${field} is no instant` } : instant;
};

const timeOf = (resource: Resource, field: string): Instant | Unknown => {
  const time = readText(resource, field);
  return "unknown" in time ? time.unknown : asInstant(time.value, field);
};

const createdAt = (resource: Resource): Instant | undefined => {
  const created = resource.createdAt === null ? Number.NaN : readInstant(resource.createdAt);
  return Number.isNaN(created) ? undefined : created;
};

type Find = (resource: Resource, now: Instant, running: readonly string[]) => Possible<Situation>;

/** docs/decisions/0004-running-since.md: of a notebook in service, and of no other, the last change is its start. */
const sinceLastChange: Find = (resource, now, running) => {
  const state = readText(resource, "state");
  const said = timeOf(resource, "modifiedAt");
  // AWS's clock may be a little ahead of ours.
  const modified = typeof said === "number" ? Math.min(said, now) : said;
  const to = typeof modified === "number" ? modified : now;
  const from = Math.min(createdAt(resource) ?? 0, to);
  const run = (since: Between): Run => ({ since, created: [from, createdAt(resource) === undefined ? to : from], own: null });
  if ("unknown" in state) return { options: ["stopped", run([from, to])], why: state.unknown };
  if (!running.includes(state.value ?? "")) return { options: ["stopped"], why: undefined };
  // A tracking server that was never stopped has run since it was made.
  if (state.value === "Created" && createdAt(resource) !== undefined) return { options: [run([from, from])], why: undefined };
  if (state.value !== "InService") return { options: [run([from, to])], why: inexact };
  return typeof modified === "number"
    ? { options: [run([modified, modified])], why: undefined }
    : { options: [run([from, to])], why: modified };
};

/** What is made to run and unmade to stop has run since it was created. */
const sinceCreation: Find = (resource, now, running) => {
  const state = readText(resource, "state");
  const created = createdAt(resource);
  const since: Between = created === undefined ? [0, now] : [Math.min(created, now), Math.min(created, now)];
  const run: Run = { since, created: since, own: null };
  if ("unknown" in state) return { options: ["stopped", run], why: state.unknown };
  if (!running.includes(state.value ?? "")) return { options: ["stopped"], why: undefined };
  return { options: [run], why: created === undefined ? undated : undefined };
};

/** EC2 says when it was last launched, and a start is a launch; a restart of the system is none. */
const sinceLaunch: Find = (resource, now, running) => {
  const state = readText(resource, "state");
  const said = timeOf(resource, "launchedAt");
  const launched = typeof said === "number" ? Math.min(said, now) : undefined;
  const from = Math.min(createdAt(resource) ?? 0, launched ?? now);
  const since: Between = launched === undefined ? [from, now] : [launched, launched];
  const run: Run = { since, created: [from, createdAt(resource) === undefined ? since[1] : from], own: null };
  if ("unknown" in state) return { options: ["stopped", run], why: state.unknown };
  if (!running.includes(state.value ?? "")) return { options: ["stopped"], why: undefined };
  return { options: [run], why: typeof said === "number" ? undefined : said };
};

const nothing = (why: Unknown): Possible<Situation> => ({ options: [], why });

type Span = { resource: Resource; from: string; seconds: string; now: Instant };

const hasField = ({ kind }: Resource, field: string): boolean => Object.hasOwn(kindNamed(kind)?.fields ?? {}, field);

/** When it began: null for not yet; creation where the kind knows no other beginning. */
const beginningOf = (resource: Resource, from: string): Instant | null | Unknown => {
  if (!hasField(resource, from)) return createdAt(resource) ?? undated;
  const unknown = unknownAt(resource, [from]);
  if (unknown) return unknown;
  return configValue(resource, from) === null ? null : timeOf(resource, from);
};

/** It ends by itself, so many seconds after it began, if AWS does its work and somebody gave it a maximum. */
const spanOf = ({ resource, from, seconds, now }: Span): Possible<Situation> => {
  const length: Derived = hasField(resource, seconds) ? read(resource, seconds) : { value: null };
  if ("unknown" in length) return nothing(length.unknown);
  const begun = beginningOf(resource, from);
  if (begun === null) return { options: ["stopped"], why: undefined };
  if (typeof begun !== "number") return nothing(begun);
  const start = Math.min(begun, now);
  const created = Math.min(createdAt(resource) ?? start, start);
  const own = typeof length.value === "number" ? start + length.value * 1000 : null;
  return { options: [{ since: [start, start], created: [created, created], own }], why: undefined };
};

const job: Find = (resource, now, running) => {
  const state = readText(resource, "state");
  if ("unknown" in state) return nothing(state.unknown);
  if (!running.includes(state.value ?? "")) return { options: ["stopped"], why: undefined };
  return spanOf({ resource, from: "startedAt", seconds: "maxRuntimeSeconds", now });
};

/** A job that has ended keeps its instances while its warm pool waits for the next one. */
const warmPool: Find = (resource, now) => spanOf({ resource, from: "endedAt", seconds: "keepAliveSeconds", now });

/** How the beginning is found, and the fields that it is found by. */
type Finder = { find: Find; reads: readonly string[] };
const creation: Finder = { find: sinceCreation, reads: ["state"] };
const lastChange: Finder = { find: sinceLastChange, reads: ["state", "modifiedAt"] };
const ofJob: Finder = { find: job, reads: ["state", "startedAt", "maxRuntimeSeconds"] };

const finders: Readonly<Record<string, Finder>> = {
  app: creation,
  "ec2-notebook": { find: sinceLaunch, reads: ["state", "launchedAt"] },
  "emr-cluster": creation,
  "emr-serverless-application": lastChange,
  endpoint: creation,
  "hyperparameter-tuning-job": ofJob,
  "hyperpod-cluster": creation,
  "mlflow-tracking-server": lastChange,
  "notebook-instance": lastChange,
  "partner-app": creation,
  "processing-job": ofJob,
  "training-job": { ...ofJob, reads: [...ofJob.reads, "warmPoolState", "endedAt", "keepAliveSeconds"] },
  "transform-job": ofJob,
};

/** What `runningOf` reads of a kind. */
export const runningReads = (kind: string): readonly string[] => finders[kind]?.reads ?? [];

/** Since when it runs, if it does. */
export const runningOf = (resource: Resource, now: Instant): Running => {
  const running = kindNamed(resource.kind)?.states?.running ?? [];
  if (resource.kind === "training-job") {
    const [state, pool] = [readText(resource, "state"), readText(resource, "warmPoolState")];
    const ended = "value" in state && !running.includes(state.value ?? "");
    if (ended && "unknown" in pool) return { as: "warm-pool", ...nothing(pool.unknown) };
    // One that is in use bills on the job that uses it.
    if (ended && "value" in pool && pool.value === "Available") return { as: "warm-pool", ...warmPool(resource, now, running) };
  }
  const finder = finders[resource.kind];
  return { as: resource.kind, ...(finder ? finder.find(resource, now, running) : nothing(inexact)) };
};

/** Known where every possibility says the same; one that cannot say is undefined. */
export const agreed = <Value extends Json>(values: readonly (Value | undefined)[], why: Unknown | undefined): Derived<Value> => {
  const [value] = values;
  return value !== undefined && values.every((other) => other === value) ? known(value) : { unknown: why ?? inexact };
};

/** The instant since when it runs; null: it does not. */
export const runningSince = ({ options, why }: Possible<Situation>): Derived<string | null> =>
  agreed(
    options.map((one) => (one === "stopped" ? null : one.since[0] === one.since[1] ? writeInstant(one.since[0]) : undefined)),
    why,
  );
