import { isObject, type JsonObject } from "../estate/json.ts";
import { severities, type Severity } from "../evaluate/rule.ts";
import { type VerdictWord, verdictWords } from "../evaluate/verdict.ts";
import type { AppliedRule } from "./finding.ts";
import { byText } from "./order.ts";
import type { ReportedResource, ReportedRule, Summary } from "./report.ts";

const textAt = (holder: unknown, key: string): string | null => {
  const value = isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : null;
  return typeof value === "string" ? value : null;
};

/** What a report says of the settings of a resource: its state, and whose it is. */
export const saidOf = (config: JsonObject): Pick<ReportedResource, "modifiedAt" | "state" | "project" | "user"> => ({
  modifiedAt: textAt(config, "modifiedAt"),
  state: textAt(config, "state"),
  project: textAt(config["tags"], "project"),
  user: textAt(config["tags"], "user"),
});

export const noWords = (): Record<VerdictWord, number> => ({ fail: 0, unknown: 0, exempt: 0, pass: 0, "not-applicable": 0 });

export const reportedRule = ({ rule, severity, parameters }: AppliedRule, counts: ReportedRule["counts"]): ReportedRule => ({
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
  ...(rule.given ? { given: rule.given } : {}),
  parameters,
  counts,
});

/** The counts of all rules together: nothing needs to be read again for them. */
export const sumOf = (rules: readonly ReportedRule[]): Summary["verdicts"] => {
  const verdicts = noWords();
  for (const { counts } of rules) for (const word of verdictWords) verdicts[word] += counts[word];
  return verdicts;
};

export const noSeverities = (): Record<Severity, number> => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });

/** Where a finding stands in the report: the severest first. */
export const rankOf = (severity: Severity): string => String(severities.indexOf(severity));
