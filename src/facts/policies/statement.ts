import type { Resource } from "../../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { fromPointer } from "../../estate/pointer.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { type Condition, readCondition } from "./condition.ts";
import { conditionFor, standsFor } from "./made-up.ts";

/** What a statement is about: what is named, or all but that. */
export type Named = { but: boolean; patterns: readonly string[] };

export type Statement = {
  /** As people find it: `policy data, statement AnyBucket`. */
  name: string;
  effect: "Allow" | "Deny";
  actions: Named;
  resources: Named;
  /** Why it may be about more, or less, than its resources say. */
  open: Unknown | undefined;
  condition: Condition;
  /** Whether `${...}` stands for what a request says. */
  variables: boolean;
};

/** Statements that were read, and why others that were not may allow or deny more. */
export type PolicySet = { statements: readonly Statement[]; mayAllow: Unknown | undefined; mayDeny: Unknown | undefined };

const nothing: PolicySet = { statements: [], mayAllow: undefined, mayDeny: undefined };

export const unseen = (unknown: Unknown): PolicySet => ({ statements: [], mayAllow: unknown, mayDeny: unknown });

export const together = (sets: readonly PolicySet[]): PolicySet => ({
  statements: sets.flatMap(({ statements }) => statements),
  mayAllow: sets.find(({ mayAllow }) => mayAllow)?.mayAllow,
  mayDeny: sets.find(({ mayDeny }) => mayDeny)?.mayDeny,
});

const textsIn = (value: Json | undefined): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((one) => typeof one === "string");
  return texts.length === value.length ? texts : undefined;
};

const namedIn = (only: Json | undefined, but: Json | undefined): Named | undefined => {
  const [these, others] = [textsIn(only), textsIn(but)];
  if (!these || !others) return undefined;
  return others.length > 0 ? { but: true, patterns: others } : { but: false, patterns: these };
};

const nameOf = ({ policy, sid, id }: JsonObject, owner: string): string => {
  const own = typeof policy === "string" ? policy : owner;
  const nth = typeof id === "string" ? id.slice(id.lastIndexOf("-") + 1) : "?";
  return `policy ${own}, statement ${typeof sid === "string" ? sid : nth}`;
};

/** Undefined: it cannot be read. */
export const conditionIn = ({ condition, conditionKeys }: JsonObject): Condition => {
  if (condition === undefined) return Array.isArray(conditionKeys) && conditionKeys.length === 0 ? [] : undefined;
  return readCondition(typeof condition === "string" ? condition : null);
};

const effectOf = (value: JsonObject): "Allow" | "Deny" | undefined =>
  value["effect"] === "Allow" || value["effect"] === "Deny" ? value["effect"] : undefined;

const ofOne = (value: JsonObject, owner: string, open: Unknown | undefined): Statement | undefined => {
  const effect = effectOf(value);
  const actions = namedIn(value["actions"], value["notActions"]);
  const resources = namedIn(value["resources"], value["notResources"]);
  if (!effect || !actions || !resources) return undefined;
  return {
    name: nameOf(value, owner),
    effect,
    actions,
    resources,
    open,
    condition: conditionIn(value),
    variables: value["variables"] === true,
  };
};

/** Many roles are made alike: what their statements say is worked out once. */
const readBefore = new Map<string, Statement | undefined>();
/** So many are worth remembering. */
const mostRead = 5_000;

const ofWhole = (value: JsonObject, owner: string): Statement | undefined => {
  const text = JSON.stringify([nameOf(value, owner), value]);
  if (readBefore.has(text)) return readBefore.get(text);
  if (readBefore.size >= mostRead) readBefore.clear();
  const read = ofOne(value, owner, undefined);
  readBefore.set(text, read);
  return read;
};

