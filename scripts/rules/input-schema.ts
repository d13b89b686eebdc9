import { isObject, type JsonObject } from "../../src/estate/json.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import type { Field, Leaf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";

/** The fields that src/facts derives, by kind. */
export type FactFields = (kind: string) => Record<string, Leaf>;

/** What is known of the kinds when a policy is checked. */
export type World = { kinds: ReadonlyMap<string, Kind>; facts: FactFields };

const closed = (properties: JsonObject): JsonObject => ({ type: "object", properties, additionalProperties: false });

const typeNames = { string: "string", time: "string", integer: "number", number: "number", boolean: "boolean" } as const;

/** OPA takes `type: [T, "null"]` as a reason to refuse `== null`: an absence must be a branch of its own, and only leaves may have one. */
const leafSchema = ({ type, nullable }: Leaf): JsonObject => {
  const value = { type: typeNames[type] };
  return nullable ? { anyOf: [value, { type: "null" }] } : value;
};

const presence = (names: readonly string[]): JsonObject => closed(Object.fromEntries(names.map((name) => [name, { type: "boolean" }])));

const reference = (kind: string, many: boolean): JsonObject => {
  const target = { $ref: `#/definitions/${kind}` };
  return many ? { type: "array", items: target } : target;
};

/** Relations that start at this place: "" for the resource itself, `variants[*].` for the elements of a list. */
const relationsAt = (kind: Kind, place: string): JsonObject =>
  Object.fromEntries(
    Object.entries(kind.relations)
      .filter(([name]) => name.startsWith(place) && !name.slice(place.length).includes("."))
      .map(([name, { to, many }]) => [name.slice(place.length), reference(to, many)]),
  );

const fieldSchema = (kind: Kind, name: string, field: Field): JsonObject => {
  if (field.shape === "leaf") return leafSchema(field);
  if (field.shape === "leaves") return { type: "array", items: { type: "string" } };
  if (field.shape === "tags") return { type: "object", additionalProperties: { type: "string" } };
  const parts = Object.entries(field.fields).map(([part, leaf]) => [part, fieldSchema(kind, part, leaf)] as const);
  const has = presence(Object.keys(field.fields));
  return { type: "array", items: closed({ ...Object.fromEntries(parts), ...relationsAt(kind, `${name}[*].`), has }) };
};

/** An element as a rule sees it that is asked of elements: its own fields, and of its owner those that it does not hide. */
const partSchema = (kind: Kind, list: string, facts: Record<string, Leaf>): JsonObject => {
  const { properties: owner } = resourceSchema(kind, facts);
  const element = kind.fields[list] ? fieldSchema(kind, list, kind.fields[list]) : {};
  const items = isObject(element["items"]) ? element["items"]["properties"] : undefined;
  return closed({ ...(isObject(owner) ? owner : {}), has: closed({}), ...(isObject(items) ? items : {}) });
};

const resourceSchema = (kind: Kind, facts: Record<string, Leaf>): JsonObject => {
  const fields = Object.entries(kind.fields);
  return closed({
    ...Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(kind, name, field)])),
    ...relationsAt(kind, ""),
    has: presence(fields.map(([name]) => name)),
    facts: closed(Object.fromEntries(Object.entries(facts).map(([name, leaf]) => [name, leafSchema(leaf)]))),
    missing: { type: "boolean" },
    unknownTags: { type: "array", items: { type: "string" } },
  });
};

/** A schema of several types would switch checking off wherever the parameter is used, so it counts as anything. */
const parameterSchema = (schema: JsonObject): JsonObject => (typeof schema["type"] === "string" ? schema : {});

/** Of what a rule is asked: a kind, or the elements of a list of it. */
export type Asked = { kind: string; list?: string | undefined };

const draft = { $schema: "http://json-schema.org/draft-07/schema#" };

const definitions = ({ kinds, facts }: World): JsonObject =>
  Object.fromEntries([...kinds].map(([name, one]) => [name, resourceSchema(one, facts(name))]));

const resourceOf = ({ kind, list }: Asked, { kinds, facts }: World): JsonObject => {
  const owner = kinds.get(kind);
  return owner && list !== undefined ? partSchema(owner, list, facts(kind)) : { $ref: `#/definitions/${kind}` };
};

const inputOf = ({ parameters = {} }: Pick<Rule, "parameters">, resource: JsonObject): JsonObject => {
  const known = Object.entries(parameters).map(([name, { schema }]) => [name, parameterSchema(schema)] as const);
  return closed({ resource, now: { type: "string" }, params: closed(Object.fromEntries(known)) });
};

/** What `input` looks like to one rule on one kind: a misspelt field, relation or parameter is then a type error. */
export const inputSchema = (rule: Pick<Rule, "parameters">, asked: Asked, world: World): JsonObject => ({
  ...draft,
  ...inputOf(rule, resourceOf(asked, world)),
  definitions: definitions(world),
});

/** The same in two parts, of which many rules share the second: `input` but for its resource, and that. */
export const ruleSchema = (rule: Pick<Rule, "parameters">): JsonObject => ({ ...draft, ...inputOf(rule, {}) });
export const askedSchema = ({ kind, list }: Asked, world: World): JsonObject => {
  const named = definitions(world);
  const whole = named[kind];
  return { ...draft, ...(list === undefined && isObject(whole) ? whole : resourceOf({ kind, list }, world)), definitions: named };
};
