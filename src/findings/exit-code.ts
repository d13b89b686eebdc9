import { cellName } from "../estate/cell.ts";
import { severities, type Severity } from "../evaluate/rule.ts";
import { gapsOf } from "./gaps.ts";
import { matches } from "../estate/pattern.ts";
import type { Finding } from "./report.ts";
import type { ReportSource } from "./report-source.ts";

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;
/** How a run ends, and why: `reasons` belong to the code, `warnings` are what was forgiven. */
export type Outcome = { code: ExitCode; reasons: string[]; warnings: string[] };

/** An interruption comes first: nothing that follows it was finished. */
const precedence: readonly ExitCode[] = [130, 2, 4, 1, 3, 0];

/** The outcome of several causes: the strongest one's code, and everybody's reasons. */
export const strongest = (outcomes: readonly Outcome[]): Outcome => {
  const sorted = outcomes.toSorted((a, b) => precedence.indexOf(a.code) - precedence.indexOf(b.code));
  return {
    code: sorted[0]?.code ?? 0,
    reasons: sorted.flatMap((outcome) => outcome.reasons),
    warnings: sorted.flatMap((outcome) => outcome.warnings),
  };
};

export type ExitOptions = {
  report: Pick<ReportSource, "source" | "summary" | "findings" | "coverage" | "notices">;
  failOn: Severity;
  /** Patterns of cell names (`account/region/kind/phase`) that may stay unseen. */
  allowIncomplete: readonly string[];
  /** Left out: fail, but in a check, values that only exist after apply are a warning. */
  unknown?: "ignore" | "warn" | "fail";
  checkMode: boolean;
};

const clean: Outcome = { code: 0, reasons: [], warnings: [] };
const number = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const failures = ({ report, failOn }: ExitOptions): Outcome => {
  const counted = severities.slice(0, severities.indexOf(failOn) + 1);
  const count = counted.reduce((sum, severity) => sum + report.summary.severities[severity], 0);
  const expired = report.notices.filter((notice) => notice.code === "waiver-expired").length;
  const reasons = [
    ...(count > 0 ? [`${number(count, "finding", "findings")} of severity ${failOn}${failOn === "critical" ? "" : " or above"}`] : []),
    ...(expired > 0 ? [number(expired, "expired exception", "expired exceptions")] : []),
  ];
  return { code: reasons.length > 0 ? 1 : 0, reasons, warnings: [] };
};

/** What the gaps alone make of a run. */
export const coverageOutcome = ({ report, allowIncomplete }: Pick<ExitOptions, "report" | "allowIncomplete">): Outcome => {
  const all = gapsOf(report);
  const open = all.filter((cell) => !allowIncomplete.some((pattern) => matches(pattern, cellName(cell))));
  const allowed = all.length - open.length;
  return {
    code: open.length > 0 ? 3 : 0,
    reasons: open.length > 0 ? [`${number(open.length, "cell was", "cells were")} not seen completely`] : [],
    warnings: allowed > 0 ? [`${number(allowed, "cell", "cells")} not seen completely, as allowed`] : [],
  };
};

const onlyKnownAfterApply = (finding: Finding): boolean =>
  finding.open.length > 0 && finding.open.every((open) => open.reason === "known-after-apply");

const knownAfterApply = (findings: Iterable<Finding>): number => {
  let count = 0;
  for (const finding of findings) if (finding.verdict === "unknown" && onlyKnownAfterApply(finding)) count += 1;
  return count;
};

const unknowns = ({ report, unknown, checkMode }: ExitOptions): Outcome => {
  const all = report.summary.verdicts.unknown;
  if (all === 0 || unknown === "ignore") return clean;
  const forgiven = unknown === "warn" ? all : unknown === undefined && checkMode ? knownAfterApply(report.findings) : 0;
  const rest = all - forgiven;
  return {
    code: rest > 0 ? 3 : 0,
    reasons: rest > 0 ? [`${number(rest, "verdict is", "verdicts are")} unknown`] : [],
    warnings: forgiven > 0 ? [`${number(forgiven, "verdict is", "verdicts are")} unknown, which is only a warning here`] : [],
  };
};

/** 1: findings at or above the threshold, or an exception past its end; 3: something was not seen or could not be judged; 0: neither. */
export const exitCode = (options: ExitOptions): Outcome => strongest([failures(options), coverageOutcome(options), unknowns(options)]);
