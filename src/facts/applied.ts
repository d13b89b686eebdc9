import { unknownAt } from "../estate/join.ts";
import { isObject } from "../estate/json.ts";
import { fromPointer } from "../estate/pointer.ts";
import type { Resource } from "../estate/estate.ts";
import type { Unknown } from "../estate/unknown.ts";
import { type Instant, readInstant } from "../schedule/instant.ts";
import { overrideOfRow, type SchedulerRow, scheduledKinds } from "../schedule/mlspace.ts";
import { applyOverride, type Override, type Overruling, parseOverride } from "../schedule/override.ts";
import type { Timing } from "../schedule/overdue.ts";
import { protectionsOf, type Protected, type Tag } from "../schedule/protection.ts";
import type { KindStop, StopPolicy } from "../schedule/stop-policy.ts";
import type { Derived } from "./derived.ts";
import type { FactContext } from "./fact.ts";
import type { Possible } from "./running.ts";
import { type Lookup, readTag, readText, type View } from "./view.ts";

/** What a policy comes to for one resource. Undefined is what hangs on something hidden. */
export type Applied = {
  /** Null: nothing stops it. */
  timing: Timing | null | undefined;
  source: string | null | undefined;
  override: Overruling | null | undefined;
  protection: Protected;
  /** Whether anybody gave it a time: unasked where nobody has stop times at all. */
  policy: "set" | "missing" | "unasked";
};

/** A tag by its key, or where there is none of that spelling by the same key in other letter case, as Custodian looks for it. */
const tagValue = (resource: Resource, wanted: string): Derived<string | null> => {
  const exact = readTag(resource, wanted);
  if ("unknown" in exact || exact.value !== null) return exact;
  const isVariant = (name: string | undefined): boolean => name?.toLowerCase() === wanted.toLowerCase();
  const hidden = Object.entries(resource.unknown).find(([pointer]) => {
    const [field, name] = fromPointer(pointer);
    return field === "tags" && isVariant(name);
  });
  if (hidden) return { unknown: hidden[1] };
  const { tags } = resource.config;
  const keys = isObject(tags) ? Object.keys(tags).filter(isVariant) : [];
  // Several that differ in case alone make no sense together, which is what a malformed value is.
  return keys.length > 1 ? { value: keys.join(" and ") } : readTag(resource, keys[0] ?? wanted);
};

/** The space that an application runs in; nothing for what is no application, or runs in none. */
const spaceOf = (view: View): Lookup | undefined => {
  if (view.resource.kind !== "app") return undefined;
  const [domainId, name] = [readText(view.resource, "domainId"), readText(view.resource, "spaceName")];
  if ("unknown" in name) return { unseen: name.unknown };
  if (name.value === null) return undefined;
  return "unknown" in domainId ? { unseen: domainId.unknown } : view.one("space", { domainId: domainId.value, name: name.value });
};

type Said = Derived<string | null> & { by?: "its space" };

/** An application of Studio often carries no tags, and is made anew at each start; it belongs to the space that it runs in. */
const saidOf = (view: View, tagIn: (resource: Resource) => Derived<string | null>): Said => {
  const own = tagIn(view.resource);
  if ("unknown" in own || own.value !== null) return own;
  const space = spaceOf(view);
  if (space && "unseen" in space) return { unknown: space.unseen };
  return space && "found" in space ? { ...tagIn(space.found), by: "its space" } : own;
};

export const projectOf = (view: View): Derived<string | null> => saidOf(view, (resource) => readTag(resource, "project"));

type Subject = { view: View; as: string; now: Instant; context: FactContext };

const rowsByThing = new WeakMap<readonly SchedulerRow[], ReadonlyMap<string, SchedulerRow>>();

const rowFor = (rows: readonly SchedulerRow[], { resource }: View): SchedulerRow | undefined => {
  const known = rowsByThing.get(rows) ?? new Map(rows.map((row) => [`${row.kind} ${row.name}`, row]));
  rowsByThing.set(rows, known);
  const id = resource.kind === "emr-cluster" ? readText(resource, "clusterId") : { value: resource.name };
  return "value" in id ? known.get(`${resource.kind} ${id.value}`) : undefined;
};

const createdAt = ({ createdAt: at }: Resource): Instant | null => (at === null || Number.isNaN(readInstant(at)) ? null : readInstant(at));

