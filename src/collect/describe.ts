import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { placesOf } from "../kinds/field.ts";
import type { Describe, DescribeMember, Kind } from "../kinds/kind.ts";
import { parsePath, type Path, valueAt } from "../kinds/path-in.ts";
import { type UnknownAt } from "../kinds/read-fields.ts";
import type { Answer } from "./call.ts";
import { isSame } from "./document.ts";
import { unknownOf, type Failure } from "./failure.ts";
import { type Paged, pagesOf, type Reach } from "./pages.ts";
import type { KindPlan } from "./plan.ts";

export type Refused = { describe: Pick<Describe, "gives">; failure: Failure };
/**
 * What is known of a resource: the summary, and what the descriptions or the index added; which descriptions were refused; and the
 * members that nobody asked for, since nobody wants them.
 */
export type Description = {
  document: JsonObject;
  refused: readonly Refused[];
  unasked: (member: string) => boolean;
  /** Why nobody asked, if not for want of a rule that reads it. */
  why?: Unknown;
};

type Told = Pick<Description, "document" | "refused">;

const memberOf = (from: DescribeMember, summary: JsonObject): Json | undefined => {
  if (typeof from === "string") return valueAt(summary, parsePath(from));
  if ("value" in from) return from.value;
  return [{ Name: from.filter, Values: [valueAt(summary, parsePath(from.path)) ?? ""] }];
};

const inputOf = (describe: Describe, summary: JsonObject): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(describe.input).flatMap(([member, from]) => {
      const value = memberOf(from, summary);
      return value === undefined ? [] : [[member, value]];
    }),
  );

/** The one list that it gives, with all of its pages. */
const askPages = async (paged: Paged, reach: Reach): Promise<Answer> => {
  // Begun again, it gives some twice.
  const found = new Map<string, JsonObject>();
  const pages = pagesOf(paged, reach);
  for (;;) {
    const next = await pages.next();
    if (next.done)
      return next.value ? { ok: false, failure: next.value } : { ok: true, document: { [paged.items ?? ""]: [...found.values()] } };
    for (const item of next.value.items) found.set(JSON.stringify(item), item);
  }
};

const ask = async (describe: Describe, summary: JsonObject, reach: Reach): Promise<Answer> => {
  const { operation, token, gives: [items = ""] = [] } = describe;
  const input = inputOf(describe, summary);
  if (token) return askPages({ operation, items, token, input }, reach);
  const answer = await reach.call(operation, input, reach.region);
  if (!answer.ok || describe.root === undefined) return answer;
  const document = answer.document[describe.root];
  if (isObject(document)) return { ok: true, document };
  if (describe.optional) return { ok: true, document: {} };
  return { ok: false, failure: { type: "error", detail: `${describe.operation.name}: the answer holds no ${describe.root}` } };
};

/** The members that are looked up for a page of summaries at once. */
const lookedUp = ({ recognition }: Kind): string[] => recognition?.lookups.map(({ items }) => items) ?? [];

const unaskedIn = ({ kind, describes }: Pick<KindPlan, "kind" | "describes">): Description["unasked"] => {
  const given = [...kind.list.gives, ...lookedUp(kind), ...describes.flatMap(({ gives }) => gives ?? [])];
  if (!describes.some(({ gives }) => gives === undefined)) return (member) => !given.includes(member);
  const left = kind.describe.filter((describe) => !describes.includes(describe)).flatMap(({ gives }) => gives ?? []);
  return (member) => left.includes(member);
};

const hasEnded = ({ fields, states }: Kind, document: JsonObject): boolean => {
  const field = states && fields[states.field];
  if (field?.shape !== "leaf" || field.api === undefined) return false;
  return placesOf(field.api).some((place) => states?.terminal.includes(String(valueAt(document, parsePath(place)))));
};

/** Whether there is anything to ask: not what another description rules out, nor what was said already. */
const isDue = (
  kind: Kind,
  { only, lives, gives }: Describe,
  { summary, document }: { summary: JsonObject; document: JsonObject },
): boolean =>
  (only === undefined || document[only.member] === only.is) &&
  !(lives && hasEnded(kind, document)) &&
  !gives?.every((member) => summary[member] !== undefined);

/** Whether nobody knows if there is anything to ask, since what would say so was refused. */
const isLeftOpen = (kind: Kind, { only }: Describe, { document, refused }: { document: JsonObject; refused: Refused }): boolean =>
  only !== undefined && document[only.member] === undefined && mayGive(kind, refused, only.member);

type Change = { before: JsonObject; now: JsonObject };

