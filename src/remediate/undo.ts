import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Kind, Verb, VerbType } from "../kinds/kind.ts";
import type { JournalEntry } from "./apply/chain.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf, principalOf, type Refusal } from "./fix-plan.ts";
import { type Bounds, boundsIn, boundsOfCaller } from "./account-bound.ts";
import type { MayNot } from "./roles.ts";
import { typeForbids } from "./limits.ts";
import { markingItem, verbOf } from "./marking.ts";
import { changesOf, formerOf, givenTo, isBecome, isSame, requestOf } from "./request.ts";

type Intent = Extract<JournalEntry, { type: "intent" }>;

/** What stands now where an act was done. */
export type Standing = Resource | "gone" | "unseen";

export type UndoInput = {
  entries: readonly JournalEntry[];
  /** The hash of the plan whose acts are to be taken back, or its beginning. */
  run: string;
  kinds: readonly Kind[];
  allow: readonly VerbType[];
  look: (item: FixItem) => Promise<Standing>;
  mayNot: MayNot;
  /** Under whom each account is entered; left out: the caller's own alone, by the caller. */
  boundOf?: Bounds;
  now: string;
  ttlMinutes: number;
  identity: string;
  policies: string;
};

const shortest = 8;

const planOf = (entries: readonly JournalEntry[], run: string): string => {
  const plans = [...new Set(entries.filter(({ type }) => type === "run").map(({ plan }) => plan))];
  const [plan, other] = run.length < shortest ? [] : plans.filter((hash) => hash.startsWith(run));
  if (plan !== undefined && other === undefined) return plan;
  throw new Problem({
    code: "undo-no-run",
    what: `The journal has ${other === undefined ? "no" : "more than one"} run of a plan ${JSON.stringify(run.slice(0, 80))}.`,
    todo:
      plans.length === 0
        ? "Nothing was done with this journal."
        : `Name one by at least ${shortest} letters: ${plans.slice(-5).join(", ")}.`,
  });
};

/** The acts of a plan that are done, each with what stood there before. */
const doneIn = (entries: readonly JournalEntry[], plan: string): Intent[] => {
  const mine = entries.filter((entry) => entry.plan === plan);
  const isDone = (intent: Intent): boolean =>
    mine.some(
      (entry) => entry.type === "outcome" && entry.outcome === "done" && entry.resource === intent.resource && entry.verb === intent.verb,
    );
  const intents = mine.flatMap((entry) => (entry.type === "intent" && isDone(entry) ? [entry] : []));
  return [...new Map(intents.map((intent) => [`${intent.resource} ${intent.verb}`, intent])).values()];
};

/** What the verb is given to put back what stood there; undefined: that was nothing, or is not known. */
const givenBack = (verb: Verb, former: JsonObject): Record<string, Json> | undefined => {
  const given = givenTo(verb).map((field): [string, Json | undefined] => [field, former[field]]);
  return given.every(([, value]) => value !== undefined && value !== null)
    ? Object.fromEntries(given.map(([field, value]) => [field, value ?? null]))
    : undefined;
};

type Back = { name: string; verb: Verb; given: Record<string, Json> };

/** The verb that leads back to what stood there: the first that sets nothing else, or the last that can be given what it needs. */
const backOf = ({ item, before }: Intent, kind: Kind): Back | undefined => {
  const did = kind.verbs[item.verb];
  const former = { ...before, ...formerOf(before, item.sets ?? did?.sets ?? {}) };
  const ways = [did?.undo, did?.elseUndo].flatMap((name): Back[] => {
    const verb = name === undefined ? undefined : kind.verbs[name];
    const given = verb && givenBack(verb, former);
    return name !== undefined && verb && given ? [{ name, verb, given }] : [];
  });
  const isExact = ({ verb }: Back): boolean =>
    Object.entries(verb.sets ?? {}).every(([field, value]) => isSame(former[field] ?? null, value));
  return ways.find(isExact) ?? ways.at(-1);
};

