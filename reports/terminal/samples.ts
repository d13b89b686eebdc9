import type { Finding, ReportedResource } from "../../src/findings/report.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";

/** Enough to see what is going on; the rest is in the files. */
const shownPerRule = 5;

export type Shown = { finding: Finding; resource: ReportedResource };
/** The first few findings of a rule and a verdict. */
export type Samples = (rule: string, verdict: Finding["verdict"]) => readonly Shown[];

/** Reads the findings once, and no further than until every rule has its few. */
export const samplesOf = (report: ReportSource): Samples => {
  const name = (rule: string, verdict: string): string => `${verdict} ${rule}`;
  const samples = new Map<string, Shown[]>();
  let wanted = 0;
  for (const { id, counts } of report.rules)
    for (const verdict of ["fail", "unknown"] as const) {
      wanted += Math.min(counts[verdict], shownPerRule);
      samples.set(name(id, verdict), []);
    }
  for (const finding of report.findings) {
    if (wanted === 0) break;
    const some = samples.get(name(finding.rule, finding.verdict));
    const resource = some && some.length < shownPerRule ? report.resource(finding.resource) : undefined;
    if (!some || !resource) continue;
    some.push({ finding, resource });
    wanted -= 1;
  }
  return (rule, verdict) => samples.get(name(rule, verdict)) ?? [];
};
