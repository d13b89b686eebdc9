import type { KeyObject } from "node:crypto";
import type { Resource } from "../estate/estate.ts";
import { canonical } from "../estate/canonical.ts";
import { Problem } from "../estate/problem.ts";
import { type Bounds, boundsIn, boundsOfCaller } from "./account-bound.ts";
import type { ReportedResource } from "../findings/report.ts";
import type { JournalEntry } from "./apply/chain.ts";
import { type FixItem, type FixPlan, hashOf, principalOf } from "./fix-plan.ts";
import { dueOf, findingsDigest, type Mark, markValue, readMark } from "./mark.ts";
import { markIn, markingItem } from "./marking.ts";
import { planFixes, type PlanInput } from "./plan.ts";

const rehashed = (plan: FixPlan): FixPlan => ({ ...plan, hash: hashOf(plan) });

/** What an act rests on, and the values that it writes: with others, it is not what was announced. */
const groundsOf = ({ because, sets }: FixItem): string =>
  findingsDigest([...because.map(({ finding }) => finding), ...(sets ? [canonical(sets)] : [])]);

export type Marking = { plan: FixPlan; approve: string; due: string; key: KeyObject };

/** The plan that marks what another plan would act on: its acts are tags, everything else about it holds as for any plan. */
export const planMarking = ({ plan, approve, due, key }: Marking): FixPlan => {
  if (approve !== plan.hash)
    throw new Problem({
      code: "fix-not-approved",
      what: `The approval names ${approve.slice(0, 80)}, and the plan is ${plan.hash}.`,
      todo: "Read this plan, and approve its hash.",
    });
  const items: FixItem[] = [];
  const refused = [...plan.refused];
  for (const item of plan.items) {
    const mark: Mark = { verb: item.verb, due, plan: plan.hash, findings: groundsOf(item) };
    const marking = plan.undoes === null ? markingItem(item, "mark", markValue(mark, item, key)) : undefined;
    if (marking) items.push(marking);
    const { resource, kind, name, project, verb } = item;
    const reason = "it cannot be marked: its tags are set in another way, or it has no state";
    if (!marking) refused.push({ resource, kind, name, project, verb, finding: null, rule: null, reason });
  }
  return rehashed({ ...plan, items, refused });
};

/** The marks that were put on with this journal, and not taken off since: what any other tag says was said by somebody else. */
export const marksOn = (entries: readonly JournalEntry[]): ReadonlyMap<string, FixItem> => {
  const on = new Map<string, FixItem>();
  const begun = new Map<string, FixItem>();
  for (const entry of entries) {
    if (entry.type === "intent" && ["mark", "unmark"].includes(entry.verb))
      begun.set(`${entry.plan} ${entry.resource} ${entry.verb}`, entry.item);
    if (entry.type !== "outcome" || entry.outcome !== "done") continue;
    const item = begun.get(`${entry.plan} ${entry.resource} ${entry.verb}`);
    if (item?.verb === "mark") on.set(entry.resource, item);
    if (item?.verb === "unmark") on.delete(entry.resource);
  }
  return on;
};

/** A resource that carries the mark's tag, and what it says; and what the tag of an objection says, if there is one. */
export type Carrier = Pick<Resource, "id" | "kind" | "name" | "arn" | "createdAt"> & { value: string; objection: string | undefined };

export type MarkedInput = Omit<PlanInput, "verbs" | "only" | "ttlMinutes"> & {
  carriers: readonly Carrier[];
  publicKey: string;
  entries: readonly JournalEntry[];
  /** Whether this user may object to what is done to that resource. */
  mayObject: (user: string, resource: Pick<ReportedResource, "project" | "user">) => boolean;
};

/** What is to be said of a mark, and whether it comes off. */
export type Heard = { resource: string; kind: string; name: string; says: string; comesOff: boolean };
export type MarkedRun = { plan: FixPlan; heard: Heard[] };

/** A run acts at once on what it has just seen. */
const ttlMinutes = 60;

type Judged = { mark: Mark } | { says: string; comesOff: boolean };

const objected = (carrier: Carrier, input: MarkedInput): Judged | undefined => {
  if (carrier.objection === undefined) return undefined;
  const resource = input.report.resources.find(({ id }) => id === carrier.id);
  const who = carrier.objection;
  if (resource && input.mayObject(who, resource)) return { says: `${who} objects, so it is not done`, comesOff: true };
  return { says: `an objection names ${JSON.stringify(who)}, who may not object; it is not done until that is settled`, comesOff: false };
};

