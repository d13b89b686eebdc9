import type { ConfigSchema, ConfigSchemas, FieldSchema, LeafSchema } from "../estate/schema.ts";
import { type Field, type Leaf, type LeafList, placesOf, type Spelling } from "./field.ts";
import type { Kind } from "./kind.ts";

const sourceNames = { api: "API", terraform: "Terraform", cloudformation: "CloudFormation" } as const;

const spelled = (source: keyof typeof sourceNames, spelling: Spelling | undefined): string[] =>
  spelling === undefined || placesOf(spelling).length === 0 ? [] : [`${sourceNames[source]}: ${placesOf(spelling).join(" or ")}`];

const describe = (field: Leaf | LeafList): string =>
  [
    ...(field.shape === "leaf" && field.runtime ? ["Exists only at run time"] : []),
    ...(field.shape === "leaf" && field.secret ? ["Never shown"] : []),
    ...spelled("api", field.api),
    ...spelled("terraform", field.terraform),
    ...spelled("cloudformation", field.cloudformation),
  ].join(". ");

const valueSchema = (field: Leaf): Exclude<LeafSchema, { anyOf: unknown }> => {
  if (field.values) return { enum: field.values };
  if (field.type === "time") return { type: "string", format: "date-time" };
  const { minimum, maximum } = field;
  return { type: field.type, ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
};

const leafSchema = (field: Leaf): LeafSchema => ({
  description: describe(field),
  ...(field.default === undefined ? {} : { default: field.default }),
  ...(field.secret ? { writeOnly: true } : {}),
  ...(field.nullable ? { anyOf: [valueSchema(field), { type: "null" }] } : valueSchema(field)),
});

const fieldSchema = (field: Field): FieldSchema => {
  if (field.shape === "leaf") return leafSchema(field);
  if (field.shape === "leaves") return { description: describe(field), type: "array", items: { type: "string" } };
  if (field.shape === "elements") return { type: "array", items: objectSchema(field.fields) };
  return { type: "object", additionalProperties: { type: "string" } };
};

const objectSchema = (fields: Readonly<Record<string, Field>>): ConfigSchema => ({
  type: "object",
  properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
  additionalProperties: false,
});

/** What the config of a kind may hold. Every field may be missing: what is missing is unknown. */
const configSchema = (kind: Kind): ConfigSchema => objectSchema(kind.fields);

export const configSchemas = (kinds: readonly Kind[]): ConfigSchemas => new Map(kinds.map((kind) => [kind.name, configSchema(kind)]));
