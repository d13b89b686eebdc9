import type { Resource } from "../../estate/estate.ts";
import type { Json } from "../../estate/json.ts";
import type { Kind, Verb } from "../../kinds/kind.ts";
import type { FixItem } from "../fix-plan.ts";
import type { CallFailure, Effects } from "./effects.ts";

/** What a fresh look at a planned resource says of the act. */
export type Check =
  { say: "ready" } | { say: "already"; state: string } | { say: "stale"; detail: string } | { say: "unseen"; failure: CallFailure };

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

const hasMoved = ({ expected }: FixItem, now: Resource): string | undefined =>
  firstOf([
    changed("its state", expected.state, now.config["state"]),
    changed("its last change", expected.modifiedAt, now.config["modifiedAt"]),
  ]);

const stateOf = (resource: Resource): string | null => {
  const state = Object.hasOwn(resource.config, "state") ? resource.config["state"] : null;
  return typeof state === "string" ? state : null;
};

export type Known = { item: FixItem; kind: Kind; verb: Verb };

/** Already under way or done, by us or by somebody else. */
const isDone = ({ verb }: Known, state: string | null): state is string =>
  state !== null && (verb.done.includes(state) || state === verb.to);

const judged = async ({ item }: Known, resource: Resource, { judge }: Effects): Promise<Check> => {
  const verdicts = await judge(resource);
  for (const { rule } of item.because) {
    const verdict = Object.hasOwn(verdicts, rule) ? verdicts[rule] : undefined;
    if (verdict !== "fail") return { say: "stale", detail: `${rule} says ${verdict ?? "nothing"} now` };
  }
  return { say: "ready" };
};

/** Looks again, right before the act: it must be the same resource, in the same state, and still be wrong for the same reasons. */
export const check = async (known: Known, effects: Effects): Promise<Check> => {
  const sight = await effects.describe(plannedResource(known.item));
  if (sight.state === "gone") return { say: "stale", detail: "it is gone" };
  if (sight.state === "failed") return { say: "unseen", failure: sight.failure };
  const another = isAnother(known.item, sight.resource);
  if (another !== undefined) return { say: "stale", detail: `it is another one: ${another}` };
  const state = stateOf(sight.resource);
  if (isDone(known, state)) return { say: "already", state };
  const moved = hasMoved(known.item, sight.resource);
  return moved === undefined ? judged(known, sight.resource, effects) : { say: "stale", detail: moved };
};

/** Whether the act has had its effect: for waiting, and after a call of which nobody knows how it ended. */
export type Progress = "done" | "under way" | "not begun" | "unseen" | { lost: string };

export const progressOf = async (known: Known, effects: Effects): Promise<Progress> => {
  const sight = await effects.describe(plannedResource(known.item));
  if (sight.state === "gone") return known.verb.to === null ? "done" : { lost: "it is gone" };
  if (sight.state === "failed") return "unseen";
  const another = isAnother(known.item, sight.resource);
  if (another !== undefined) return { lost: `it is another one: ${another}` };
  const state = stateOf(sight.resource);
  if (state === known.verb.to) return "done";
  if (isDone(known, state)) return "under way";
  const moved = hasMoved(known.item, sight.resource);
  return moved === undefined ? "not begun" : { lost: moved };
};
