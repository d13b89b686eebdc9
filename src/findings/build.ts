import { isComplete } from "../estate/cell.ts";
import type { Estate, Resource } from "../estate/estate.ts";
import { isObject, type JsonObject } from "../estate/json.ts";
import { type Rule, severities, type Severity } from "../evaluate/rule.ts";
import type { Verdict, VerdictWord } from "../evaluate/verdict.ts";
import { shownFacts } from "./facts.ts";
import { fingerprint } from "./fingerprint.ts";
import { gapsOf } from "./gaps.ts";
import { sentence } from "./message.ts";
import { type Finding, type Notice, type Report, type ReportedResource, type ReportedRule, reportFormat, type Summary } from "./report.ts";
import { type Waiving, waiving } from "./waive.ts";
import type { Waiver } from "./waiver.ts";

/** A rule as this run applied it: with the severity and the parameters of profile and configuration. */
export type AppliedRule = { rule: Omit<Rule, "examples">; severity: Severity; parameters: JsonObject };

export type ReportInput = {
  /** With the derived values of the facts stage, so that findings can show them. */
  estate: Estate;
  verdicts: readonly Verdict[];
  rules: readonly AppliedRule[];
  waivers: readonly Waiver[];
  /** What the stages before had to say: a rule that does not exist, a project without owner. */
  notices?: readonly Notice[];
  now: string;
  tool: Report["tool"];
  target: string;
  profile: string;
  calls?: Record<string, number>;
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const perWord = (count: (word: VerdictWord) => number): Record<VerdictWord, number> => ({
  fail: count("fail"),
  unknown: count("unknown"),
  exempt: count("exempt"),
  pass: count("pass"),
  "not-applicable": count("not-applicable"),
});

const perSeverity = (count: (severity: Severity) => number): Record<Severity, number> => ({
  critical: count("critical"),
  high: count("high"),
  medium: count("medium"),
  low: count("low"),
  info: count("info"),
});

const textAt = (holder: unknown, key: string): string | null => {
  const value = isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : null;
  return typeof value === "string" ? value : null;
};

const reportedResource = (resource: Resource): ReportedResource => ({
  id: resource.id,
  kind: resource.kind,
  name: resource.name,
  arn: resource.arn,
  account: resource.account,
  region: resource.region,
  createdAt: resource.createdAt,
  modifiedAt: textAt(resource.config, "modifiedAt"),
  state: textAt(resource.config, "state"),
  project: textAt(resource.config["tags"], "project"),
  user: textAt(resource.config["tags"], "user"),
  ...(resource.position ? { position: resource.position } : {}),
  verdicts: {},
});

const waiverOf = (waiver: Waiver): NonNullable<Finding["waiver"]> => ({
  id: waiver.id,
  reason: waiver.reason,
  owner: waiver.owner,
  expires: waiver.expires,
  origin: waiver.origin,
});

const findingOf = (verdict: Verdict, applied: AppliedRule, resource: Resource, cover: Waiving["cover"]): Finding | undefined => {
  const word = verdict.verdict;
  if (word !== "fail" && word !== "unknown") return undefined;
  const name = fingerprint(resource, verdict);
  const waiver = cover({ fingerprint: name, rule: verdict.rule, verdict: word }, resource);
  return {
    fingerprint: name,
    rule: verdict.rule,
    verdict: waiver ? "exempt" : word,
    severity: applied.severity,
    resource: resource.id,
    title: applied.rule.title,
    message: sentence(applied.rule, verdict, resource),
    evidence: verdict.evidence.toSorted((a, b) => byText(a.key, b.key)),
    open: verdict.open.toSorted((a, b) => byText(a.path.join("."), b.path.join("."))),
    facts: shownFacts(applied.rule.reads, resource),
    ...(resource.position ? { position: resource.position } : {}),
    ...(waiver ? { waiver: waiverOf(waiver) } : {}),
  };
};

const worstFirst = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  byText(a.rule, b.rule) ||
  byText(a.resource, b.resource) ||
  byText(a.fingerprint, b.fingerprint);

type Judged = { findings: Finding[]; resources: ReportedResource[]; words: Map<string, Map<VerdictWord, number>> };

/** Joins every verdict with its rule and its resource. A verdict about something that is not there is a fault of ours, not of the estate. */
const judge = (input: ReportInput, cover: Waiving["cover"]): Judged => {
  const applied = new Map(input.rules.map((rule) => [rule.rule.id, rule]));
  const resources = new Map(input.estate.resources.map((resource) => [resource.id, { resource, reported: reportedResource(resource) }]));
  const words = new Map(input.rules.map((rule) => [rule.rule.id, new Map<VerdictWord, number>()]));
  const findings: Finding[] = [];
  for (const verdict of input.verdicts.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.resource, b.resource))) {
    const rule = applied.get(verdict.rule);
    const subject = resources.get(verdict.resource);
    const counts = words.get(verdict.rule);
    if (!rule || !subject || !counts)
      throw new Error(`a verdict of ${verdict.rule} on ${verdict.resource} belongs to no rule or resource of this run`);
    const finding = findingOf(verdict, rule, subject.resource, cover);
    const word = finding?.verdict ?? verdict.verdict;
    if (finding) findings.push(finding);
    subject.reported.verdicts[verdict.rule] = word;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...resources.values()].map((entry) => entry.reported).sort((a, b) => byText(a.id, b.id));
  return { findings: findings.sort(worstFirst), resources: sorted, words };
};

