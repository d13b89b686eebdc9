import type { Resource } from "../../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Kind, Verb } from "../../kinds/kind.ts";
import type { FixItem } from "../fix-plan.ts";
import { type Limits, protectedBy } from "../limits.ts";
import { isBecome } from "../request.ts";
import type { CallFailure, Effects } from "./effects.ts";

/** A look that found everything as planned: when it began, and what it saw. */
export type Sound = { say: "ready"; at: number; before: JsonObject };
/** What a fresh look at a planned resource says of the act. */
export type Check = Sound | { say: "already"; state: string } | { say: "stale"; detail: string } | { say: "unseen"; failure: CallFailure };

/** As much of the resource as the plan knows: enough to describe it again. */
const plannedResource = (item: FixItem): Resource => ({
  id: item.resource,
  kind: item.kind,
  name: item.name,
  arn: item.arn,
  account: item.account,
  region: item.region,
  createdAt: item.createdAt,
  config: { ...item.key },
  unknown: {},
  defaulted: [],
});

const changed = (what: string, before: Json, now: Json | undefined): string | undefined =>
  before === (now ?? null) ? undefined : `${what} was ${JSON.stringify(before)} and is ${JSON.stringify(now ?? null)}`;

const firstOf = (texts: readonly (string | undefined)[]): string | undefined => texts.find((text) => text !== undefined);

/** A resource of the same name that was made since is another one. */
const isAnother = (item: FixItem, now: Resource): string | undefined =>
  firstOf([
    changed("its kind", item.kind, now.kind),
    changed("its ARN", item.arn, now.arn),
    changed("its account", item.account, now.account),
    changed("its region", item.region, now.region),
    changed("the time of its creation", item.createdAt, now.createdAt),
    ...Object.entries(item.key).map(([field, value]) => changed(field, value, now.config[field])),
  ]);

const tagOf = ({ config: { tags } }: Resource, key: string): Json | undefined =>
  isObject(tags) && Object.hasOwn(tags, key) ? tags[key] : undefined;

/** Tags change without a new time of change, and they say who may act. */
const hasMoved = ({ expected, project, user }: FixItem, now: Resource): string | undefined =>
  firstOf([
    changed("its project", project, tagOf(now, "project")),
    changed("its user", user, tagOf(now, "user")),
    changed("its state", expected.state, now.config["state"]),
    changed("its last change", expected.modifiedAt, now.config["modifiedAt"]),
    ...Object.entries(expected.values ?? {}).map(([field, value]) =>
      isBecome(now.config, field, value) ? undefined : `its ${field} is no longer ${JSON.stringify(value)}`,
    ),
  ]);

const textAt = ({ config }: Resource, field: string): string | null => {
  const value = Object.hasOwn(config, field) ? config[field] : null;
  return typeof value === "string" ? value : null;
};

const stateOf = (resource: Resource): string | null => textAt(resource, "state");

export type Known = { item: FixItem; kind: Kind; verb: Verb };

/** What the fields become that the act changes; undefined: the state alone proves it. */
const changesIn = ({ item, verb }: Known): Readonly<Record<string, Json>> | undefined => item.sets ?? verb.sets;

/** Whether the fields that the act changes have the values that it gives them. */
const isSet = (known: Known, { config }: Resource): boolean =>
  Object.entries(changesIn(known) ?? {}).every(([field, value]) => isBecome(config, field, value));

/** Already under way or done, by us or by somebody else. */
const isDone = (known: Known, resource: Resource): boolean => {
  const state = stateOf(resource);
  if (changesIn(known)) return isSet(known, resource);
  return state !== null && (known.verb.done.includes(state) || state === known.verb.to);
};

/** What AWS would refuse it for; what cannot be read may be that. */
const isRefused = ({ verb }: Known, { config }: Resource): string | undefined => {
  const said = (field: string): Json => (Object.hasOwn(config, field) ? (config[field] ?? null) : "unknown");
  const blocking = Object.entries(verb.unless ?? {}).find(([field, value]) => !Object.hasOwn(config, field) || config[field] === value);
  const unmeant = Object.entries(verb.onlyIf ?? {}).find(([field, values]) => !values.includes(said(field)));
  const [field] = blocking ?? unmeant ?? [];
  return field && `its ${field} is ${JSON.stringify(said(field))}`;
};

