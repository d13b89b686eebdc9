import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { functions } from "./functions.ts";
import { membersOf } from "./members.ts";
import { atDeployment, type Scope, unresolved } from "./scope.ts";
import { hidden, nothing, plain, type Value } from "./value.ts";

/** The function that an object is a call of: its only member. */
export const callIn = (node: JsonObject): [name: string, argument: Json] | undefined => {
  const [name, second] = Object.keys(node);
  if (name === undefined || second !== undefined) return undefined;
  return name === "Ref" || (name.startsWith("Fn::") && !name.startsWith("Fn::ForEach::")) ? [name, node[name] ?? null] : undefined;
};

const dynamic = /\{\{resolve:([a-z-]+):/;

const textValue = (text: string): Value => {
  const service = dynamic.exec(text)?.[1];
  if (service === undefined) return plain(text);
  const isOpen = service === "ssm";
  return hidden({
    ...atDeployment(`a reference to ${isOpen ? "a parameter of SSM" : "a secret"}`),
    reason: isOpen ? "known-after-apply" : "sensitive",
  });
};

const evaluateMap = (node: JsonObject, scope: Scope): Value => {
  const { members, rest } = membersOf(node, scope, evaluate);
  return { is: "map", members: new Map(members.map(({ key, value }) => [key, evaluate(value, scope)])), ...(rest ? { rest } : {}) };
};

/** What a part of a template comes to. */
export function evaluate(node: Json, scope: Scope): Value {
  scope.spend();
  if (node === null) return nothing;
  if (typeof node === "string") return textValue(node);
  if (typeof node === "number" || typeof node === "boolean") return plain(node);
  if (Array.isArray(node)) return { is: "list", items: node.map((item) => evaluate(item, scope)) };
  if (!isObject(node)) return nothing;
  const [name, argument = null] = callIn(node) ?? [];
  if (name === undefined) return evaluateMap(node, scope);
  const call = functions[name];
  return call ? call(argument, scope, evaluate) : hidden(unresolved(`${name} is not known`));
}
