import type { Resource } from "../estate/estate.ts";
import { configValue, joinValue, notSaid, unknownAt } from "../estate/join.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";

/** Where EMR names the groups that every cluster has: those that nobody names, it makes or chooses when the cluster starts. */
const managed = ["masterSecurityGroupId", "coreSecurityGroupId"];

/** Where each kind names its groups. */
export const groupFields: Readonly<Record<string, readonly string[]>> = {
  domain: ["securityGroupIds"],
  "ec2-notebook": ["securityGroupIds"],
  "emr-cluster": [...managed, "serviceAccessSecurityGroupId", "additionalMasterSecurityGroupIds", "additionalCoreSecurityGroupIds"],
  "emr-serverless-application": ["securityGroupIds"],
  // Groups of instances may lie in a network of their own.
  "hyperpod-cluster": ["securityGroupIds", "instanceGroups", "restrictedGroups"],
  "notebook-instance": ["securityGroupIds"],
  "user-profile": ["securityGroupIds"],
};

/** What else decides which groups it is in. */
export const groupReads: Readonly<Record<string, readonly string[]>> = { "notebook-instance": ["subnetId"] };

/** What was seen, and why there may be more. */
export type Seen<Item> = { found: Item[]; open: Unknown | undefined };

type Path = readonly (string | number)[];

const notYet: Unknown = { reason: "unresolved", detail: "EMR has not said yet which groups the cluster is in" };

const idsAt = (resource: Resource, path: Path, value: Json | undefined): Seen<Json> => {
  const whole = joinValue(resource, path, value);
  if ("unknown" in whole) return { found: [], open: whole.unknown };
  if (!Array.isArray(whole.value)) return { found: whole.value === null ? [] : [whole.value], open: undefined };
  const seen: Seen<Json> = { found: [], open: unknownAt(resource, [...path, "-"]) };
  for (const [index, id] of whole.value.entries()) {
    const key = joinValue(resource, [...path, index], id);
    if ("unknown" in key) seen.open ??= key.unknown;
    else seen.found.push(key.value);
  }
  return seen;
};

const idsOfParts = (resource: Resource, list: string, parts: readonly Json[]): Seen<Json>[] => [
  { found: [], open: unknownAt(resource, [list, "-"]) },
  ...parts.map((part, index) => idsAt(resource, [list, index, "securityGroupIds"], isObject(part) ? part["securityGroupIds"] : undefined)),
];

const idsIn = (resource: Resource, field: string): Seen<Json>[] => {
  const value = configValue(resource, field);
  if (Array.isArray(value) && (field === "instanceGroups" || field === "restrictedGroups")) return idsOfParts(resource, field, value);
  const seen = idsAt(resource, [field], value);
  return [value === null && managed.includes(field) && seen.open === undefined ? { ...seen, open: notYet } : seen];
};

const byDefault: Unknown = { reason: "unresolved", detail: "it names no group, and so is in the default one of its network" };

/** Of what names no group: whether it is in one all the same. A notebook outside of any subnet is in none. */
const openByDefault = (resource: Resource): Unknown | undefined => {
  if (resource.kind === "ec2-notebook") return byDefault;
  if (resource.kind !== "notebook-instance") return undefined;
  const subnet = configValue(resource, "subnetId");
  return unknownAt(resource, ["subnetId"]) ?? (subnet === undefined ? notSaid : subnet === null ? undefined : byDefault);
};

/** The ids of the groups that it is in, or the tokens of those that are not known yet. */
export const groupIdsOf = (resource: Resource): Seen<Json> => {
  const seen = (groupFields[resource.kind] ?? []).flatMap((field) => idsIn(resource, field));
  const distinct = new Map(seen.flatMap(({ found }) => found).map((id) => [JSON.stringify(id), id]));
  const open = seen.find((one) => one.open !== undefined)?.open;
  return { found: [...distinct.values()], open: open ?? (distinct.size === 0 ? openByDefault(resource) : undefined) };
};
