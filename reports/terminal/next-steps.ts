import { cellName } from "../../src/estate/cell.ts";
import { gapsOf, isInfrastructureCode } from "../../src/findings/gaps.ts";
import type { Report } from "../../src/findings/report.ts";

const remediable = (report: Report): boolean => {
  const remedied = new Set(report.rules.filter((rule) => rule.remedy !== undefined).map((rule) => rule.id));
  return (
    !isInfrastructureCode(report.source) && report.findings.some((finding) => finding.verdict === "fail" && remedied.has(finding.rule))
  );
};

/** What a reader can do now: understand the worst, see all, mend what can be mended, close or accept the gaps. */
export const nextSteps = (report: Report): string[] => {
  const [worst] = report.findings.filter((finding) => finding.verdict === "fail");
  const [gap] = gapsOf(report);
  return [
    ...(worst ? [`sagewarden explain ${worst.rule}  why it matters and how to mend it`] : []),
    ...(report.findings.length > 0 ? ["-f html=report.html  every finding, to search and to share"] : []),
    ...(remediable(report)
      ? ["-f json=report.json, then sagewarden fix plan report.json  plans the stops; nothing is done before you apply it"]
      : []),
    ...(gap ? [`Let the scanner see what it could not, or accept the gap: --allow-incomplete '${cellName(gap)}'`] : []),
  ];
};
