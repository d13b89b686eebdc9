import { isInfrastructureCode } from "../../src/findings/gaps.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { relativeUri } from "./location.ts";
import { noteUnknown, type Unknowns } from "./notifications.ts";

/** GitHub refuses a file with more runs. */
const mostRuns = 20;

/** A part of the report that becomes a run: one account of a live estate, or all of a plan. `category` keeps it apart from the others. */
export type Part = {
  category: string;
  /** Null: whatever it is in. */
  account: string | null;
  coverage: ReportSource["coverage"];
  failing: number;
  /** By rule. */
  unknowns: Map<string, Unknowns>;
};

const accountsOf = ({ resources, coverage }: ReportSource): string[] => {
  const accounts = new Set(coverage.map(({ account }) => account));
  for (const { account } of resources) accounts.add(account);
  return [...accounts].sort();
};

const emptyParts = (report: ReportSource): Part[] => {
  const none = (): Pick<Part, "failing" | "unknowns"> => ({ failing: 0, unknowns: new Map() });
  const whole = { account: null, coverage: report.coverage };
  if (isInfrastructureCode(report.source)) return [{ category: `sagewarden/iac/${relativeUri(report.target)}`, ...whole, ...none() }];
  const accounts = accountsOf(report);
  if (accounts.length === 0 || accounts.length > mostRuns) return [{ category: "sagewarden/live/all", ...whole, ...none() }];
  return accounts.map((account) => ({
    category: `sagewarden/live/${relativeUri(account)}`,
    account: accounts.length === 1 ? null : account,
    coverage: report.coverage.filter((cell) => cell.account === account),
    ...none(),
  }));
};

/** The parts with what must be known of each before its first result is written. */
export const partsOf = (report: ReportSource): Part[] => {
  const parts = emptyParts(report);
  const [first] = parts;
  const byAccount = new Map(parts.map((part) => [part.account, part]));
  for (const finding of report.findings) {
    if (finding.verdict === "exempt") continue;
    const part = first?.account === null ? first : byAccount.get(report.resource(finding.resource)?.account ?? null);
    if (!part) continue;
    if (finding.verdict === "fail") part.failing += 1;
    else {
      const unknowns = part.unknowns.get(finding.rule) ?? { count: 0, names: [] };
      part.unknowns.set(finding.rule, unknowns);
      noteUnknown(unknowns, finding.resource);
    }
  }
  return parts;
};
