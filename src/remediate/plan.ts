import { isComplete } from "../estate/cell.ts";
import { canonical, sha256 } from "../estate/canonical.ts";
import type { Json } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import type { Finding, Report, ReportedResource } from "../findings/report.ts";
import type { Kind, Verb, VerbMember, VerbType } from "../kinds/kind.ts";
import { keysFromArn } from "./key-from-arn.ts";
import { stepsByHand } from "./by-hand.ts";
import { typeForbids } from "./limits.ts";
import { type FixItem, type FixPlan, fixPlanFormat, hashOf, principalOf, type Refusal } from "./fix-plan.ts";

export type PlanInput = {
  report: Report;
  kinds: readonly Kind[];
  /** The verbs that may be planned, as kinds name them: `stop`. */
  verbs: readonly string[];
  /** Beside what is reversible. */
  allow: readonly VerbType[];
  /** The fields that name a resource, where its ARN does not tell; see keysFromArn. */
  keyOf?: (resource: ReportedResource) => Readonly<Record<string, string>> | undefined;
  /** RFC 3339. */
  now: string;
  ttlMinutes: number;
  /** The ARN of who plans. */
  identity: string;
  /** The hash of the policies in use. */
  policies: string;
  /** Narrows what is planned; the rest is no part of the plan. */
  only?: (finding: Finding, resource: ReportedResource) => boolean;
  /** Why an act that could be planned may not be: it is refused with this reason. */
  forbid?: (finding: Finding, resource: ReportedResource, verb: string) => string | undefined;
};

/** A value that is the same for every resource, or the field that gives it. */
const memberOf = (from: VerbMember): [fixed: Json | undefined, field: string] => {
  if (typeof from === "string") return [undefined, from];
  return "value" in from ? [from.value, ""] : [undefined, from.listOf];
};

type Case = { finding: Finding; resource: ReportedResource; verb: string };

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

const casesOf = ({ report, verbs, only = () => true }: PlanInput): Case[] => {
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const remedies = new Map(report.rules.map((rule) => [rule.id, rule.remedy]));
  return report.findings.flatMap((finding) => {
    const [resource, verb] = [resources.get(finding.resource), remedies.get(finding.rule)];
    return resource && verb !== undefined && verbs.includes(verb) && only(finding, resource) ? [{ finding, resource, verb }] : [];
  });
};

/** Complete: every phase of the kind was seen to its end there, and it was listed at all. */
const placeIsComplete = (report: Report, { account, region, kind }: ReportedResource): boolean => {
  const cells = report.coverage.filter((cell) => cell.account === account && cell.region === region && cell.kind === kind);
  return cells.some((cell) => cell.phase === "list") && cells.every(isComplete);
};

/** The fields that name it, if there is no doubt. */
const keyOf = (kind: Kind, resource: ReportedResource, given: PlanInput["keyOf"]): Record<string, string> | undefined => {
  const known = given?.(resource);
  if (known) return { ...known };
  const [key, other] = keysFromArn(kind, resource);
  return other ? undefined : key;
};

/** A member whose field is part of the key, but not of this one's, is left out: an application is a user's or a space's. */
const inputOf = (kind: Kind, verb: Verb, key: Record<string, string>): Record<string, Json> | undefined => {
  const input: Record<string, Json> = {};
  for (const [member, from] of Object.entries(verb.input)) {
    const [fixed, field] = memberOf(from);
    if (fixed !== undefined) input[member] = fixed;
    else if (key[field] !== undefined) input[member] = typeof from === "string" ? key[field] : [key[field]];
    else if (!kind.identity.key.includes(field)) return undefined;
  }
  return input;
};

const verdictForbids = ({ verdict, waiver }: Finding): string | undefined => {
  if (verdict === "unknown") return "whether the rule is broken is unknown";
  return verdict === "exempt" ? `exempt: ${waiver?.reason ?? "by an exception"} (${waiver?.owner ?? "nobody named"})` : undefined;
};

