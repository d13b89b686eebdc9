import { isObject, type Json } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { attributeOf, reference } from "./reference.ts";
import { atDeployment, type Scope, unresolved } from "./scope.ts";
import { asHole, documentOf, hidden, hiddenWithin, isText, nothing, oneOf, plain, textOf, type Value } from "./value.ts";

type Evaluate = (node: Json, scope: Scope) => Value;
type Call = (argument: Json, scope: Scope, evaluate: Evaluate) => Value;

const listOf = (node: Json): readonly Json[] => (Array.isArray(node) ? node : []);

const wrong = (name: string): Value => hidden(unresolved(`${name} is not written as it must be`));

/** A secret in a part makes the whole one; else the first that is unknown says why. */
const whyOf = (parts: readonly Value[]): Unknown | undefined => {
  const found = parts.flatMap((part) => (hiddenWithin(part) ? [hiddenWithin(part)] : [])).filter((one) => one !== undefined);
  return found.find(({ reason }) => reason === "sensitive") ?? found[0];
};

/** In a text the partition is the usual one where nobody said the region: which it is decides nothing, and every ARN would be unknown. */
const usual: Readonly<Record<string, string>> = { "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com" };

const inText = (part: Value): Value => {
  const said = part.is === "hidden" ? usual[part.unknown.same ?? ""] : undefined;
  return said === undefined ? part : plain(said);
};

/** ARNs alone, and the names of services: whatever else is put together may hold a secret. */
const mayBeTold = /^(?:arn:\S{0,2000}|<[^<>]*\.Arn>(?:[/:]\S{0,2000})?|[a-z0-9-]+\.<AWS::Region>\.amazonaws\.com(?:\.cn)?)$/;

/** What an unknown text is the same as: what is known of it, with the tokens of the rest. */
const sameOf = (parts: readonly Value[]): string | undefined => {
  const said = parts.map((part) => {
    const same = part.is === "hidden" ? part.unknown.same : undefined;
    return same === undefined ? textOf(part) : asHole(same);
  });
  const text = said.join("");
  return said.includes(undefined) || !mayBeTold.test(text) ? undefined : text;
};

/** Texts one after the other; of one part alone it is what that is. */
const concatenated = (all: readonly Value[]): Value => {
  const parts = all.filter((part) => textOf(part) !== "");
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const said = parts.map(inText);
  const texts = said.map(textOf);
  const known = texts.filter((text) => text !== undefined);
  if (known.length === texts.length) return plain(known.join(""));
  const why = whyOf(said);
  if (!why) return wrong("a text");
  const isSet = known.length > 0 || said.some((part) => part.is === "hidden" && part.unknown.set === true);
  const same = why.reason === "sensitive" ? undefined : sameOf(said);
  return hidden({ reason: why.reason, detail: why.detail, ...(isSet ? { set: true } : {}), ...(same === undefined ? {} : { same }) });
};

const placeholder = /\$\{([^}]*)\}/g;

const substituted = (text: string, lookUp: (name: string) => Value): Value => {
  const parts: Value[] = [];
  let end = 0;
  for (const found of text.matchAll(placeholder)) {
    const name = (found[1] ?? "").trim();
    parts.push(plain(text.slice(end, found.index)), name.startsWith("!") ? plain(`\${${name.slice(1)}}`) : lookUp(name));
    end = found.index + found[0].length;
  }
  return concatenated([...parts, plain(text.slice(end))]);
};

const sub: Call = (argument, scope, evaluate) => {
  const [text, own] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== "string") return wrong("Fn::Sub");
  const lookUp = (name: string): Value => {
    if (isObject(own) && Object.hasOwn(own, name)) return evaluate(own[name] ?? null, scope);
    const dot = name.indexOf(".");
    return dot < 0 ? reference(name, scope, evaluate) : attributeOf(name.slice(0, dot), name.slice(dot + 1), scope, evaluate);
  };
  // What is resolved at deployment may stand in it, too.
  return text.includes("{{resolve:") ? evaluate(text, scope) : substituted(text, lookUp);
};

/** The elements of a list, or why they are not known. */
const elementsOf = (value: Value): readonly Value[] | Unknown | undefined => {
  if (value.is === "list") {
    const open = value.items.find((item) => item.is === "hidden" && item.maybe === true);
    return open?.is === "hidden" ? open.unknown : value.items.filter((item) => item.is !== "nothing");
  }
  return value.is === "hidden" ? value.unknown : undefined;
};

const isWhy = (found: readonly Value[] | Unknown): found is Unknown => !Array.isArray(found);

const join: Call = (argument, scope, evaluate) => {
  const [delimiter, list = null] = listOf(argument);
  const elements = elementsOf(evaluate(list, scope));
  if (typeof delimiter !== "string" || elements === undefined) return wrong("Fn::Join");
  if (isWhy(elements)) return hidden({ reason: elements.reason, detail: elements.detail });
  return concatenated(elements.flatMap((item, index) => (index === 0 ? [item] : [plain(delimiter), item])));
};

