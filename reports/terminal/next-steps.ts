import { cellName } from "../../src/estate/cell.ts";
import { gapsOf, isInfrastructureCode } from "../../src/findings/gaps.ts";
import { severities } from "../../src/evaluate/rule.ts";
import type { Report, ReportedRule } from "../../src/findings/report.ts";
import { findingCount } from "../../src/findings/report-source.ts";

type Subject = Omit<Report, "findings" | "resources">;

/** In the order of the findings: the severest first. */
export const worstFirst = (rules: readonly ReportedRule[]): ReportedRule[] =>
  rules.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1));

/** What a reader can do now: understand the worst, see all, mend what can be mended, close or accept the gaps. */
export const nextSteps = (report: Subject): string[] => {
  const failing = worstFirst(report.rules).filter(({ counts }) => counts.fail > 0);
  const [worst] = failing;
  const remediable = !isInfrastructureCode(report.source) && failing.some(({ remedy }) => remedy !== undefined);
  const [gap] = gapsOf(report);
  return [
    ...(worst ? [`sagewarden explain ${worst.id}  why it matters and how to mend it`] : []),
    ...(findingCount(report) > 0 ? ["-f html=report.html  every finding, to search and to share"] : []),
    ...(remediable
      ? ["-f json=report.json, then sagewarden fix plan report.json  plans the stops; nothing is done before you apply it"]
      : []),
    ...(gap ? [`Let the scanner see what it could not, or accept the gap: --allow-incomplete '${cellName(gap)}'`] : []),
  ];
};
