import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { Problem } from "../estate/problem.ts";
import { isObject } from "../estate/json.ts";
import { didYouMean } from "../estate/closest.ts";
import type { Parsed, Path } from "./parse-yaml.ts";
import { type Settings, settingsSchema } from "./settings.ts";

type Complaint = { path: Path; text: string };

export const at = ({ file, locate }: Parsed, path: Path): string => {
  const { line, column } = locate(path);
  return `${file}:${line}:${column}`;
};

const dotted = (path: Path): string =>
  path
    .map((part) => (typeof part === "number" || /^\d+$/.test(part) ? `[${part}]` : /^[\w-]+$/.test(part) ? `.${part}` : `["${part}"]`))
    .join("")
    .replace(/^\./, "");

const pathOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

/** What a schema says under a keyword, as texts: Ajv leaves its schemas untyped. */
const textsIn = (schema: unknown, keyword: string): string[] => {
  const said = isObject(schema) ? schema[keyword] : undefined;
  return [said].flat().filter((text) => typeof text === "string");
};

const knownKeys = (schema: unknown): string[] => (typeof schema === "object" && schema !== null ? Object.keys(schema) : []);

const nouns: Record<string, string> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a map of keys",
  array: "a list",
};

const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 60);

const wrongType = ({ params, data }: ErrorObject, name: string): string => {
  const wanted = nouns[String(params.type)] ?? String(params.type);
  const quotes =
    params.type === "string" && (typeof data === "number" || typeof data === "boolean") ? `, so write it in quotes: "${data}"` : "";
  return `${name || "The configuration"} must be ${wanted}, and is ${shown(data)}${quotes}.`;
};

const sentences: Record<string, (error: ErrorObject, name: string) => string> = {
  additionalProperties: ({ params, parentSchema }, name) => {
    const key = String(params.additionalProperty);
    const place = name === "" ? "" : ` in ${name}`;
    const keys = knownKeys(parentSchema?.properties);
    const guess = didYouMean(key, keys);
    return `There is no key "${key}"${place}.${guess || ` The keys are: ${keys.filter((known) => known !== "$schema").join(", ")}.`}`;
  },
  required: ({ params }, name) => `${name || "The configuration"} lacks "${params.missingProperty}".`,
  type: wrongType,
  enum: ({ parentSchema, data }, name) => {
    const allowed = textsIn(parentSchema, "enum");
    return `${name} must be one of ${allowed.join(", ")}, and is ${shown(data)}.${didYouMean(String(data), allowed)}`;
  },
  pattern: ({ data, parentSchema }, name) => `${name} cannot be ${shown(data)}. ${textsIn(parentSchema, "description").join("")}`,
  uniqueItems: (_, name) => `${name} says the same thing twice.`,
};

const complaint = (error: ErrorObject): Complaint => {
  const path = pathOf(error.instancePath);
  const sentence = sentences[error.keyword];
  const text = sentence ? sentence(error, dotted(path)) : `${dotted(path) || "The configuration"} ${error.message}.`;
  return { path: error.keyword === "additionalProperties" ? [...path, String(error.params.additionalProperty)] : path, text };
};

/** Ends in one paragraph: the first complaint by place, and how many more there are. */
export const complain = (parsed: Parsed, complaints: readonly Complaint[]): void => {
  const placed = complaints
    .map(({ path, text }) => ({ ...parsed.locate(path), path, text }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const [first, ...more] = placed;
  if (!first) return;
  const count = more.length === 0 ? "" : more.length === 1 ? " One more problem follows." : ` ${more.length} more problems follow.`;
  throw new Problem({
    code: "config-invalid",
    what: first.text,
    where: at(parsed, first.path),
    todo: `Correct the configuration; \`sagewarden schema config\` prints all that it may say.${count}`,
  });
};

const accepts = new Ajv2020({ allErrors: true, verbose: true, strict: true }).compile<Settings>(settingsSchema);

/** The parse boundary of the configuration: from here on its shape is known. */
export const validate = (parsed: Parsed): Settings => {
  const { value } = parsed;
  if (accepts(value)) return value;
  complain(parsed, (accepts.errors ?? []).map(complaint));
  throw new Error("a refused configuration always has a complaint");
};
