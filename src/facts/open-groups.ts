import type { Resource } from "../estate/estate.ts";
import { joinValue, unknownAt } from "../estate/join.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { read, readKey, type View } from "./view.ts";

const ofEmr = [
  "masterSecurityGroupId",
  "coreSecurityGroupId",
  "serviceAccessSecurityGroupId",
  "additionalMasterSecurityGroupIds",
  "additionalCoreSecurityGroupIds",
];

/** Where each kind names its groups. */
const groupFields: Readonly<Record<string, readonly string[]>> = {
  domain: ["securityGroupIds"],
  "ec2-notebook": ["securityGroupIds"],
  "emr-cluster": ofEmr,
  "emr-serverless-application": ["securityGroupIds"],
  "hyperpod-cluster": ["securityGroupIds"],
  "notebook-instance": ["securityGroupIds"],
  "user-profile": ["securityGroupIds"],
};

/** SSH, Jupyter, Livy, and the port by which EMR manages a cluster. */
const workPorts = [22, 8888, 8998, 9443] as const;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Half of the internet is as good as all of it. */
const widest = 7;
const isWorld = (block: Json): boolean => {
  const [, length] = typeof block === "string" ? block.split("/") : [];
  return length !== undefined && Number(length) <= widest;
};

const opens = (rule: Json): rule is JsonObject =>
  isObject(rule) && [...listOf(rule["cidrBlocks"]), ...listOf(rule["ipv6CidrBlocks"])].some(isWorld);

const covers = (rule: JsonObject, port: number): boolean => {
  if (rule["protocol"] === "-1") return true;
  const isTcp = rule["protocol"] === "tcp" || rule["protocol"] === "6";
  return isTcp && Number(rule["fromPort"] ?? Number.NaN) <= port && port <= Number(rule["toPort"] ?? Number.NaN);
};

const unseenIn = (resource: Resource, field: string, beside: RegExp) =>
  Object.entries(resource.unknown).find(([pointer]) => pointer.startsWith(`/${field}/`) && !beside.test(pointer))?.[1];

/** What is let in from other groups, or from lists of addresses, is not let in from everywhere by that. */
const notTheWorld = /^\/ingress\/\d+\/(?:groupIds|prefixListIds)(?:\/|$)/;

/** What was seen, and why there may be more. */
type Seen = { found: Json[]; open: Unknown | undefined };

/** The ids in a field, or the tokens of those that are not known yet. */
const idsIn = (resource: Resource, field: string): Seen => {
  const whole = readKey(resource, field);
  if ("unknown" in whole) return { found: [], open: whole.unknown };
  if (!Array.isArray(whole.value)) return { found: [...listOf(whole.value)], open: undefined };
  const seen: Seen = { found: [], open: unknownAt(resource, [field, "-"]) };
  for (const [index, id] of whole.value.entries()) {
    const key = joinValue(resource, [field, index], id);
    if ("unknown" in key) seen.open ??= key.unknown;
    else seen.found.push(key.value);
  }
  return seen;
};

const ingressOf = (view: View, groupId: Json): Seen => {
  const group = view.one("security-group", { groupId });
  if ("unseen" in group) return { found: [], open: group.unseen };
  if ("missing" in group) return { found: [], open: { reason: "unmatched", detail: "a group of it is not to be seen" } };
  const ingress = read(group.found, "ingress");
  if ("unknown" in ingress) return { found: [], open: ingress.unknown };
  const sure = listOf(ingress.value).filter((_, index) => !unseenIn(group.found, `ingress/${index}`, notTheWorld));
  return { found: sure, open: unseenIn(group.found, "ingress", notTheWorld) };
};

/** The rules that let the world in: one that is seen does so, whatever else is not. */
const rulesOf = (view: View): { rules: JsonObject[]; open: Unknown | undefined } => {
  const ids = (groupFields[view.resource.kind] ?? []).map((field) => idsIn(view.resource, field));
  const distinct = new Map(ids.flatMap(({ found }) => found).map((id) => [JSON.stringify(id), id]));
  const groups = [...distinct.values()].map((id) => ingressOf(view, id));
  return {
    rules: groups.flatMap(({ found }) => found).filter(opens),
    open: [...ids, ...groups].find(({ open }) => open !== undefined)?.open,
  };
};

/** What is nothing so far is only nothing if there is no more to see. */
const unlessOpen = (said: string | null, open: Unknown | undefined): Derived => (said === null && open ? { unknown: open } : known(said));

const named = (rules: readonly JsonObject[]): string | null =>
  [...new Set(rules.map(({ rule }) => (typeof rule === "string" ? rule : "all")))].sort().join(", ") || null;

const ports = (rules: readonly JsonObject[]): string | null =>
  workPorts.filter((port) => rules.some((rule) => covers(rule, port))).join(", ") || null;

export const openGroups: FactSource = {
  kinds: Object.keys(groupFields),
  reads: groupFields,
  looksAt: { "security-group": ["groupId", "ingress"] },
  fields: {
    // By which rules of its groups anybody on the internet is let in, of those that are seen. Null: by none, and all are seen.
    openToWorld: optionalText({ change: "in-place", samples: ["all", "tcp 443", "tcp 8888"] }),
    // Those of the ports for work and control (22, 8888, 8998, 9443) that are among them.
    openWorkPorts: optionalText({ change: "in-place", samples: ["22", "22, 8888"] }),
  },
  derive: (view) => {
    const { rules, open } = rulesOf(view);
    return { openToWorld: unlessOpen(named(rules), open), openWorkPorts: unlessOpen(ports(rules), open) };
  },
};
