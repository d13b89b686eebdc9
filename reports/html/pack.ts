import type { RuleEntry } from "../../src/evaluate/rule.ts";
import type { Finding, ReportedResource, ReportedRule } from "../../src/findings/report.ts";
import { findingCount, type ReportSource } from "../../src/findings/report-source.ts";
import { controlLink } from "../control.ts";
import { factsInWords } from "../fact.ts";
import { seenOf } from "../proof.ts";
import { visible } from "../visible.ts";
import { type PackedFinding, type PackedResource, type PackedRule, severityNames, verdictNames } from "./shape.ts";

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
  remedy: rule.remedy === undefined ? null : [rule.remedy].flat().join(" or "),
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

const inScript: Record<string, string> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029" };

/** JSON that cannot end the script element it stands in, nor start another, whatever it holds. */
export const island = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? visible(inner) : inner)).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => inScript[char] ?? "",
  );

/** A browser holds so many in a page that opens at once. */
const mostFindings = 100_000;

/** How many of the findings, the least severe, are not in the page. */
export const leftOut = (report: ReportSource): number => Math.max(0, findingCount(report) - mostFindings);

function* embedded({ findings }: ReportSource): Generator<Finding> {
  let count = 0;
  for (const finding of findings) {
    count += 1;
    if (count > mostFindings) return;
    yield finding;
  }
}

function* list<Item>(items: Iterable<Item>, make: (item: Item) => unknown): Generator<string> {
  let before = "[";
  for (const item of items) {
    yield before + island(make(item));
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}

/** The data of the page's script, in parts. Only resources that have a finding there: the rest is in the counts. */
export function* packed(report: ReportSource): Generator<string> {
  const named = new Set<string>();
  for (const finding of embedded(report)) named.add(finding.resource);
  const ids = [...named].sort();
  const resources = new Map(ids.map((id, index) => [id, index]));
  const rules = new Map(report.rules.map((rule, index) => [rule.id, index]));
  yield `{"rules":${island(report.rules.map(packRule))},"resources":`;
  yield* list(ids, (id) => {
    const resource = report.resource(id);
    return resource ? packResource(resource) : null;
  });
  yield ',"findings":';
  yield* list(embedded(report), (finding) => packFinding(finding, rules, resources));
  yield "}";
}