const select: Call = (argument, scope, evaluate) => {
  const [index = null, list = null] = listOf(argument);
  const at = Number(textOf(evaluate(index, scope)) ?? Number.NaN);
  const elements = elementsOf(evaluate(list, scope));
  if (elements === undefined) return wrong("Fn::Select");
  if (isWhy(elements)) return hidden(elements);
  if (Number.isNaN(at)) return oneOf(elements, unresolved("which of a list is selected is not known"));
  return elements[at] ?? hidden(unresolved("Fn::Select selects what is not there"));
};

const split: Call = (argument, scope, evaluate) => {
  const [delimiter, source = null] = listOf(argument);
  const value = evaluate(source, scope);
  const text = textOf(value);
  if (typeof delimiter !== "string" || delimiter === "") return wrong("Fn::Split");
  if (text !== undefined) return { is: "list", items: text.split(delimiter).map(plain) };
  return value.is === "hidden" ? hidden({ reason: value.unknown.reason, detail: value.unknown.detail }) : wrong("Fn::Split");
};

/** The values below a key, or below each of them where it is not known. */
const below = (node: Json | undefined, key: string | undefined): Json[] => {
  if (!isObject(node)) return [];
  if (key === undefined) return Object.values(node);
  return Object.hasOwn(node, key) ? [node[key] ?? null] : [];
};

const findInMap: Call = (argument, scope, evaluate) => {
  const [name = null, first = null, second = null, more] = listOf(argument);
  const map = textOf(evaluate(name, scope));
  if (map === undefined) return hidden(unresolved("which mapping is asked is not known"));
  const keys = [first, second].map((key) => evaluate(key, scope));
  const [top, last] = keys.map(textOf);
  const found = below(scope.mapping(map), top).flatMap((row) => below(row, last));
  const fallback = isObject(more) && Object.hasOwn(more, "DefaultValue") ? [more["DefaultValue"] ?? null] : [];
  const isKnown = top !== undefined && last !== undefined;
  const candidates = isKnown && found.length > 0 ? found : [...found, ...fallback];
  if (candidates.length === 0) return hidden(unresolved(`the mapping ${map} has no such entry`));
  const why = whyOf(keys) ?? unresolved(`a key of the mapping ${map} is not known`);
  return oneOf(
    candidates.map((one) => evaluate(one, scope)),
    { reason: why.reason, detail: why.detail },
  );
};

const choose: Call = (argument, scope, evaluate) => {
  const [name, yes = null, no = null] = listOf(argument);
  if (typeof name !== "string") return wrong("Fn::If");
  const truth = scope.condition(name);
  if (typeof truth === "boolean") return evaluate(truth ? yes : no, scope);
  return oneOf([evaluate(yes, scope), evaluate(no, scope)], truth);
};

const getAttribute: Call = (argument, scope, evaluate) => {
  const [id, ...names] = typeof argument === "string" ? argument.split(".") : listOf(argument);
  const words = names.map((name) => textOf(evaluate(name, scope)));
  if (typeof id !== "string" || words.length === 0 || words.includes(undefined)) return wrong("Fn::GetAtt");
  return attributeOf(id, words.join("."), scope, evaluate);
};

const base64: Call = (argument, scope, evaluate) => {
  const value = evaluate(argument, scope);
  const text = textOf(value);
  if (text !== undefined) return plain(Buffer.from(text).toString("base64"));
  return value.is === "hidden" ? value : wrong("Fn::Base64");
};

const length: Call = (argument, scope, evaluate) => {
  const elements = elementsOf(evaluate(argument, scope));
  if (elements === undefined) return wrong("Fn::Length");
  return isWhy(elements) ? hidden({ ...elements, set: true }) : plain(elements.length);
};

const toJson: Call = (argument, scope, evaluate) => {
  const value = evaluate(argument, scope);
  const why = hiddenWithin(value);
  return why ? hidden({ reason: why.reason, detail: why.detail, set: true }) : plain(JSON.stringify(documentOf(value) ?? null));
};

const refer: Call = (argument, scope, evaluate) => {
  if (argument === "AWS::NoValue") return nothing;
  return isText(argument) ? reference(String(argument), scope, evaluate) : wrong("Ref");
};

const deployed =
  (detail: string): Call =>
  () =>
    hidden(atDeployment(detail));

/** The functions of CloudFormation, by name. One that is not here hides what it gives. */
export const functions: Readonly<Record<string, Call>> = {
  Ref: refer,
  "Fn::Base64": base64,
  "Fn::Cidr": deployed("Fn::Cidr"),
  "Fn::FindInMap": findInMap,
  "Fn::GetAZs": deployed("the zones of the region"),
  "Fn::GetAtt": getAttribute,
  "Fn::If": choose,
  "Fn::ImportValue": deployed("what another stack exports"),
  "Fn::Join": join,
  "Fn::Length": length,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::Sub": sub,
  "Fn::ToJsonString": toJson,
  "Fn::Transform": () => hidden(unresolved("what a macro makes was not given")),
};
