import { canonical } from "../../estate/canonical.ts";
import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { expressionOf, mentions } from "./expression.ts";

/** The tags that a provider configuration gives to all its resources. */
export type DefaultTags =
  | { as: "none" }
  | { as: "known"; tags: JsonObject }
  /** `certain`: the provider knew them when it planned, so that tags_all holds them. Else it may have dropped them without a word. */
  | { as: "hidden"; certain: boolean; sensitive: boolean; detail: string };

export type Provider = {
  key: string;
  region: string | undefined;
  defaultTags: DefaultTags;
  /** Equal for configurations that speak to the same account with the same credentials. */
  identity: string;
  /** The only account it may be used with. */
  account: string | undefined;
};

const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The root module's variables are always known; those of modules and everything else may not be. */
const rootVariable = /^var\.([^.[]+)/;
const variableIn = (reference: string): string | undefined => rootVariable.exec(reference)?.[1];

type Given = { provider: JsonObject; root: Json | undefined; variables: JsonObject };

const hiddenTags = (written: Json, key: string, { provider, root, variables }: Given): DefaultTags => {
  const mentioned = mentions(expressionOf(written).references);
  const inRoot = member(provider, "module_address") === undefined;
  const names = mentioned.map(variableIn);
  const declared = member(root, "variables");
  return {
    as: "hidden",
    certain: inRoot && names.every((name) => name !== undefined && Object.hasOwn(variables, name)),
    sensitive: names.some((name) => name !== undefined && member(member(declared, name), "sensitive") === true),
    detail: `default_tags of provider ${key}: ${mentioned.length > 0 ? mentioned.slice(0, 3).join(", ") : "an expression"}`,
  };
};

const defaultTagsOf = (key: string, given: Given): DefaultTags => {
  const blocks = member(member(given.provider, "expressions"), "default_tags");
  const written = Array.isArray(blocks) ? member(blocks[0], "tags") : member(blocks, "tags");
  if (written === undefined) return { as: "none" };
  const { constant } = expressionOf(written);
  if (constant === null) return { as: "none" };
  return isObject(constant) ? { as: "known", tags: constant } : hiddenTags(written, key, given);
};

const regionOf = ({ provider, variables }: Given): string | undefined => {
  const written = member(member(provider, "expressions"), "region");
  if (written === undefined) return undefined;
  const { constant, references } = expressionOf(written);
  if (typeof constant === "string") return constant;
  const [only, ...others] = mentions(references);
  const name = /^var\.[^.[]+$/.test(only ?? "") && others.length === 0 ? variableIn(only ?? "") : undefined;
  const value = name === undefined ? undefined : member(member(variables, name), "value");
  return typeof value === "string" ? value : undefined;
};

const accountOf = (expressions: Json | undefined): string | undefined => {
  const allowed = expressionOf(member(expressions, "allowed_account_ids") ?? {}).constant;
  const [only, ...others] = Array.isArray(allowed) ? allowed : [];
  return typeof only === "string" && /^\d{12}$/.test(only) && others.length === 0 ? only : undefined;
};

/** What does not decide which account a provider speaks to. */
const beside = new Set(["region", "default_tags", "ignore_tags"]);

export const readProvider = (key: string, given: Given): Provider => {
  const expressions = member(given.provider, "expressions");
  const rest = Object.entries(isObject(expressions) ? expressions : {}).filter(([name]) => !beside.has(name));
  return {
    key,
    region: regionOf(given),
    defaultTags: defaultTagsOf(key, given),
    identity: canonical(rest.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    account: accountOf(expressions),
  };
};
