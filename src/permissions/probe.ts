import type { Answer, Call } from "../collect/call.ts";
import { describeAll } from "../collect/describe.ts";
import { deniedBy, type Failure } from "../collect/failure.ts";
import { valuesAt } from "../collect/look-up.ts";
import { arnOf, type Place } from "../collect/normalise.ts";
import { itemsIn, outermost } from "../collect/pages.ts";
import type { KindPlan } from "../collect/plan.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Describe, List } from "../kinds/kind.ts";
import { iamAction, type Operation, sagemaker, tagging } from "../kinds/operation.ts";
import { parsePath } from "../kinds/path-in.ts";
import { needsOf } from "./needs.ts";

export type Outcome = "granted" | "denied" | "unknown" | "not-probed";
/** `by`: what denies it, where allowing it would not help. */
export type Probe = { action: string; kinds: string[]; outcome: Outcome; detail: string; by?: string };

type Found = Omit<Probe, "action" | "kinds">;
type Book = { isOpen: (operation: Operation) => boolean; enter: (operation: Operation, found: Found) => void };

const granted: Found = { outcome: "granted", detail: "" };

/** "Not there" is an answer too: who may not ask is told so, whether it is there or not. */
export const foundBy = (failure: Failure | undefined): Found => {
  if (!failure || failure.type === "gone" || failure.type === "none") return granted;
  const { type, detail } = failure;
  const by = deniedBy(failure);
  if (type === "denied") return { outcome: "denied", detail, ...(by !== undefined && { by }) };
  return { outcome: type === "unsupported-in-region" ? "not-probed" : "unknown", detail };
};

const failureOf = (answer: Answer): Failure | undefined => (answer.ok ? undefined : answer.failure);

/** As little as the service gives: EC2 refuses to give fewer than five. */
const fewest = ({ service }: Operation): number => (service === "ec2" ? 5 : 1);

/** `firsts`: what lists gave that were asked already, as several kinds may be listed by the same. */
type Asking = { place: Place; call: Call; book: Book; firsts: Map<string, Promise<First>> };
/** The first that is listed, if there is any. */
type First = JsonObject | undefined;

const askFirst = async (list: List, asking: Asking): Promise<First> => {
  const { call, place, book } = asking;
  const parent = list.within ? await firstOf(list.within.list, asking) : undefined;
  if (list.within && !parent) return undefined;
  const told = Object.fromEntries(Object.entries(list.within?.input ?? {}).map(([member, path]) => [member, parent?.[path] ?? null]));
  const size = list.pageSize ? { [list.pageSize.member]: fewest(list.operation) } : {};
  const here = list.region === undefined ? {} : { [list.region]: place.region };
  const answer = await call(list.operation, { ...list.input, ...size, ...here, ...told }, place.region);
  book.enter(list.operation, foundBy(failureOf(answer)));
  const [item] = (answer.ok ? itemsIn(answer.document, list.items) : undefined) ?? [];
  return item && { ...told, ...item };
};

const firstOf = (list: List, asking: Asking): Promise<First> => {
  const key = JSON.stringify([list.operation, list.input, list.within]);
  const first = asking.firsts.get(key) ?? askFirst(list, asking);
  asking.firsts.set(key, first);
  return first;
};

/** What is known of it afterwards. */
const probeDescribe = async (describe: Describe, plan: KindPlan, known: JsonObject, { place, call, book }: Asking): Promise<JsonObject> => {
  const described = await describeAll({ kind: plan.kind, describes: [describe] }, { summary: known }, { region: place.region, call });
  book.enter(describe.operation, foundBy(described === "gone" ? undefined : described.refused[0]?.failure));
  return described === "gone" ? known : described.document;
};

/** What another description rules out is not asked for, which proves nothing. */
const isAsked = ({ only }: Describe, known: JsonObject): boolean => only === undefined || known[only.member] === only.is;

/** The calls by which one kind is read, each once, and none that another kind has made already. */
const probeKind = async (plan: KindPlan, asking: Asking): Promise<void> => {
  const { place, call, book } = asking;
  const { kind } = plan;
  const needed = new Set(needsOf(plan).map(({ action }) => action));
  const isDue = (operation: Operation): boolean => needed.has(iamAction(operation)) && book.isOpen(operation);
  const ask = async (operation: Operation, input: Record<string, unknown>): Promise<void> =>
    book.enter(operation, foundBy(failureOf(await call(operation, input, place.region))));
  const search = sagemaker("Search");
  if (kind.search && isDue(search)) await ask(search, { Resource: kind.search.resource, MaxResults: 1 });
  const bulk = tagging("GetResources");
  if (isDue(bulk)) await ask(bulk, { ResourcesPerPage: 1 });
  const first = await firstOf(kind.list, asking);
  if (!first) return;
  for (const { operation, ids, filter } of kind.recognition?.lookups ?? []) {
    const Values = valuesAt(first, parsePath(ids));
    if (Values.length > 0 && isDue(operation)) await ask(operation, { Filters: [{ Name: filter, Values }] });
  }
  let known = first;
  for (const describe of kind.describe)
    if (isAsked(describe, known) && isDue(describe.operation)) known = await probeDescribe(describe, plan, known, asking);
  if (kind.tags.from === "operation" && isDue(kind.tags.operation))
    await ask(kind.tags.operation, { [kind.tags.input]: arnOf(kind, first, place).arn });
};

const why = "nothing to ask for";

const openBook = (plans: readonly KindPlan[]): Book & { probes: () => Probe[] } => {
  const kindsOf = new Map<string, string[]>();
  for (const plan of plans) for (const { action } of needsOf(plan)) kindsOf.set(action, [...(kindsOf.get(action) ?? []), plan.kind.name]);
  const found = new Map<string, Found>();
  const begun = new Set<string>();
  return {
    isOpen: (operation) => {
      const action = iamAction(operation);
      if (begun.has(action)) return false;
      begun.add(action);
      return true;
    },
    enter: (operation, what) => {
      const action = iamAction(operation);
      if (found.get(action)?.outcome !== "denied") found.set(action, what);
    },
    probes: () =>
      [...kindsOf]
        .map(([action, kinds]): Probe => ({ action, kinds, ...(found.get(action) ?? { outcome: "not-probed", detail: why }) }))
        .toSorted((a, b) => (a.action < b.action ? -1 : 1)),
  };
};

export type ProbeOptions = { plans: readonly KindPlan[]; place: Place; call: Call };

/** Asks once, in one account and region, for everything that these plans need, and for as little of it as can be. It never changes anything. */
export const probePlace = async ({ plans, place, call }: ProbeOptions): Promise<Probe[]> => {
  const book = openBook(plans);
  const firsts: Asking["firsts"] = new Map();
  // What one kind looks up may be what another is listed by, which is asked anyway.
  for (const { kind } of plans) book.isOpen(outermost(kind.list).operation);
  await Promise.all(plans.map((plan) => probeKind(plan, { place, call, book, firsts })));
  return book.probes();
};
