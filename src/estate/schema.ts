import { cellStates, phases } from "./cell.ts";
import { estateFormat, sources } from "./estate.ts";
import type { Json } from "./json.ts";
import { unknownReasons } from "./unknown.ts";

/** The part of JSON Schema that the config of a kind is said in: plain data, so that reading an estate needs no kinds. */
type ValueSchema =
  | { type: "string" | "integer" | "number" | "boolean" | "null"; format?: "date-time"; minimum?: number; maximum?: number }
  | { enum: readonly Json[] };
export type LeafSchema = (ValueSchema | { anyOf: readonly ValueSchema[] }) & { description?: string; default?: Json; writeOnly?: true };
export type ListSchema = { type: "array"; items: { type: "string" } | ConfigSchema; description?: string };
export type TagsSchema = { type: "object"; additionalProperties: { type: "string" }; description?: string };
export type FieldSchema = LeafSchema | ListSchema | TagsSchema;
export type ConfigSchema = { type: "object"; properties: Readonly<Record<string, FieldSchema>>; additionalProperties: false };

/** By name of the kind. */
export type ConfigSchemas = ReadonlyMap<string, ConfigSchema>;

const text = { type: "string", minLength: 1 } as const;
const optional = (schema: object): object => ({ anyOf: [schema, { type: "null" }] });
const instant = { type: "string", format: "date-time", pattern: "Z$" };
const count = (minimum: number): object => ({ type: "integer", minimum });

const closed = (properties: Record<string, object>, left: readonly string[] = []): object => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !left.includes(name)),
  additionalProperties: false,
});

const unknown = closed({ reason: { enum: unknownReasons }, detail: { type: "string" }, set: { type: "boolean" } }, ["set"]);
const position = closed({ file: text, line: count(1), column: count(1), endLine: count(1) }, ["endLine"]);

const resource = (kind: object): Record<string, object> => ({
  id: { ...text, description: "Unique in the estate: the ARN of a live resource, the address of a planned one." },
  kind,
  name: { type: "string" },
  arn: optional(text),
  account: text,
  region: text,
  createdAt: optional(instant),
  config: {
    type: "object",
    description: "What is known, by field. A field that is missing here and in `unknown` counts as unknown: no default is filled in.",
  },
  unknown: { type: "object", additionalProperties: unknown, description: "What is not known and why, by JSON Pointer into `config`." },
  defaulted: {
    type: "array",
    items: { type: "string" },
    description: "Pointers of values that nobody said and that follow from a default.",
  },
  position: { ...position, description: "Where infrastructure code says it." },
  positions: {
    type: "object",
    additionalProperties: position,
    description: "Where its fields are written, by JSON Pointer into `config`.",
  },
});
const mayLack = ["unknown", "defaulted", "position", "positions"];

const cell = (kind: object): object =>
  closed(
    { account: text, region: text, kind, phase: { enum: phases }, state: { enum: cellStates }, seen: count(0), detail: { type: "string" } },
    ["detail"],
  );

const frame = (resourceItem: object, cellItem: object): object =>
  closed(
    {
      $schema: { type: "string" },
      format: { const: estateFormat },
      source: { enum: sources },
      collectedAt: optional(instant),
      resources: { type: "array", items: resourceItem },
      coverage: {
        type: "array",
        items: cellItem,
        description:
          "What was looked at. A kind without a list cell in an account and region counts as not looked at: relations to it stay unknown.",
      },
    },
    ["$schema"],
  );

/** The frame of an estate: all but which kinds there are and what their configs may hold. */
export const frameSchema = frame(closed(resource(text), mayLack), cell(text));

/** The published schema: the frame, and for each kind its config. */
export const estateSchema = (kinds: ConfigSchemas): object => {
  const names = [...kinds.keys()].sort();
  const known = { enum: names };
  const ofKind = (name: string): object => ({
    if: { properties: { kind: { const: name } } },
    then: { properties: { config: { $ref: `#/$defs/${name}` } } },
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Estate",
    description: `An inventory of an AWS machine-learning estate, as sagewarden writes and reads it (${estateFormat}).`,
    ...frame({ ...closed(resource(known), mayLack), allOf: names.map(ofKind) }, cell(known)),
    $defs: Object.fromEntries(names.map((name) => [name, kinds.get(name)])),
  };
};
