import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { type Scope, unresolved } from "./scope.ts";
import { textOf, type Value } from "./value.ts";

/** A member of a map, and the one by which it is written: a loop writes many by one. */
export type Member = { key: string; value: Json; from: string };
type Members = { members: Member[]; rest?: Unknown };
type Evaluate = (node: Json, scope: Scope) => Value;

const loop = "Fn::ForEach::";

/** The word of a loop in all that it makes: as `${Name}`, as `&{Name}` where only letters and digits may stand, and as a Ref. */
const substitute = (node: Json, name: string, word: string): Json => {
  const inText = (text: string): string =>
    text.replaceAll(`\${${name}}`, () => word).replaceAll(`&{${name}}`, () => word.replaceAll(/[^A-Za-z0-9]/g, ""));
  if (typeof node === "string") return inText(node);
  if (Array.isArray(node)) return node.map((item) => substitute(item, name, word));
  if (!isObject(node)) return node;
  if (Object.keys(node).length === 1 && node["Ref"] === name) return word;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [inText(key), substitute(value, name, word)]));
};

/** The words that a loop runs over, if all of them are known. */
const wordsOf = (collection: Value): string[] | undefined => {
  const words = collection.is === "list" ? collection.items.map(textOf) : [];
  const known = words.filter((word) => word !== undefined);
  return collection.is === "list" && known.length === words.length ? known : undefined;
};

const expand = (key: string, value: Json, scope: Scope, evaluate: Evaluate): Members => {
  const name = key.slice(loop.length);
  const [word, collection = null, body] = Array.isArray(value) ? value : [];
  const words = wordsOf(evaluate(collection, scope));
  if (typeof word !== "string" || !isObject(body) || !words)
    return { members: [], rest: unresolved(`what the loop ${name} runs over is not known`) };
  const made = words.map((one) => substitute(body, word, one));
  return gather(
    made.flatMap((each) => (isObject(each) ? [membersOf(each, scope, evaluate)] : [])),
    key,
  );
};

const locationOf = (transform: Json): string | undefined => {
  const parameters = isObject(transform) && transform["Name"] === "AWS::Include" ? transform["Parameters"] : undefined;
  const location = isObject(parameters) ? parameters["Location"] : undefined;
  return typeof location === "string" ? location : undefined;
};

const include = (key: string, transform: Json, scope: Scope, evaluate: Evaluate): Members => {
  const location = locationOf(transform);
  const found = location === undefined ? undefined : scope.included(location);
  if (isObject(found)) return gather([membersOf(found, scope, evaluate)], key);
  const name = isObject(transform) && typeof transform["Name"] === "string" ? transform["Name"] : "a macro";
  return { members: [], rest: unresolved(`what ${name} makes was not given`) };
};

const gather = (parts: readonly Members[], from: string): Members => {
  const rest = parts.flatMap((part) => part.rest ?? [])[0];
  return { members: parts.flatMap(({ members }) => members.map((member) => ({ ...member, from }))), ...(rest ? { rest } : {}) };
};

/** The members of a map with what loops and includes make of it; `rest`: it may have more than can be seen. */
export function membersOf(map: JsonObject, scope: Scope, evaluate: Evaluate): Members {
  const parts = Object.entries(map).map(([key, value]): Members => {
    if (key.startsWith(loop)) return expand(key, value, scope, evaluate);
    if (key === "Fn::Transform") return include(key, value, scope, evaluate);
    return { members: [{ key, value, from: key }] };
  });
  const rest = parts.flatMap((part) => part.rest ?? [])[0];
  return { members: parts.flatMap(({ members }) => members), ...(rest ? { rest } : {}) };
}