const reportedRule = ({ rule, severity, parameters }: AppliedRule, words: Judged["words"]): ReportedRule => ({
  id: rule.id,
  title: rule.title,
  family: rule.family,
  kinds: rule.kinds,
  severity,
  why: rule.why,
  fix: rule.fix,
  fixable: rule.fixable,
  // Sorted as the written report has them, so that a report that was read again renders to the same bytes.
  ...(rule.controls ? { controls: Object.fromEntries(Object.entries(rule.controls).toSorted(([a], [b]) => byText(a, b))) } : {}),
  ...(rule.remedy ? { remedy: rule.remedy } : {}),
  parameters,
  counts: perWord((word) => words.get(rule.id)?.get(word) ?? 0),
});

const summarise = (judged: Judged, rules: readonly ReportedRule[], estate: Estate): Summary => ({
  resources: estate.resources.length,
  verdicts: perWord((word) => rules.reduce((sum, rule) => sum + rule.counts[word], 0)),
  severities: perSeverity(
    (severity) => judged.findings.filter((finding) => finding.verdict === "fail" && finding.severity === severity).length,
  ),
  cells: {
    total: estate.coverage.length,
    complete: estate.coverage.filter(isComplete).length,
    gaps: gapsOf(estate).length,
  },
});

const place = (cell: Estate["coverage"][number]): string => [cell.account, cell.region, cell.kind, cell.phase].join("\n");

/** Verdicts become what people read. Same verdicts, same clock: the same report, whatever the order of anything. */
export const buildReport = (input: ReportInput): Report => {
  const { cover, notices } = waiving(input.waivers, input.now);
  const judged = judge(input, cover);
  const rules = input.rules.map((rule) => reportedRule(rule, judged.words)).sort((a, b) => byText(a.id, b.id));
  return {
    format: reportFormat,
    tool: input.tool,
    source: input.estate.source,
    target: input.target,
    now: input.now,
    collectedAt: input.estate.collectedAt,
    profile: input.profile,
    summary: summarise(judged, rules, input.estate),
    findings: judged.findings,
    resources: judged.resources,
    rules,
    coverage: input.estate.coverage.toSorted((a, b) => byText(place(a), place(b))),
    notices: [...(input.notices ?? []), ...notices()],
    ...(input.calls ? { calls: input.calls } : {}),
  };
};