/** The tag's word first, then the scheduler's; null: neither asks for anything else. */
const overrideOf = (stop: KindStop, { view, as, context }: Subject): Derived<string | null> | { override: Override; by: string } => {
  const said = saidOf(view, (resource) => tagValue(resource, stop.overrideTag));
  if ("unknown" in said) return said;
  if (said.value !== null) return { override: parseOverride(said.value), by: `tag ${stop.overrideTag}${said.by ? ` of ${said.by}` : ""}` };
  const { rows } = context.stop;
  if (!rows || !scheduledKinds.includes(as)) return { value: null };
  const row = rowFor(rows, view);
  const override = overrideOfRow(row, stop, createdAt(view.resource));
  return override ? { override, by: row ? "MLSpace's scheduler" : "no row in MLSpace's scheduler" } : { value: null };
};

const isSet = ({ weekly, maxUptimeMinutes, ttlMinutes }: KindStop): boolean =>
  weekly !== null || maxUptimeMinutes !== null || ttlMinutes !== null;

type Given = { stop: KindStop; source: string };

const withOverride = ({ stop, source }: Given, subject: Subject): Pick<Applied, "timing" | "source" | "override"> => {
  const own = isSet(stop) ? { timing: stop, source } : { timing: null, source: null };
  const said = overrideOf(stop, subject);
  // Hidden: where overrides are forbidden it changes no time, whatever it says.
  if ("unknown" in said)
    return stop.override === "forbidden" ? { ...own, override: undefined } : { timing: undefined, source: undefined, override: undefined };
  if ("value" in said) return { ...own, override: null };
  const { limits, overruling } = applyOverride(stop, said.override, subject.now);
  if (overruling !== "allowed") return { ...own, override: overruling };
  return { timing: limits && { ...stop, ...limits }, source: `override by ${said.by}`, override: overruling };
};

const appliedOf = (policy: StopPolicy | null, source: string, subject: Subject): Applied[] => {
  const { stop: stops } = subject.context;
  const anywhere = stops.default !== null || [...stops.projects.values()].some((one) => one !== null);
  const stop = policy?.byKind[subject.as];
  const none = { timing: null, source: null, override: null } as const;
  const said = stop && isSet(stop) ? "set" : anywhere ? "missing" : "unasked";
  const tagOf = (key: string): Tag => {
    const tag = saidOf(subject.view, (resource) => readTag(resource, key));
    return "unknown" in tag ? "hidden" : { value: tag.value };
  };
  const { name } = subject.view.resource;
  return protectionsOf(policy?.protections ?? [], { name, tagOf, now: subject.now }).map(({ state, by }) => {
    if (state === "holds") return { ...none, source: `protected: ${by?.reason ?? ""}`, protection: state, policy: "set" };
    return { ...(stop ? withOverride({ stop, source }, subject) : none), protection: state, policy: said };
  });
};

/** What `appliedTo` reads of a kind. */
export const appliedReads = (kind: string): readonly string[] => {
  if (kind === "app") return ["tags", "domainId", "spaceName"];
  return kind === "emr-cluster" ? ["tags", "clusterId"] : ["tags"];
};

const hiddenTags = (resource: Resource): Unknown | undefined =>
  unknownAt(resource, ["tags", "-"]) ??
  Object.entries(resource.unknown).find(([pointer]) => pointer === "/tags" || pointer.startsWith("/tags/"))?.[1];

const whyHidden = (view: View): Unknown | undefined => {
  const space = spaceOf(view);
  const own = hiddenTags(view.resource);
  if (own || space === undefined || "missing" in space) return own;
  return "unseen" in space ? space.unseen : hiddenTags(space.found);
};

/** Every policy that may hold for it, by the project that it may belong to, with what its tags make of that policy. */
export const appliedTo = (subject: Subject): Possible<Applied> => {
  const { stop } = subject.context;
  const project = projectOf(subject.view);
  const names = "value" in project ? [project.value] : [null, ...stop.projects.keys()];
  const options = names.flatMap((name) => {
    const own = name === null ? undefined : stop.projects.get(name);
    return own ? appliedOf(own, `project ${name}`, subject) : appliedOf(stop.default, "estate", subject);
  });
  const isOpen = options.some(({ override }) => override === undefined) || options.length > 1;
  return { options, why: "unknown" in project ? project.unknown : isOpen ? whyHidden(subject.view) : undefined };
};
