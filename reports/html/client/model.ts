import {
  type Packed,
  type PackedFinding,
  type PackedResource,
  type PackedRule,
  type SeverityName,
  severityNames,
  type VerdictName,
  verdictNames,
} from "../shape.ts";

export const facetNames = ["verdict", "severity", "family", "kind", "project", "owner", "account", "region", "rule"] as const;
export type FacetName = (typeof facetNames)[number];

/** A finding as the page works with it: joined, with its facets and the text in which the search looks. */
export type Row = {
  fingerprint: string;
  rank: number;
  severity: SeverityName;
  verdict: VerdictName;
  message: string;
  evidence: PackedFinding[6];
  open: PackedFinding[7];
  facts: PackedFinding[8];
  waiver: PackedFinding[9];
  rule: PackedRule;
  resource: PackedResource;
  facets: Record<FacetName, string>;
  text: string;
};

const nobody = "(none)";

const missing = (what: string): never => {
  throw new Error(`the page's data has no ${what}`);
};

const rowOf = (packed: PackedFinding, data: Packed): Row => {
  const [fingerprint, ruleAt, resourceAt, rank, verdictAt, message, evidence, open, facts, waiver] = packed;
  const rule = data.rules[ruleAt] ?? missing("such rule");
  const resource = data.resources[resourceAt] ?? missing("such resource");
  const severity = severityNames[rank] ?? missing("such severity");
  const verdict = verdictNames[verdictAt] ?? missing("such verdict");
  const facets = {
    verdict,
    severity,
    family: rule.family,
    kind: resource.kind,
    project: resource.project ?? nobody,
    owner: resource.user ?? nobody,
    account: resource.account,
    region: resource.region,
    rule: rule.id,
  };
  const proof = [...evidence.flat(), ...open.flat()];
  const text = [rule.title, message, resource.id, resource.name, resource.place ?? "", ...Object.values(facets), ...proof]
    .join("\n")
    .toLowerCase();
  return { fingerprint, rank, severity, verdict, message, evidence, open, facts, waiver, rule, resource, facets, text };
};

export const rowsOf = (data: Packed): Row[] => data.findings.map((finding) => rowOf(finding, data));
