import fc from "fast-check";
import { cellName, cellStates, phases } from "../../src/estate/cell.ts";
import { type Estate, estateFormat, type Resource, sources } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { toPointer } from "../../src/estate/pointer.ts";
import { unknownReasons, type Unknown, type Unknowns } from "../../src/estate/unknown.ts";
import type { Field, Leaf } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";

const hostile = ["__proto__", "constructor", "a/b", "a~b", "", "-", "0", "\u2028", "\ud800", "<script>"];
const words = fc.oneof(fc.constantFrom(...hostile), fc.string());
const instants = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

const plainValue = (field: Leaf): fc.Arbitrary<Json> => {
  if (field.values) return fc.constantFrom(...field.values);
  if (field.type === "boolean") return fc.boolean();
  if (field.type === "time") return instants;
  if (field.type === "string") return words;
  return fc.integer({ min: field.minimum ?? 0, max: field.maximum ?? 1_000_000 });
};

const valueOf = (field: Field): fc.Arbitrary<Json> => {
  if (field.shape === "leaves")
    return fc.array(
      words.filter((word) => word !== ""),
      { maxLength: 3 },
    );
  if (field.shape === "elements") return fc.array(configOf(field.fields), { maxLength: 3 });
  if (field.shape === "tags") return fc.dictionary(words, fc.string());
  return field.nullable ? fc.oneof(fc.constant(null), plainValue(field)) : plainValue(field);
};

const configOf = (fields: Record<string, Field>): fc.Arbitrary<JsonObject> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueOf(field)])), { noNullPrototype: false });

const reason: fc.Arbitrary<Unknown> = fc.record(
  { reason: fc.constantFrom(...unknownReasons), detail: fc.string(), set: fc.boolean() },
  { requiredKeys: ["reason", "detail"] },
);

/** Moves some fields from known to unknown, at every depth, and adds open ends of lists. */
const hide = (g: fc.GeneratorValue, kind: Kind, config: JsonObject): Unknowns => {
  const unknown: Unknowns = Object.create(null);
  const chance = (): boolean => g(fc.integer, { min: 0, max: 3 }) === 0;
  const mark = (path: readonly (string | number)[]): void => void (unknown[toPointer(path)] = g(() => reason));
  const hideIn = (fields: Record<string, Field>, holder: JsonObject, at: readonly (string | number)[]): void => {
    for (const [name, field] of Object.entries(fields)) {
      const value = holder[name];
      if (chance()) {
        delete holder[name];
        mark([...at, name]);
      } else if (Array.isArray(value)) {
        if (chance()) mark([...at, name, "-"]);
        if (field.shape === "elements")
          value.forEach((element, index) => isObject(element) && hideIn(field.fields, element, [...at, name, index]));
      } else if (field.shape === "tags" && chance()) mark([...at, name, "-"]);
    }
  };
  hideIn(kind.fields, config, []);
  return unknown;
};

const resource: fc.Arbitrary<Resource> = fc.gen().map((g) => {
  const kind = g(() => fc.constantFrom(...kinds));
  const config = structuredClone(g(() => configOf(kind.fields)));
  return {
    id: g(() => fc.string({ minLength: 1 })),
    kind: kind.name,
    name: g(() => words),
    arn: g(() => fc.option(fc.string({ minLength: 1 }))),
    account: "123456789012",
    region: "eu-central-1",
    createdAt: g(() => fc.option(instants)),
    config,
    unknown: hide(g, kind, config),
    defaulted: [],
    ...(g(fc.boolean) ? { position: { file: "main.tf", line: 3, column: 1 } } : {}),
  };
});

const cell = fc.record({
  account: fc.constantFrom("123456789012", "210987654321"),
  region: fc.constantFrom("eu-central-1", "us-east-1"),
  kind: fc.constantFrom(...kinds.map(({ name }) => name)),
  phase: fc.constantFrom(...phases),
  state: fc.constantFrom(...cellStates),
  seen: fc.nat(),
});

/** Estates such as sources give: any mix of known and unknown, with keys that people would not choose. */
export const arbitraryEstate: fc.Arbitrary<Estate> = fc.record({
  format: fc.constant(estateFormat),
  source: fc.constantFrom(...sources),
  collectedAt: fc.option(instants),
  resources: fc.uniqueArray(resource, { selector: ({ id }) => id, maxLength: 4 }),
  coverage: fc.uniqueArray(cell, { selector: cellName, maxLength: 5 }),
});