const stateForbids = (state: string | null, verb: Verb): string | undefined => {
  if (state === null) return "its state is unknown";
  if (!verb.sets && (verb.done.includes(state) || state === verb.to)) return `it is ${state} already`;
  return verb.from.includes(state) ? undefined : `it is ${state}, and must be ${verb.from.join(" or ")}`;
};

const itemOf = ({ resource, verb: name }: Case, kind: Kind, { report, allow, keyOf: given }: PlanInput): FixItem | string => {
  const verb = kind.verbs[name];
  if (!verb) return `nothing of the kind ${kind.name} has the verb ${name}`;
  const forbidden = typeForbids(name, verb.type, allow);
  if (forbidden !== undefined) return forbidden;
  if (!placeIsComplete(report, resource)) return "its account, region and kind were not seen completely";
  const wrongState = kind.states ? stateForbids(resource.state, verb) : undefined;
  if (wrongState !== undefined) return wrongState;
  const key = keyOf(kind, resource, given);
  const input = key && inputOf(kind, verb, key);
  const { arn, createdAt, state } = resource;
  if (!key || !input || arn === null || createdAt === null) return "the report does not name it well enough";
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
    to: verb.to,
    loses: verb.loses,
    keepsBilling: verb.keepsBilling,
    undo: verb.undo ?? null,
    because: [],
    expected: { state, modifiedAt: resource.modifiedAt },
  };
};

const refusalOf = ({ finding, resource, verb }: Case, reason: string): Refusal => ({
  resource: resource.id,
  kind: resource.kind,
  name: resource.name,
  project: resource.project,
  finding: finding.fingerprint,
  rule: finding.rule,
  verb,
  reason,
});

type Sorted = { items: Map<string, FixItem>; refused: Refusal[] };

/** Findings of several rules that ask for one act on one resource become one item. */
const sort = (input: PlanInput): Sorted => {
  const kinds = new Map(input.kinds.map((kind) => [kind.name, kind]));
  const sorted: Sorted = { items: new Map(), refused: [] };
  for (const one of casesOf(input)) {
    const kind = kinds.get(one.resource.kind);
    const at = canonical([one.resource.id, one.verb]);
    const forbidden = verdictForbids(one.finding) ?? input.forbid?.(one.finding, one.resource, one.verb);
    const item = forbidden ?? sorted.items.get(at) ?? (kind ? itemOf(one, kind, input) : `the kind ${one.resource.kind} is not known`);
    if (typeof item === "string") {
      sorted.refused.push(refusalOf(one, item));
      continue;
    }
    item.because.push({ finding: one.finding.fingerprint, rule: one.finding.rule, message: one.finding.message });
    sorted.items.set(at, item);
  }
  return sorted;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const populationsOf = (items: readonly FixItem[], report: Report): FixPlan["populations"] =>
  [...new Set(items.map(({ kind }) => kind))].sort().map((kind) => ({
    kind,
    size: report.resources.filter((resource) => resource.kind === kind && placeIsComplete(report, resource)).length,
  }));

/** What would put findings right, for a person to review: only failures, only what was seen completely, only types of acts that are switched on. */
export const planFixes = (input: PlanInput): FixPlan => {
  checkReport(input);
  const sorted = sort(input);
  const items = [...sorted.items.values()].sort((a, b) => byText(a.resource, b.resource) || byText(a.verb, b.verb));
  const plan: FixPlan = {
    format: fixPlanFormat,
    createdAt: new Date(input.now).toISOString(),
    expiresAt: new Date(Date.parse(input.now) + input.ttlMinutes * 60_000).toISOString(),
    identity: principalOf(input.identity),
    policies: input.policies,
    report: sha256(canonical(input.report.findings)),
    populations: populationsOf(items, input.report),
    undoes: null,
    items,
    refused: sorted.refused.sort((a, b) => byText(a.resource, b.resource) || byText(a.finding ?? "", b.finding ?? "")),
    byHand: stepsByHand(input),
    hash: "",
  };
  return { ...plan, hash: hashOf(plan) };
};
