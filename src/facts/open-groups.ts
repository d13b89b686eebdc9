import type { Resource } from "../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import { ended } from "./ended.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { groupFields, groupIdsOf, groupReads, type Seen } from "./group-ids.ts";
import { read, type View } from "./view.ts";

/** SSH, Jupyter, Livy, and the port by which EMR manages a cluster. */
const workPorts = [22, 8888, 8998, 9443] as const;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** Half of the internet is as good as all of it. */
const widest = 7;
const isWorld = (block: Json): boolean => {
  const [, length] = typeof block === "string" ? block.split("/") : [];
  return length !== undefined && Number(length) <= widest;
};

const opens = (rule: JsonObject): boolean => [...listOf(rule["cidrBlocks"]), ...listOf(rule["ipv6CidrBlocks"])].some(isWorld);

const covers = (rule: JsonObject, port: number): boolean => {
  if (rule["protocol"] === "-1") return true;
  const isTcp = rule["protocol"] === "tcp" || rule["protocol"] === "6";
  return isTcp && Number(rule["fromPort"] ?? Number.NaN) <= port && port <= Number(rule["toPort"] ?? Number.NaN);
};

/** What lets somebody in. `world`: by addresses that are seen, it lets in everybody. */
type Rule = { rule: JsonObject; world: boolean; doubt: Unknown | undefined; atWork: boolean };

const within = (resource: Resource, at: string): [string, Unknown][] =>
  Object.entries(resource.unknown).filter(([pointer]) => pointer === at || pointer.startsWith(`${at}/`));

/** Who is on a list of addresses stands in none of the rules that name it, be it AWS's list or one's own. */
const listed = (rule: JsonObject): Unknown | undefined => {
  const [id] = listOf(rule["prefixListIds"]);
  return id === undefined ? undefined : { reason: "unresolved", detail: `whom prefix list ${String(id)} lets in is not read` };
};

const ruleAt = (group: Resource, rule: JsonObject, index: number): Rule => {
  // What is let in from other groups is not let in from everywhere by that.
  const hidden = within(group, `/ingress/${index}`).filter(([pointer]) => !pointer.startsWith(`/ingress/${index}/groupIds`));
  const hides = (pattern: RegExp): boolean => hidden.some(([pointer]) => pattern.test(pointer));
  return {
    rule,
    // A list of addresses lets in more than the addresses beside it, never less.
    world: opens(rule) && !hides(/^\/ingress\/\d+(?:$|\/(?!prefixListIds))/),
    doubt: hidden[0]?.[1] ?? listed(rule),
    atWork: hides(/^\/ingress\/\d+(?:\/(?:protocol|fromPort|toPort))?$/) || workPorts.some((port) => covers(rule, port)),
  };
};

const ingressIn = (group: Resource): Seen<Rule> => {
  const ingress = read(group, "ingress");
  if ("unknown" in ingress) return { found: [], open: ingress.unknown };
  const rules = listOf(ingress.value).map((rule, index) => ruleAt(group, isObject(rule) ? rule : {}, index));
  return { found: rules, open: within(group, "/ingress/-")[0]?.[1] };
};

/** A group is on many, and is read once. */
const rulesKnown = new WeakMap<Resource, Seen<Rule>>();

const ingressOf = (view: View, groupId: Json): Seen<Rule> => {
  const group = view.one("security-group", { groupId });
  if ("unseen" in group) return { found: [], open: group.unseen };
  if ("missing" in group) return { found: [], open: { reason: "unmatched", detail: "a group of it is not to be seen" } };
  const seen = rulesKnown.get(group.found) ?? ingressIn(group.found);
  rulesKnown.set(group.found, seen);
  return seen;
};

/** The rules of its groups: one that is seen to let the world in does so, whatever else is not. */
const rulesOf = (view: View): Seen<Rule> => {
  const ids = groupIdsOf(view.resource);
  const groups = ids.found.map((id) => ingressOf(view, id));
  return {
    found: groups.flatMap(({ found }) => found),
    open: [ids, ...groups].find(({ open }) => open !== undefined)?.open,
  };
};

/** What is nothing so far is only nothing if there is no more to see. */
const unlessOpen = (said: string, open: Unknown | undefined): Derived => (said === "" && open ? { unknown: open } : known(said || null));

const named = (rules: readonly Rule[]): string =>
  [...new Set(rules.map(({ rule: { rule } }) => (typeof rule === "string" ? rule : "all")))].sort().join(", ");

const ports = (rules: readonly Rule[]): string => workPorts.filter((port) => rules.some(({ rule }) => covers(rule, port))).join(", ");

const doubtOf = (rules: readonly Rule[]): Unknown | undefined => rules.find(({ doubt }) => doubt !== undefined)?.doubt;

const derive = (view: View, context: FactContext): Record<string, Derived> => {
  const over = ended.kinds.includes(view.resource.kind) ? ended.derive(view, context)["ended"] : undefined;
  if (over && ("unknown" in over || over.value === true)) {
    const said = "unknown" in over ? over : known(null);
    return { openToWorld: said, openWorkPorts: said };
  }
  const { found, open } = rulesOf(view);
  const world = found.filter((rule) => rule.world);
  return {
    openToWorld: unlessOpen(named(world), open ?? doubtOf(found)),
    openWorkPorts: unlessOpen(ports(world), open ?? doubtOf(found.filter(({ atWork }) => atWork))),
  };
};

const reads = Object.fromEntries(
  Object.entries(groupFields).map(([kind, fields]) => [kind, [...fields, ...(groupReads[kind] ?? []), ...(ended.reads[kind] ?? [])]]),
);

export const openGroups: FactSource = {
  kinds: Object.keys(groupFields),
  reads,
  looksAt: { "security-group": ["groupId", "ingress"] },
  fields: {
    // By which rules of its groups anybody on the internet is let in, of those that are seen. Null: by none, and all are seen.
    openToWorld: optionalText({ change: "in-place", samples: ["all", "tcp 443", "tcp 8888"] }),
    // Those of the ports for work and control (22, 8888, 8998, 9443) that are among them.
    openWorkPorts: optionalText({ change: "in-place", samples: ["22", "22, 8888"] }),
  },
  derive,
};
