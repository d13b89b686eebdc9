import type { Resource } from "../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";

/**
 * What a rule must say of a resource when everything is known: a second opinion in another language, which keeps the policy honest
 * where nothing is hidden. Written from the rule's meaning, never from its Rego.
 */
export type Oracle = (question: OracleQuestion) => "pass" | "fail" | "not-applicable" | "unknown";

export type OracleQuestion = {
  /** The resource in question, with its facts. */
  resource: Resource;
  /** What a relation of the resource leads to: null for a known none, "missing" where there is no such thing. */
  related: (relation: string) => Resource | null | "missing";
  /** All that a reverse relation of the resource leads to. */
  relatedAll: (relation: string) => readonly Resource[];
  params: JsonObject;
  now: string;
};

/** The value at a dotted path of a resource's config. */
export const valueOf = (resource: Resource, path: string): Json => {
  let at: Json | undefined = resource.config;
  for (const step of path.split(".")) at = isObject(at) ? at[step] : undefined;
  if (at === undefined) throw new Error(`${resource.id} has no ${path}: an oracle is asked only of what is known`);
  return at;
};

/** The tag's value; "" where there is none, or only blanks. */
export const tagOf = (resource: Resource, key: string): string => {
  const tags = resource.config["tags"];
  const value = isObject(tags) && Object.hasOwn(tags, key) ? tags[key] : undefined;
  return typeof value === "string" && value.trim() !== "" ? value : "";
};

export const textOf = (value: Json): string => (typeof value === "string" ? value : "");

export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

export const textsOf = (value: Json | undefined): string[] => listOf(value).filter((one) => typeof one === "string");

export const failIf = (condition: boolean): "pass" | "fail" => (condition ? "fail" : "pass");