/** What was listed is another by now: of that, only what it is asked for by holds for the new one. What its description leaves open is open. */
const madeAnew = (kind: Kind, describe: Describe, { before, now }: Change): { document: JsonObject; refused: Refused } => {
  const asked = kind.describe.flatMap(({ input }) => Object.values(input)).flatMap((from) => (typeof from === "string" ? [from] : []));
  const names = Object.entries(before).filter(([member]) => asked.some((path) => parsePath(path)[0] === member));
  const document = { ...Object.fromEntries(names), ...now };
  const gives = kind.list.gives.filter((member) => !Object.hasOwn(document, member));
  const detail = `${describe.operation.name}: made anew under the same name since it was listed`;
  return { document, refused: { describe: { gives }, failure: { type: "error", detail } } };
};

/** Asks for all descriptions of one resource. Gone since it was listed: nothing to tell of it. */
export const describeAll = async (
  plan: Pick<KindPlan, "kind" | "describes">,
  { summary, refused: before = [] }: { summary: JsonObject; refused?: readonly Refused[] },
  reach: Reach,
): Promise<Description | "gone"> => {
  const refused: Refused[] = [...before];
  let document = summary;
  for (const describe of plan.describes) {
    if (!isDue(plan.kind, describe, { summary, document })) {
      const open = refused.find((one) => isLeftOpen(plan.kind, describe, { document, refused: one }));
      if (open) refused.push({ describe, failure: open.failure });
      continue;
    }
    const answer = await ask(describe, summary, reach);
    if (answer.ok && isSame(plan.kind, document, answer.document)) document = { ...document, ...answer.document };
    else if (answer.ok) {
      const anew = madeAnew(plan.kind, describe, { before: document, now: answer.document });
      document = anew.document;
      refused.push(anew.refused);
    } else if (answer.failure.type === "none") continue;
    else if (answer.failure.type !== "gone") refused.push({ describe, failure: answer.failure });
    else if (!describe.optional) return "gone";
  }
  return { document, refused, unasked: unaskedIn(plan) };
};

/** What is known of one that is none of the estate's: what its list says. */
export const asListed = ({ kind }: Pick<KindPlan, "kind">, summary: JsonObject): Description => ({
  document: summary,
  refused: [],
  unasked: (member) => !kind.list.gives.includes(member),
  why: {
    reason: "not-collected",
    detail: "neither its name nor its tags nor anything that refers to it say that it is of the estate, so only its name was read",
  },
});

/** A description as the index gives it, without the members that it never has: whatever was asked, the estate is the same. */
export const asIndexed = ({ kind, describes }: Pick<KindPlan, "kind" | "describes">, { document, refused }: Told): Description => {
  const lacks = kind.search?.lacks ?? [];
  const unasked = unaskedIn({ kind, describes });
  return {
    document: Object.fromEntries(Object.entries(document).filter(([member]) => !lacks.includes(member))),
    refused,
    unasked: (member) => lacks.includes(member) || unasked(member),
  };
};

/** A member may be what a refused description would have given: its own by name, or, of the one that names none, any that the others do not claim. */
export const mayGive = (kind: Kind, { describe }: Refused, member: string): boolean =>
  describe.gives ? describe.gives.includes(member) : !kind.describe.some((other) => other.gives?.includes(member));

/** What AWS always gives, and this document lacks. */
const lackingIn = (kind: Kind, document: JsonObject): { path: Path; why: Unknown }[] =>
  kind.describe.flatMap(({ operation, always = [] }) =>
    always.flatMap((member) => {
      const path = parsePath(member);
      const isThere = (valueAt(document, path) ?? null) !== null;
      return isThere ? [] : [{ path, why: { reason: "malformed", detail: `${operation.name}: the answer holds no ${member}` } }];
    }),
  );

const isWithin = (path: Path, outer: Path): boolean => outer.every((step, index) => step === path[index]);

const unwanted: Unknown = { reason: "not-collected", detail: "no rule that was chosen reads it" };

/** Why a path of the document is not known. What is there is known, whoever said it; what is not there may be what was refused or not asked for. */
export const unknownIn = ({ kind, twins }: KindPlan, { document, refused, unasked, why }: Description): UnknownAt => {
  const isGiven = (member: string): boolean => kind.list.gives.includes(member);
  const lacking = lackingIn(kind, document);
  return (path): Unknown | undefined => {
    const member = String(path[0]);
    if (valueAt(document, path) !== undefined) return undefined;
    const refusal = refused.find((one) => mayGive(kind, one, member));
    // A summary may hold a part of what is looked up.
    if (isGiven(member) && !refusal?.describe.gives?.includes(member)) return undefined;
    if (!refusal && !unasked(member)) return lacking.find((one) => isWithin(path, one.path))?.why;
    // A summary and a description may say the same thing under two names.
    const isSaid = twins.get(path.join("/"))?.some((twin) => valueAt(document, twin) !== undefined || isGiven(String(twin[0])));
    if (isSaid) return undefined;
    return refusal ? unknownOf(refusal.failure) : (why ?? unwanted);
  };
};
