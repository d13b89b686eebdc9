import { canonical, sha256 } from "../estate/canonical.ts";
import type { JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Finding, Report, ReportedResource, ReportedRule } from "../findings/report.ts";
import { remediesOf } from "../evaluate/rule.ts";
import type { Kind, VerbType } from "../kinds/kind.ts";
import { type Bounds, boundsIn, boundsOfCaller } from "./account-bound.ts";
import { billsOnWith } from "./bills-on.ts";
import { type Key, keysFromArn } from "./key-from-arn.ts";
import { isOffered, stepsByHand } from "./by-hand.ts";
import { othersForbid, placeIsComplete, settingsForbid, stateForbids, verdictForbids } from "./forbids.ts";
import { type Configured, givenFor } from "./given.ts";
import { typeForbids } from "./limits.ts";
import { changesOf, formerOf, requestOf } from "./request.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf, principalOf, type Refusal } from "./fix-plan.ts";

export type PlanInput = {
  report: Report;
  kinds: readonly Kind[];
  /** The verbs that may be planned, as kinds name them: `stop`. */
  verbs: readonly string[];
  /** Beside what is reversible. */
  allow: readonly VerbType[];
  /** The fields that name a resource, where its ARN does not tell; see keysFromArn. */
  keyOf?: (resource: ReportedResource) => Key | undefined;
  /** What stands there now, where a verb depends on more than a report says: its settings, and its tags. */
  configOf?: (resource: ReportedResource) => JsonObject | undefined;
  /** The values that verbs are given. */
  configured?: Configured;
  /** RFC 3339. */
  now: string;
  ttlMinutes: number;
  /** The ARN of who plans. */
  identity: string;
  /** Under whom each account is entered; left out: the caller's own alone, by the caller. */
  boundOf?: Bounds;
  /** The hash of the policies in use. */
  policies: string;
  /** Narrows what is planned; the rest is no part of the plan. */
  only?: (finding: Finding, resource: ReportedResource) => boolean;
  /** Why an act that could be planned may not be: it is refused with this reason. */
  forbid?: (finding: Finding, resource: ReportedResource, verb: string) => string | undefined;
};

/** `parameters`: the values that the rule's parameters have for fields. */
type Case = { finding: Finding; resource: ReportedResource; verbs: readonly string[]; parameters: JsonObject };
type One = Omit<Case, "verbs"> & { verb: string };

const checkReport = ({ report, policies }: PlanInput): void => {
  if (report.source !== "live")
    throw new Problem({
      code: "fix-needs-live",
      what: `The report is about ${report.source === "file" ? "a file" : "infrastructure code"}, and only what runs can be acted upon.`,
      todo: "Give the report of a live scan.",
    });
  if (report.tool.policy !== policies)
    throw new Problem({
      code: "fix-other-policies",
      what: "The report was judged by other policies than those in use.",
      todo: "Scan again, and plan from that report.",
    });
};

const parametersFor = ({ given = {}, parameters }: ReportedRule): JsonObject =>
  Object.fromEntries(Object.entries(given).map(([field, name]) => [field, parameters[name] ?? null]));

const casesOf = ({ report, kinds, verbs, only = () => true }: PlanInput): Case[] => {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return report.findings.flatMap((finding) => {
    const [resource, rule] = [resources.get(finding.resource), rules.get(finding.rule)];
    const asked = rule ? remediesOf(rule).filter((verb) => verbs.includes(verb)) : [];
    if (!resource || !rule || asked.length === 0 || !only(finding, resource)) return [];
    // A failure of a kind without any such verb has steps by hand.
    const kind = known.get(resource.kind);
    if (finding.verdict === "fail" && kind && !isOffered(kind, rule)) return [];
    return [{ finding, resource, verbs: asked, parameters: parametersFor(rule) }];
  });
};

/** The fields that name it, if there is no doubt. */
const keyOf = (kind: Kind, resource: ReportedResource, given: PlanInput["keyOf"]): Record<string, string | number> | undefined => {
  const known = given?.(resource);
  if (known) return { ...known };
  const [key, other] = keysFromArn(kind, resource);
  return key === undefined || other ? undefined : { ...key };
};

/** Why nothing is done where it lies. */
const placeForbids = (report: Report, resource: ReportedResource, boundOf: Bounds): string | undefined => {
  const bound = boundOf(resource.account);
  if (typeof bound === "string") return bound;
  return placeIsComplete(report, resource) ? undefined : "its account, region and kind were not seen completely";
};

type Planning = PlanInput & { boundOf: Bounds; billsOn: ReturnType<typeof billsOnWith> };
const nothingConfigured: Configured = { values: {}, projects: null };

