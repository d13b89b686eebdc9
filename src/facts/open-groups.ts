import type { Resource } from "../estate/estate.ts";
import { joinValue, unknownAt } from "../estate/join.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { fromPointer } from "../estate/pointer.ts";
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

/** The parts of a rule that say whether the internet is let in, and by which port; a group that is let in is not it. */
const telling = new Set(["rule", "protocol", "fromPort", "toPort", "cidrBlocks", "ipv6CidrBlocks"]);

const unseenIn = (group: Resource): Unknown | undefined =>
  Object.entries(group.unknown).find(([pointer]) => {
    const [field, at, part] = fromPointer(pointer);
    return field === "ingress" && at !== undefined && (part === undefined || telling.has(part));
  })?.[1];

/** By id, or by the token of one that the same code makes. */
const idsOf = (resource: Resource): Derived<Json[]> => {
  const ids = new Map<string, Json>();
  for (const field of groupFields[resource.kind] ?? []) {
    const value = readKey(resource, field);
    if ("unknown" in value) return value;
    const each = Array.isArray(value.value) ? value.value.map((one, at) => joinValue(resource, [field, at], one)) : [value];
    const hidden = each.find((one) => "unknown" in one)?.unknown ?? unknownAt(resource, [field, "-"]);
    if (hidden) return { unknown: hidden };
    for (const one of each) if ("value" in one && one.value !== null) ids.set(JSON.stringify(one.value), one.value);
  }
  return known([...ids.values()]);
};

const rulesOf = (view: View): Derived<JsonObject[]> => {
  const ids = idsOf(view.resource);
  if ("unknown" in ids) return ids;
  const rules: JsonObject[] = [];
  for (const groupId of ids.value) {
    const group = view.one("security-group", { groupId });
    if ("unseen" in group) return { unknown: group.unseen };
    if ("missing" in group) return { unknown: { reason: "unmatched", detail: "a group of it is not to be seen" } };
    const ingress = read(group.found, "ingress");
    if ("unknown" in ingress) return ingress;
    const hidden = unseenIn(group.found);
    if (hidden) return { unknown: hidden };
    rules.push(...listOf(ingress.value).filter(opens));
  }
  return known(rules);
};

const named = (rules: readonly JsonObject[]): string | null =>
  [...new Set(rules.map(({ rule }) => (typeof rule === "string" ? rule : "all")))].sort().join(", ") || null;

const ports = (rules: readonly JsonObject[]): string | null =>
  workPorts.filter((port) => rules.some((rule) => covers(rule, port))).join(", ") || null;

export const openGroups: FactSource = {
  kinds: Object.keys(groupFields),
  reads: groupFields,
  looksAt: { "security-group": ["groupId", "ingress"] },
  fields: {
    // By which rules of its groups anybody on the internet is let in. Null: by none.
    openToWorld: optionalText({ change: "in-place", samples: ["all", "tcp 443", "tcp 8888"] }),
    // Those of the ports for work and control (22, 8888, 8998, 9443) that are among them.
    openWorkPorts: optionalText({ change: "in-place", samples: ["22", "22, 8888"] }),
  },
  derive: (view) => {
    const rules = rulesOf(view);
    if ("unknown" in rules) return { openToWorld: rules, openWorkPorts: rules };
    return { openToWorld: known(named(rules.value)), openWorkPorts: known(ports(rules.value)) };
  },
};
