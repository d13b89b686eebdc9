import type { ErrorObject } from "ajv/dist/2020.js";
import { didYouMean } from "./closest.ts";
import { isObject } from "./json.ts";
import { fromPointer } from "./pointer.ts";

const nouns: Record<string, string> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
  object: "an object",
  array: "a list",
};

const range = (schema: Record<string, unknown>): string => {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return ` from ${String(minimum)} to ${String(maximum)}`;
  return minimum === undefined ? (maximum === undefined ? "" : ` up to ${String(maximum)}`) : ` from ${String(minimum)}`;
};

/** What a schema of one value asks for, in words. */
const wanted = (schema: unknown): string => {
  if (!isObject(schema)) return "something else";
  if (Array.isArray(schema["anyOf"])) return schema["anyOf"].map(wanted).join(", or ");
  if (Array.isArray(schema["enum"])) return `one of ${schema["enum"].map(String).join(", ")}`;
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  if (schema["format"] === "date-time") return "an instant in UTC, such as 2026-11-21T08:00:00Z";
  if (schema["minLength"] !== undefined) return "text that is not empty";
  return `${nouns[String(schema["type"])] ?? "something else"}${range(schema)}`;
};

const shown = (value: unknown, schema: unknown): string => {
  if (isObject(schema) && schema["writeOnly"] === true) return "";
  if (Array.isArray(value)) return ", and is a list";
  return isObject(value) ? ", and is an object" : `, and is ${(JSON.stringify(value) ?? "nothing").slice(0, 80)}`;
};

const enumOf = (schema: unknown): string[] => {
  if (!isObject(schema)) return [];
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : [];
  const below = Array.isArray(schema["anyOf"]) ? schema["anyOf"].flatMap(enumOf) : [];
  return [...values.map(String), ...below];
};

/** What is wrong by the schema, and where: the place, and one sentence. */
export const complaintOf = (errors: readonly ErrorObject[]): { path: string[]; what: string } => {
  // A value of several permitted shapes fails each of them first; the last word is about the value.
  const error = errors.at(-1);
  if (!error) return { path: [], what: "The document does not meet its schema." };
  const path = fromPointer(error.instancePath);
  const { parentSchema, data } = error;
  if (error.keyword === "additionalProperties") {
    const key = String(error.params["additionalProperty"]);
    const properties: unknown = parentSchema?.["properties"];
    const names = isObject(properties) ? Object.keys(properties) : [];
    return { path: [...path, key], what: `There is no field "${key.slice(0, 80)}" here.${didYouMean(key, names)}` };
  }
  if (error.keyword === "required") return { path, what: `The field "${String(error.params["missingProperty"])}" is missing here.` };
  const guess = typeof data === "string" ? didYouMean(data, enumOf(parentSchema)) : "";
  return { path, what: `This must be ${wanted(parentSchema)}${shown(data, parentSchema)}.${guess}` };
};