const itemOf = ({ resource, verb: name, parameters }: One, kind: Kind, planning: Planning): FixItem | string => {
  const { report, allow, configOf, configured = nothingConfigured } = planning;
  const verb = kind.verbs[name];
  if (!verb) return `nothing of the kind ${kind.name} has the verb ${name}`;
  const forbidden = typeForbids(name, verb.type, allow);
  if (forbidden !== undefined) return forbidden;
  const outside = placeForbids(report, resource, planning.boundOf);
  if (outside !== undefined) return outside;
  const wrongState = kind.states ? stateForbids(resource.state, verb) : undefined;
  if (wrongState !== undefined) return wrongState;
  const config = configOf?.(resource);
  const unmeant = settingsForbid(verb, config);
  if (unmeant !== undefined) return unmeant;
  const given = givenFor({ kind, verb, configured, parameters, config });
  if (typeof given === "string") return given;
  const { values, leaves } = given;
  const key = keyOf(kind, resource, planning.keyOf);
  const { arn, createdAt, state } = resource;
  const input = key && requestOf(kind, verb, { fields: key, arn: arn ?? "", given: values });
  if (!key || !input || arn === null || createdAt === null) return "the report does not name it well enough";
  const inhabited = othersForbid(verb, resource, key, report);
  if (inhabited !== undefined) return inhabited;
  const sets = changesOf(verb, values);
  const former = config && sets && formerOf(config, sets);
  return {
    resource: resource.id,
    kind: kind.name,
    name: resource.name,
    arn,
    account: resource.account,
    region: resource.region,
    createdAt,
    project: resource.project,
    user: resource.user,
    key,
    verb: name,
    operation: verb.operation,
    input,
    type: verb.type,
    to: verb.to === undefined ? state : verb.to,
    ...(sets && { sets }),
    ...(leaves.length > 0 && { leaves: [...leaves] }),
    loses: verb.loses,
    keepsBilling: verb.keepsBilling,
    billsOn: planning.billsOn(resource),
    undo: verb.undo ?? null,
    because: [],
    expected: { state, modifiedAt: resource.modifiedAt, ...(former && { values: former }) },
  };
};

const refusalOf = ({ finding, resource, verb }: One, reason: string): Refusal => ({
  resource: resource.id,
  kind: resource.kind,
  name: resource.name,
  project: resource.project,
  finding: finding.fingerprint,
  rule: finding.rule,
  verb,
  reason,
});

/** Of several verbs, those that the resource's state admits say why it is left alone; the others were never meant for it. */
const mostTelling = (refused: Refusal[], { resource }: Case, kinds: ReadonlyMap<string, Kind>): Refusal[] => {
  const isMeant = ({ verb }: Refusal): boolean => kinds.get(resource.kind)?.verbs[verb]?.from.includes(resource.state ?? "") ?? false;
  const meant = refused.filter(isMeant);
  return meant.length > 0 ? meant : refused.slice(0, 1);
};

type Sorted = { items: Map<string, FixItem>; refused: Refusal[] };

const idOf = ({ resource, verb }: { resource: string; verb: string }): string => canonical([resource, verb]);

/** The acts on a finding's resource that its state and settings admit; or each verb's reason against it. */
const choose = (one: Case, kind: Kind | undefined, planning: Planning): { items: FixItem[]; refused: Refusal[] } => {
  const chosen: { items: FixItem[]; refused: Refusal[] } = { items: [], refused: [] };
  const offered = one.verbs.filter((verb) => kind?.verbs[verb]);
  for (const verb of offered.length > 0 ? offered : one.verbs.slice(0, 1)) {
    const forbidden = verdictForbids(one.finding) ?? planning.forbid?.(one.finding, one.resource, verb);
    const item = forbidden ?? (kind ? itemOf({ ...one, verb }, kind, planning) : `the kind ${one.resource.kind} is not known`);
    if (typeof item === "string") chosen.refused.push(refusalOf({ ...one, verb }, item));
    else chosen.items.push(item);
  }
  return chosen;
};

/** Findings of several rules that ask for one act on one resource become one item. A verb is refused where none of its rule fits. */
const sort = (planning: Planning): Sorted => {
  const kinds = new Map(planning.kinds.map((kind) => [kind.name, kind]));
  const sorted: Sorted = { items: new Map(), refused: [] };
  for (const one of casesOf(planning)) {
    const { items, refused } = choose(one, kinds.get(one.resource.kind), planning);
    if (items.length === 0) sorted.refused.push(...mostTelling(refused, one, kinds));
    const { fingerprint, rule, message } = one.finding;
    for (const item of items) {
      const same = sorted.items.get(idOf(item)) ?? item;
      same.because.push({ finding: fingerprint, rule, message });
      sorted.items.set(idOf(same), same);
    }
  }
  return sorted;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What changes a setting goes before what ends the thing: a cluster is no longer protected when it is terminated. */
const rankOf = ({ sets }: FixItem): number => (sets ? 0 : 1);

const populationsOf = (items: readonly FixItem[], report: Report): FixPlan["populations"] =>
  [...new Set(items.map(({ kind }) => kind))].sort().map((kind) => ({
    kind,
    size: report.resources.filter((resource) => resource.kind === kind && placeIsComplete(report, resource)).length,
  }));

/** What would put findings right, for a person to review: only failures, only what was seen completely, only types of acts that are switched on. */
export const planFixes = (input: PlanInput): FixPlan => {
  checkReport(input);
  const { boundOf = boundsOfCaller(input.identity) } = input;
  const sorted = sort({ ...input, boundOf, billsOn: billsOnWith(input.report, input.kinds) });
  const items = [...sorted.items.values()].sort(
    (a, b) => byText(a.resource, b.resource) || rankOf(a) - rankOf(b) || byText(a.verb, b.verb),
  );
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: new Date(input.now).toISOString(),
    expiresAt: new Date(Date.parse(input.now) + input.ttlMinutes * 60_000).toISOString(),
    identity: principalOf(input.identity),
    policies: input.policies,
    report: sha256(canonical(input.report.findings)),
    accounts: boundsIn(items, boundOf),
    populations: populationsOf(items, input.report),
    undoes: null,
    items,
    refused: sorted.refused.sort((a, b) => byText(a.resource, b.resource) || byText(a.finding ?? "", b.finding ?? "")),
    byHand: stepsByHand(input),
    hash: "",
  };
  return { ...plan, hash: hashOf(plan) };
};