const judged = async ({ item }: Known, resource: Resource, { judge }: Effects): Promise<Exclude<Check, Sound> | undefined> => {
  const verdicts = await judge(resource);
  for (const { rule } of item.because) {
    const verdict = Object.hasOwn(verdicts, rule) ? verdicts[rule] : undefined;
    if (verdict !== "fail") return { say: "stale", detail: `${rule} says ${verdict ?? "nothing"} now` };
  }
  return undefined;
};

/** What stood there, as evidence: a list of which a part could not be read is none. */
const recorded = ({ config, unknown }: Resource): JsonObject => {
  const isPartial = (field: string): boolean => Object.keys(unknown).some((pointer) => pointer.startsWith(`/${field}/`));
  return Object.fromEntries(Object.entries(config).filter(([field, value]) => !Array.isArray(value) || !isPartial(field)));
};

/** Looks again, right before the act: it must be the same resource, in the same state, and still be wrong for the same reasons. */
export const check = async (known: Known, limits: Limits, effects: Effects): Promise<Check> => {
  const at = effects.clock();
  const sight = await effects.describe(plannedResource(known.item));
  if (sight.state === "failed") return { say: "unseen", failure: sight.failure };
  if (sight.state === "gone") return known.verb.makes ? { say: "ready", at, before: {} } : { say: "stale", detail: "it is gone" };
  if (known.verb.makes) return { say: "stale", detail: "it is there again" };
  const another = isAnother(known.item, sight.resource);
  if (another !== undefined) return { say: "stale", detail: `it is another one: ${another}` };
  if (isDone(known, sight.resource)) return { say: "already", state: stateOf(sight.resource) ?? "so" };
  const unfit =
    hasMoved(known.item, sight.resource) ?? protectedBy(sight.resource, limits.protectedTags) ?? isRefused(known, sight.resource);
  if (unfit !== undefined) return { say: "stale", detail: unfit };
  return (await judged(known, sight.resource, effects)) ?? { say: "ready", at, before: recorded(sight.resource) };
};

/** Whether the act has had its effect: for waiting, and after a call of which nobody knows how it ended. */
export type Progress =
  | { say: "done"; detail: string; modifiedAt?: string }
  | { say: "under way" }
  | { say: "not begun" }
  | { say: "unseen"; detail: string }
  | { say: "lost"; detail: string };

/** What is deleted or ended for good may be gone before anybody saw its last state. */
const whenGone = ({ verb }: Known): Progress => {
  if (verb.makes) return { say: "not begun" };
  return verb.type === "reversible" ? { say: "lost", detail: "it is gone" } : { say: "done", detail: "it is gone" };
};

/** A job that ended by itself while it was being stopped has ended all the same. */
const hasEnded = (known: Known, resource: Resource): boolean => {
  const { kind, verb } = known;
  const state = stateOf(resource);
  if (verb.to === undefined) return isSet(known, resource);
  if (state === null) return false;
  if (state === verb.to) return isSet(known, resource);
  return verb.done.includes(state) && (kind.states?.terminal ?? []).includes(state);
};

export const progressOf = async (known: Known, effects: Pick<Effects, "describe">): Promise<Progress> => {
  const { item, verb } = known;
  const sight = await effects.describe(plannedResource(item));
  if (sight.state === "gone") return whenGone(known);
  if (sight.state === "failed") return { say: "unseen", detail: sight.failure.detail };
  const { resource } = sight;
  const another = verb.makes ? undefined : isAnother(item, resource);
  if (another !== undefined) return { say: "lost", detail: `it is another one: ${another}` };
  const state = stateOf(resource);
  const modifiedAt = textAt(resource, "modifiedAt");
  if (hasEnded(known, resource)) return { say: "done", detail: `it is ${state ?? "so"}`, ...(modifiedAt !== null && { modifiedAt }) };
  if (isDone(known, resource) || (state !== null && verb.done.includes(state))) return { say: "under way" };
  // The state stays, but not the time of the last change: whether that was this act shows in the fields alone.
  const planned = verb.to === undefined ? { ...item, expected: { ...item.expected, modifiedAt } } : item;
  const moved = hasMoved(planned, resource);
  return moved === undefined ? { say: "not begun" } : { say: "lost", detail: moved };
};