const judge = (carrier: Carrier, on: ReadonlyMap<string, FixItem>, input: MarkedInput): Judged => {
  const { arn, createdAt, value } = carrier;
  const ignored = (says: string): Judged => ({ says: `ignored: ${says}`, comesOff: false });
  if (arn === null || createdAt === null) return ignored("the resource is not named well enough");
  const mark = readMark(value, { arn, createdAt }, input.publicKey);
  if (typeof mark === "string") return ignored(mark);
  const item = on.get(carrier.id);
  if (item === undefined || markIn(item) !== value) return ignored("it was taken off before, or put on by nobody who used this journal");
  const when = dueOf(mark, input.now);
  if (when === "early") return objected(carrier, input) ?? { says: `${mark.verb} is due at ${mark.due}`, comesOff: false };
  if (when === "late") return { says: `${mark.verb} was due at ${mark.due}, and the mark is too old`, comesOff: true };
  return objected(carrier, input) ?? { mark };
};

/** What marks that are due have announced, and that still holds; and what is to be said of all the others. */
export const planMarked = (input: MarkedInput): MarkedRun => {
  const on = marksOn(input.entries);
  const due = new Map<string, Mark>();
  const heard: Heard[] = [];
  const hear = ({ id, kind, name }: Pick<Carrier, "id" | "kind" | "name">, says: string, comesOff: boolean): void =>
    void heard.push({ resource: id, kind, name, says, comesOff });
  for (const carrier of input.carriers) {
    const judged = judge(carrier, on, input);
    if ("mark" in judged) due.set(carrier.id, judged.mark);
    else hear(carrier, judged.says, judged.comesOff);
  }
  const remedies = new Map(input.report.rules.map(({ id, remedy }) => [id, remedy]));
  const all = planFixes({
    ...input,
    ttlMinutes,
    verbs: [...new Set([...due.values()].map(({ verb }) => verb))],
    only: ({ rule }, { id }) => [remedies.get(rule) ?? []].flat().some((verb) => verb === due.get(id)?.verb),
  });
  const isAnnounced = (item: FixItem): boolean => {
    const mark = due.get(item.resource);
    return mark?.verb === item.verb && mark.findings === groundsOf(item);
  };
  const items = all.items.filter(isAnnounced);
  for (const carrier of input.carriers.filter(({ id }) => due.has(id) && !items.some(({ resource }) => resource === id))) {
    const refusal = all.refused.find(({ resource }) => resource === carrier.id);
    const isThere = all.items.some(({ resource }) => resource === carrier.id);
    if (isThere) hear(carrier, "it would be done for other reasons, or with other values, than it was marked for", true);
    else if (refusal) hear(carrier, `not done: ${refusal.reason}`, false);
    else hear(carrier, "what it was marked for no longer holds", true);
  }
  return { plan: rehashed({ ...all, items }), heard: heard.sort((a, b) => (a.resource < b.resource ? -1 : 1)) };
};

export type TakingOff = Pick<PlanInput, "now" | "identity" | "policies"> & {
  entries: readonly JournalEntry[];
  boundOf?: Bounds;
  /** The resources whose marks come off. */
  resources: readonly string[];
  look: (item: FixItem) => Promise<Resource | "gone" | "unseen">;
};

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The plan that takes marks off again, from what is there now. */
export const planUnmarking = async ({
  entries,
  resources,
  look,
  now,
  identity,
  policies,
  ...rest
}: TakingOff): Promise<FixPlan | undefined> => {
  const { boundOf = boundsOfCaller(identity) } = rest;
  const on = marksOn(entries);
  const items: FixItem[] = [];
  for (const resource of resources) {
    const item = on.get(resource);
    const seen = item && (await look(item));
    if (!item || typeof seen !== "object" || seen.arn !== item.arn || seen.createdAt !== item.createdAt) continue;
    const tags = seen.config["tags"];
    const own = typeof tags === "object" && tags !== null && !Array.isArray(tags) ? tags : {};
    const expected = { state: textOr(seen.config["state"]), modifiedAt: textOr(seen.config["modifiedAt"]) };
    const whose = { project: textOr(own["project"]), user: textOr(own["user"]) };
    const unmarking = markingItem({ ...item, ...whose, expected, because: [] }, "unmark");
    if (unmarking) items.push(unmarking);
  }
  const [first] = items;
  const marked = first && entries.find((entry) => entry.type === "intent" && entry.resource === first.resource && entry.verb === "mark");
  if (!marked) return undefined;
  return rehashed({
    format: "sagewarden/fix-plan@1",
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(Date.parse(now) + ttlMinutes * 60_000).toISOString(),
    identity: principalOf(identity),
    policies,
    report: marked.plan,
    accounts: boundsIn(items, boundOf),
    populations: [],
    undoes: marked.plan,
    items,
    refused: [],
    byHand: [],
    hash: "",
  });
};
