import type { RuleEntry } from "../../src/evaluate/rule.ts";
import type { Finding, Report, ReportedResource, ReportedRule } from "../../src/findings/report.ts";
import { controlLink } from "../control.ts";
import { factsInWords } from "../fact.ts";
import { seenOf } from "../proof.ts";
import { visible } from "../visible.ts";
import { type Packed, type PackedFinding, type PackedResource, type PackedRule, severityNames, verdictNames } from "./shape.ts";

const fixTitles: [keyof RuleEntry["fix"], string][] = [
  ["console", "Console"],
  ["cli", "AWS CLI"],
  ["terraform", "Terraform"],
  ["cloudformation", "CloudFormation"],
];

const packRule = (rule: ReportedRule): PackedRule => ({
  id: rule.id,
  title: rule.title,
  family: rule.family,
  why: rule.why,
  fixable: rule.fixable,
  remedy: rule.remedy ?? null,
  fixes: fixTitles.flatMap(([way, title]): [string, string[]][] => {
    const text = rule.fix[way];
    return text === undefined ? [] : [[title, text.trimEnd().split("\n")]];
  }),
  controls: Object.entries(rule.controls ?? {}).flatMap(([framework, ids]) =>
    ids.map((id): [string, string, string | null] => [framework, id, controlLink(id) ?? null]),
  ),
});

const packResource = (resource: ReportedResource): PackedResource => ({
  id: resource.id,
  name: resource.position ? resource.id : resource.name,
  kind: resource.kind,
  account: resource.account,
  region: resource.region,
  state: resource.state,
  project: resource.project,
  user: resource.user,
  createdAt: resource.createdAt,
  place: resource.position ? `${resource.position.file}:${resource.position.line}` : null,
});

const packFinding = (finding: Finding, rules: Map<string, number>, resources: Map<string, number>): PackedFinding => [
  finding.fingerprint,
  rules.get(finding.rule) ?? 0,
  resources.get(finding.resource) ?? 0,
  severityNames.indexOf(finding.severity),
  verdictNames.indexOf(finding.verdict),
  finding.message,
  seenOf(finding).map(({ key, value }) => [key, value]),
  finding.open.map(({ path, reason, detail }) => [path.join("."), reason, detail]),
  factsInWords(finding.facts),
  finding.waiver
    ? { id: finding.waiver.id, reason: finding.waiver.reason, owner: finding.waiver.owner, expires: finding.waiver.expires }
    : null,
];

/** Only resources that have a finding: the rest is in the counts. */
export const pack = (report: Report): Packed => {
  const named = new Set(report.findings.map((finding) => finding.resource));
  const resources = report.resources.filter((resource) => named.has(resource.id));
  const ruleAt = new Map(report.rules.map((rule, index) => [rule.id, index]));
  const resourceAt = new Map(resources.map((resource, index) => [resource.id, index]));
  return {
    rules: report.rules.map(packRule),
    resources: resources.map(packResource),
    findings: report.findings.map((finding) => packFinding(finding, ruleAt, resourceAt)),
  };
};

const inScript: Record<string, string> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029" };

/** JSON that cannot end the script element it stands in, nor start another, whatever it holds. */
export const island = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? visible(inner) : inner)).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => inScript[char] ?? "",
  );
