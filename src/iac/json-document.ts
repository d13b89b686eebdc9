import { toPointer } from "../estate/pointer.ts";
import { Problem } from "../estate/problem.ts";
import { type JsonPath, parseStrictJson } from "../estate/strict-json.ts";
import { textOf } from "./text.ts";

/** Where a value stands in its text: from its key, or itself, to after its end. */
export type Span = { start: number; end: number };
export type JsonDocument = { value: unknown; text: string; spans: ReadonlyMap<string, Span> };

const repair = "Write it again with `terraform show -json PLAN > plan.json` and check the whole file in.";

/** Terraform colours what people read. */
const colours = /\u001b\[[0-9;]*m/g;

/** What a text that is no JSON may be instead. */
const mistaken = (written: string): string | undefined => {
  const text = written.slice(0, 10_000).replaceAll(colours, "");
  if (text.startsWith("PK")) return "It is a binary plan, not its JSON.";
  if (/^\s*\{"@level"/.test(text)) return "It is the log of `terraform plan -json`, not the plan.";
  if (/^\s*(?:resource|provider|terraform|variable|module|locals|data|#|\/\/)[\s"{]/.test(text))
    return "It is Terraform source code, not a plan.";
  if (/^\s*(?:Terraform|OpenTofu) (?:will perform|used the selected)/m.test(text)) return "It is a plan as people read it, not its JSON.";
  if (/\n\s*\{\s*"format_version"/.test(text)) return "Something else was written into the file before the plan, or another plan.";
  if (/^\s*(?:AWSTemplateFormatVersion|Resources):/m.test(text)) return "It is a CloudFormation template.";
  return undefined;
};

const explained = (error: unknown, text: string): unknown => {
  const hint = error instanceof Problem && error.facts.code === "json-malformed" ? mistaken(text) : undefined;
  return error instanceof Problem && hint !== undefined ? new Problem({ ...error.facts, what: `${error.facts.what} ${hint}` }) : error;
};

/** Reads JSON strictly, and remembers where the wanted values stand. */
export const readJson = (content: string | Uint8Array, file: string, wanted: (path: JsonPath) => boolean): JsonDocument => {
  const text = textOf(content, file);
  const spans = new Map<string, Span>();
  const seen = (path: JsonPath, start: number, end: number): void => {
    if (wanted(path)) spans.set(toPointer(path), { start, end });
  };
  try {
    return { value: parseStrictJson(text, { file, todo: repair, seen }), text, spans };
  } catch (error) {
    throw explained(error, text);
  }
};