/** What was hidden of a statement may be anything, but where its effect is known it can only do that. */
const hiddenOne = (value: Json, unknown: Unknown, effectHidden: boolean): PolicySet => {
  const effect = isObject(value) && !effectHidden ? effectOf(value) : undefined;
  return {
    statements: [],
    mayAllow: effect === "Deny" ? undefined : unknown,
    mayDeny: effect === "Allow" ? undefined : unknown,
  };
};

/** A part that decides what a statement means; who is let in is asked elsewhere. */
const deciding = new Set(["effect", "actions", "notActions", "resources", "notResources", "condition", "conditionKeys", "variables"]);

/** Parts without which a statement still tells which actions it never allows. */
const aboutWhat = new Set(["resources", "notResources", "condition", "conditionKeys"]);

const malformed: Unknown = { reason: "malformed", detail: "a statement that cannot be read" };

/** Whatever holds statements. */
type Holder = Pick<Resource, "name" | "config" | "unknown">;

/** Unknowns of the list of statements: [what follows the list's name, why]. */
const unknownsIn = (resource: Holder, field: string): [string[], Unknown][] =>
  Object.entries(resource.unknown)
    .map(([pointer, unknown]): [string[], Unknown] => [fromPointer(pointer), unknown])
    .filter(([[first]]) => first === field)
    .map(([[, ...rest], unknown]) => [rest, unknown]);

type Hidden = [string[], Unknown][];

/** Of a statement that hides no more than what it is about: the resources that it names by what is known of them, and why that is not all. */
const ofPartly = (value: JsonObject, hidden: Hidden, owner: string): Statement | undefined => {
  if (!hidden.every(([[, part = ""]]) => aboutWhat.has(part))) return undefined;
  const filled: JsonObject = { ...value };
  let open: Unknown | undefined;
  for (const part of ["resources", "notResources"]) {
    const own = hidden.filter(([[, name]]) => name === part);
    const known = Array.isArray(value[part]) ? value[part] : [];
    const stands = new Map(own.map(([[, , at], unknown]) => [at, standsFor(value, unknown)]));
    open ??= own.find(([[, , at]]) => stands.get(at) === undefined)?.[1];
    filled[part] = known.flatMap((one, at) => (stands.has(String(at)) ? (stands.get(String(at)) ?? []) : [one]));
    // Of a list that is hidden as a whole nobody can tell whether there is one.
    if (part === "notResources" && own.length > 0 && known.length === 0) return undefined;
  }
  const conditions = hidden.filter(([[, part = ""]]) => part.startsWith("condition"));
  const condition = conditions.map(([[, part], unknown]) => (part === "condition" ? conditionFor(unknown) : undefined));
  // What cannot be read holds perhaps.
  return ofOne({ ...filled, ...(condition.length > 0 ? { condition: condition[0] ?? "?" } : {}) }, owner, open);
};

const ofElement = (value: Json, index: number, { owner, hidden }: { owner: string; hidden: Hidden }): PolicySet => {
  const own = hidden.filter(([[at, part]]) => at === String(index) && (part === undefined || deciding.has(part)));
  const [first] = own;
  const read = !isObject(value) ? undefined : first ? ofPartly(value, own, owner) : ofWhole(value, owner);
  if (read) return { ...nothing, statements: [read] };
  const effectHidden = own.some(([[, part]]) => part === undefined || part === "effect");
  return hiddenOne(value, first?.[1] ?? malformed, first !== undefined && effectHidden);
};

/** The statements of a resource, in the field that holds them. */
export const statementsIn = (resource: Holder, field = "statements"): PolicySet => {
  const hidden = unknownsIn(resource, field);
  const whole = hidden.find(([rest]) => rest.length === 0);
  if (whole) return unseen(whole[1]);
  const value = resource.config[field];
  if (!Array.isArray(value)) return unseen({ reason: "not-given", detail: `${field} is not in the estate` });
  const tail = hidden.find(([[at]]) => at === "-");
  const read = value.map((one, index) => ofElement(one, index, { owner: resource.name, hidden }));
  return together([...read, ...(tail ? [unseen(tail[1])] : [])]);
};