const textOr = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** What must hold before it is taken back: that it is gone, or stands as the act left it. */
const expectedOf = (verb: Verb, item: FixItem, now: Standing): FixItem["expected"] | string => {
  if (now === "unseen") return "it cannot be looked at now";
  if (verb.makes) return now === "gone" ? { state: "gone", modifiedAt: null } : "it is there again";
  if (now === "gone") return "it is gone";
  if (now.arn !== item.arn || now.createdAt !== item.createdAt) return "it was made anew since";
  const state = textOr(now.config["state"]);
  if (verb.from.length > 0 && (state === null || !verb.from.includes(state)))
    return `it is ${state ?? "in an unknown state"}, and must be ${verb.from.join(" or ")}`;
  const left = Object.entries(item.sets ?? {}).find(([field, value]) => !isBecome(now.config, field, value));
  if (left) return `its ${left[0]} was changed since`;
  return { state, modifiedAt: textOr(now.config["modifiedAt"]), ...(item.sets && { values: formerOf(now.config, item.sets) }) };
};

/** Whose it is by the tags that stand now: the act may have been to write them. */
const peopleOf = (item: FixItem, now: Standing): Pick<FixItem, "project" | "user"> => {
  if (typeof now !== "object" || !isObject(now.config["tags"])) return item;
  const { project, user } = now.config["tags"];
  return { project: textOr(project), user: textOr(user) };
};

/** A mark comes off whatever its resource is doing, as long as it is the one that was put on. */
const unmarking = (item: FixItem, kind: Kind, now: Standing): FixItem | string => {
  const verb = verbOf(kind, item);
  const expected = verb ? expectedOf({ ...verb, from: [] }, item, now) : "it is no mark";
  if (typeof expected === "string") return expected;
  const off = markingItem({ ...item, ...peopleOf(item, now), expected, because: [] }, "unmark");
  return off ?? "its state is not known now";
};

const itemOf = async (intent: Intent, input: UndoInput & { boundOf: Bounds }): Promise<FixItem | string> => {
  const { item, before } = intent;
  const bound = input.boundOf(item.account);
  if (typeof bound === "string") return bound;
  const kind = input.kinds.find(({ name }) => name === item.kind);
  if (kind && item.verb === "mark") {
    const now = await input.look(item);
    return input.mayNot({ ...item, verb: "unmark", ...peopleOf(item, now) }) ?? unmarking(item, kind, now);
  }
  const back = kind && backOf(intent, kind);
  if (!kind || !back) return `nothing takes back ${item.verb}: lost is ${item.loses}`;
  const { name, verb, given } = back;
  const now = await input.look(item);
  const { project, user } = peopleOf(item, now);
  const forbidden = typeForbids(name, verb.type, input.allow) ?? input.mayNot({ ...item, verb: name, project, user });
  if (forbidden !== undefined) return forbidden;
  const request = requestOf(kind, verb, { fields: { ...before, ...item.key }, arn: item.arn, given });
  if (!request) return "not enough was recorded of it";
  const expected = expectedOf(verb, item, now);
  if (typeof expected === "string") return expected;
  const { type, loses, keepsBilling, operation, undo = null } = verb;
  const to = verb.to === undefined ? expected.state : verb.to;
  const { sets: _, billsOn: __, leaves: ___, ...same } = item;
  const sets = changesOf(verb, given);
  return {
    ...same,
    project,
    user,
    verb: name,
    operation,
    input: request,
    type,
    to,
    ...(sets && { sets }),
    loses,
    keepsBilling,
    undo,
    because: [],
    expected,
  };
};

const refusalOf = ({ item }: Intent, reason: string): Refusal => ({
  resource: item.resource,
  kind: item.kind,
  name: item.name,
  project: item.project,
  finding: null,
  rule: null,
  verb: item.verb,
  reason,
});

/** A plan that takes back what a run did, as far as that can be: it is reviewed, approved and applied like any other. */
export const planUndo = async (input: UndoInput): Promise<FixPlan> => {
  const undoes = planOf(input.entries, input.run);
  const { boundOf = boundsOfCaller(input.identity) } = input;
  const [items, refused]: [FixItem[], Refusal[]] = [[], []];
  for (const intent of doneIn(input.entries, undoes)) {
    const item = await itemOf(intent, { ...input, boundOf });
    if (typeof item === "string") refused.push(refusalOf(intent, item));
    else items.push(item);
  }
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: new Date(input.now).toISOString(),
    expiresAt: new Date(Date.parse(input.now) + input.ttlMinutes * 60_000).toISOString(),
    identity: principalOf(input.identity),
    policies: input.policies,
    report: undoes,
    accounts: boundsIn(items, boundOf),
    populations: [],
    undoes,
    items,
    refused,
    byHand: [],
    hash: "",
  };
  return { ...plan, hash: hashOf(plan) };
};
