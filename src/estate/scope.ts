import type { Resource } from "./estate.ts";
import { isObject } from "./json.ts";
import { unknownAt } from "./join.ts";
import { matches } from "./pattern.ts";

/** Which resources something is about. Texts are anchored patterns with `*`; all that is said must fit. */
export type Scope = {
  /** Against the resource's id, ARN and name. */
  resource?: string;
  kind?: string;
  account?: string;
  region?: string;
  /** An organizational unit, at any height above the account. */
  ou?: string;
  tags?: Record<string, string>;
};

/** `unsure`: what it depends on was not seen. */
export type Fit = "in" | "out" | "unsure";

/** The organizational units above an account; undefined: nobody asked. */
export type OusOf = (account: string) => readonly string[] | undefined;
export const noOus: OusOf = () => undefined;

const sure = (fits: boolean): Fit => (fits ? "in" : "out");

const some = (pattern: string | undefined, texts: readonly (string | null)[]): Fit =>
  sure(pattern === undefined || texts.some((text) => text !== null && matches(pattern, text)));

const tagFit = (key: string, pattern: string, resource: Resource): Fit => {
  const { tags } = resource.config;
  if (unknownAt(resource, ["tags", key])) return "unsure";
  if (isObject(tags) && Object.hasOwn(tags, key)) return sure(typeof tags[key] === "string" && matches(pattern, tags[key]));
  // Where more tags may follow, the key may be among them; a kind without tags has none.
  return unknownAt(resource, ["tags", "-"]) ? "unsure" : "out";
};

const ouFit = (pattern: string | undefined, ous: readonly string[] | undefined): Fit => {
  if (pattern === undefined) return "in";
  return ous ? some(pattern, ous) : "unsure";
};

export const fit = (scope: Scope, resource: Resource, ousOf: OusOf): Fit => {
  const all = [
    some(scope.resource, [resource.id, resource.arn, resource.name]),
    some(scope.kind, [resource.kind]),
    some(scope.account, [resource.account]),
    some(scope.region, [resource.region]),
    ouFit(scope.ou, ousOf(resource.account)),
    ...Object.entries(scope.tags ?? {}).map(([key, pattern]) => tagFit(key, pattern, resource)),
  ];
  return all.includes("out") ? "out" : all.includes("unsure") ? "unsure" : "in";
};
