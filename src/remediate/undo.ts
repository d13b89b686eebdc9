import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Kind, Verb, VerbType } from "../kinds/kind.ts";
import type { JournalEntry } from "./apply/chain.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf, principalOf, type Refusal } from "./fix-plan.ts";
import type { Asked } from "./roles.ts";
import { typeForbids } from "./limits.ts";

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
  mayNot: (asked: Asked) => string | undefined;
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

const tagList = (tags: Json | undefined): Json[] => (isObject(tags) ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) : []);

/** The request that makes it as it was: from its key, or from what was recorded of it. */
const inputFrom = (verb: Verb, config: JsonObject): Record<string, Json> | undefined => {
  const input: Record<string, Json> = {};
  for (const [member, from] of Object.entries(verb.input)) {
    if (typeof from === "object" && "value" in from) {
      input[member] = from.value;
      continue;
    }
    const field = typeof from === "string" ? from : from.listOf;
    const value = config[field];
    if (value === undefined) return undefined;
    if (value === null) continue;
    if (field === "tags") input[member] = tagList(value);
    else input[member] = typeof from === "string" ? value : [value];
  }
  return input;
};

const textOr = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** What must hold before it is taken back: that it is gone, or stands as the act left it. */
const expectedOf = (verb: Verb, item: FixItem, now: Standing): FixItem["expected"] | string => {
  if (now === "unseen") return "it cannot be looked at now";
  if (verb.makes) return now === "gone" ? { state: "gone", modifiedAt: null } : "it is there again";
  if (now === "gone") return "it is gone";
  if (now.arn !== item.arn || now.createdAt !== item.createdAt) return "it was made anew since";
  const state = textOr(now.config["state"]);
  if (state === null || !verb.from.includes(state)) return `it is ${state ?? "in an unknown state"}, and must be ${verb.from.join(" or ")}`;
  return { state, modifiedAt: textOr(now.config["modifiedAt"]) };
};

const itemOf = async ({ item, before }: Intent, input: UndoInput): Promise<FixItem | string> => {
  const verbs = input.kinds.find(({ name }) => name === item.kind)?.verbs;
  const name = verbs?.[item.verb]?.undo;
  const verb = name === undefined ? undefined : verbs?.[name];
  if (name === undefined || !verb) return `nothing takes back ${item.verb}: lost is ${item.loses}`;
  const forbidden = typeForbids(name, verb.type, input.allow) ?? input.mayNot({ verb: name, project: item.project, user: item.user });
  if (forbidden !== undefined) return forbidden;
  const request = inputFrom(verb, { ...before, ...item.key });
  if (!request) return "not enough was recorded of it";
  const expected = expectedOf(verb, item, await input.look(item));
  if (typeof expected === "string") return expected;
  const { type, to, loses, keepsBilling, operation, undo = null } = verb;
  return { ...item, verb: name, operation, input: request, type, to, loses, keepsBilling, undo, because: [], expected };
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
  const [items, refused]: [FixItem[], Refusal[]] = [[], []];
  for (const intent of doneIn(input.entries, undoes)) {
    const item = await itemOf(intent, input);
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
    populations: [],
    undoes,
    items,
    refused,
    byHand: [],
    hash: "",
  };
  return { ...plan, hash: hashOf(plan) };
};
