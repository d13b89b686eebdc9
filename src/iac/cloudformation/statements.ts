import type { Json } from "../../estate/json.ts";
import type { JsonPath } from "../../estate/strict-json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { unresolved } from "./scope.ts";
import { asHole, documentOf, hidden, hiddenWithin, memberOf, nothing, plain, textOf, type Value } from "./value.ts";

/** An element of a list that others may add to, and where its author wrote it. */
export type Laid = { value: Value; at: JsonPath };

/** A policy: its name if it has one of its own, its document, and where that is written. */
export type Policy = { name: Value; document: Value; at: JsonPath };

const malformed: Unknown = { reason: "malformed", detail: "a policy that cannot be read" };

/** What may turn out to be nothing is not known: in a list it would leave the number of the others in doubt. */
const settled = (value: Value): Value => (value.is === "hidden" ? hidden(value.unknown) : value);

/** One text, or a list of them. */
const textsOf = (value: Value): Value => {
  if (value.is === "nothing") return { is: "list", items: [] };
  if (value.is === "plain") return { is: "list", items: [value] };
  if (value.is === "list") return { is: "list", items: value.items.filter((item) => item.is !== "nothing").map(settled) };
  if (value.is !== "hidden") return hidden(malformed);
  // What a parameter gives may be a list; what the template names is one thing.
  const { same } = value.unknown;
  return same === undefined || same.includes("?") ? settled(value) : { is: "list", items: [settled(value)] };
};

const principalsOf = (principal: Value, type: string): Value => {
  if (principal.is === "plain") return { is: "list", items: type === "AWS" ? [principal] : [] };
  return principal.is === "list" ? hidden(malformed) : textsOf(memberOf(principal, type));
};

/** `states.REGION.amazonaws.com` is the same service in whatever region. */
const regional = /^([a-z0-9-]+)\.<AWS::Region>\.(amazonaws\.com.*)$/;

const serviceOf = (value: Value): Value => {
  const [, name, suffix] = regional.exec(value.is === "hidden" ? (value.unknown.same ?? "") : "") ?? [];
  return name === undefined ? value : plain(`${name}.${suffix}`);
};

const servicesOf = (principal: Value): Value => {
  const services = principalsOf(principal, "Service");
  return services.is === "list" ? { is: "list", items: services.items.map(serviceOf) } : services;
};

/** Those who are kept out, whatever they are. */
const notPrincipalsOf = (principal: Value): Value => {
  const parts = ["AWS", "Service"].map((type) => principalsOf(principal, type));
  const unknown = parts.find((part) => part.is === "hidden");
  return unknown ?? { is: "list", items: parts.flatMap((part) => (part.is === "list" ? part.items : [])) };
};

const keysOf = (condition: Value): Value => {
  if (condition.is === "hidden") return settled(condition);
  const operators = condition.is === "map" ? [...condition.members.values()] : [];
  const why =
    condition.is === "map"
      ? (condition.rest ?? operators.map((one) => (one.is === "map" ? one.rest : hiddenWithin(one))).find(Boolean))
      : undefined;
  if (why) return hidden(why);
  const keys = operators.flatMap((one) =>
    one.is === "map" ? [...one.members].flatMap(([key, { is }]) => (is === "nothing" ? [] : [key])) : [],
  );
  return { is: "list", items: [...new Set(keys)].toSorted().map(plain) };
};

/** What is known of a value, with tokens for the rest; undefined: a part has none. */
const spelled = (value: Value): Json | undefined => {
  if (value.is === "plain") return value.value;
  if (value.is === "hidden") return value.unknown.same === undefined || value.maybe ? undefined : asHole(value.unknown.same);
  const parts = value.is === "list" ? value.items : value.is === "map" ? [...value.members.values()] : [];
  const known = parts.filter((part) => part.is !== "nothing").map(spelled);
  if (known.includes(undefined) || (value.is === "map" && value.rest)) return undefined;
  if (value.is !== "map") return known.map((one) => one ?? null);
  const keys = [...value.members].filter(([, part]) => part.is !== "nothing").map(([key]) => key);
  return Object.fromEntries(keys.map((key, at) => [key, known[at] ?? null]));
};

const conditionOf = (condition: Value): Value => {
  const why = hiddenWithin(condition);
  const same = why && spelled(condition);
  if (why)
    return hidden({ reason: why.reason, detail: why.detail, set: true, ...(same === undefined ? {} : { same: JSON.stringify(same) }) });
  return condition.is === "map" ? plain(JSON.stringify(documentOf(condition))) : nothing;
};

/** Only from this version on, `${...}` stands for what a request says. */
const hasVariables = (version: Value): Value => (version.is === "hidden" ? version : plain(textOf(version) === "2012-10-17"));

type Of = { id: string; policy: Value; version: Value };

const laidOut = (statement: Value, { id, policy, version }: Of): Value => {
  if (statement.is !== "map") return statement.is === "hidden" ? settled(statement) : hidden(malformed);
  const part = (name: string): Value => memberOf(statement, name);
  const members: [string, Value][] = [
    ["id", plain(id)],
    ["policy", settled(policy)],
    ["sid", settled(part("Sid"))],
    ["effect", settled(part("Effect"))],
    ["actions", textsOf(part("Action"))],
    ["notActions", textsOf(part("NotAction"))],
    ["resources", textsOf(part("Resource"))],
    ["notResources", textsOf(part("NotResource"))],
    ["principals", principalsOf(part("Principal"), "AWS")],
    ["services", servicesOf(part("Principal"))],
    ["federated", principalsOf(part("Principal"), "Federated")],
    ["notPrincipals", notPrincipalsOf(part("NotPrincipal"))],
    ["conditionKeys", keysOf(part("Condition"))],
    ["condition", conditionOf(part("Condition"))],
    ["variables", hasVariables(version)],
  ];
  return { is: "map", members: new Map(members) };
};

const valueOf = (json: Json): Value => {
  if (json === null) return nothing;
  if (Array.isArray(json)) return { is: "list", items: json.map(valueOf) };
  if (typeof json !== "object") return plain(json);
  return { is: "map", members: new Map(Object.entries(json).map(([key, value]) => [key, valueOf(value)])) };
};

/** Some write the document as a text that holds its JSON. */
const opened = (document: Value): Value => {
  const text = textOf(document);
  if (text === undefined) return document;
  try {
    const read: Json = JSON.parse(text);
    return valueOf(read);
  } catch {
    return hidden(malformed);
  }
};

/** The statements of a policy with their parts under the names that fields have, so that what is hidden of one hides nothing of another. */
export const statementsIn = ({ name, document, at }: Policy, owner: string): Laid[] => {
  const read = opened(document);
  const all = memberOf(read, "Statement");
  const items = all.is === "list" ? all.items.filter((item) => item.is !== "nothing") : [all];
  const prefix = textOf(name) ?? owner;
  const version = memberOf(read, "Version");
  // Without one nobody could tell what it means.
  if (items.length === 0) return [{ value: hidden(unresolved("a policy without statements")), at }];
  return items.map((item, index) => ({
    value: laidOut(item, { id: `${prefix === "" ? "" : `${prefix}/`}statement-${index + 1}`, policy: name, version }),
    at: document.is === "plain" ? at : [...at, "Statement", index],
  }));
};
