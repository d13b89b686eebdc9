import { type Cell, isComplete } from "../estate/cell.ts";
import type { Estate } from "../estate/estate.ts";
import type { OusOf } from "../estate/scope.ts";
import type { OpenShelf } from "../estate/shelf.ts";
import type { Judged, VerdictWord } from "../evaluate/verdict.ts";
import { type AppliedRule, type FindingContext, findingOf } from "./finding.ts";
import { gapsOf } from "./gaps.ts";
import { byText } from "./order.ts";
import { type Finding, type Notice, type Report, type ReportedResource, reportFormat } from "./report.ts";
import type { ReportSource } from "./report-source.ts";
import { noSeverities, noWords, rankOf, reportedResource, reportedRule, sumOf } from "./reported.ts";
import { waiving } from "./waive.ts";
import type { Waiver } from "./waiver.ts";

export type BuilderInput = {
  rules: readonly AppliedRule[];
  waivers: readonly Waiver[];
  /** What exceptions and overrides for organizational units are matched by. */
  ousOf: OusOf;
  /** Whether something is over; left out: nothing is, as nobody knows. */
  hasEnded?: FindingContext["hasEnded"];
  now: string;
  tool: Report["tool"];
  profile: string;
  /** Where findings and resources are put. */
  open: OpenShelf;
};

/** What is known only when everything has been seen. */
export type Ending = Pick<Estate, "source" | "collectedAt" | "coverage"> & {
  target: string;
  /** What the stages before had to say: a rule that does not exist, a project without owner. */
  notices?: readonly Notice[];
  calls?: Record<string, number>;
};

export type ReportBuilder = {
  add: (judged: readonly Judged[]) => void;
  finish: (ending: Ending) => ReportSource;
};

const place = (cell: Cell): string => [cell.account, cell.region, cell.kind, cell.phase].join("\n");

/** Verdicts become what people read, as they come. Same verdicts, same clock: the same report, whatever the order of anything. */
export const reportBuilder = ({ rules, waivers, ousOf, hasEnded = () => false, now, tool, profile, open }: BuilderInput): ReportBuilder => {
  const applied = new Map(rules.map((rule) => [rule.rule.id, { rule, counts: noWords() }]));
  const { cover, notices } = waiving(waivers, now, ousOf);
  const findings = open<Finding>();
  const resources = open<ReportedResource>();
  const severities = noSeverities();
  let seen = 0;

  const addOne = ({ resource, verdicts }: Judged): void => {
    const words: Record<string, VerdictWord> = {};
    for (const verdict of verdicts.toSorted((a, b) => byText(a.rule, b.rule))) {
      const found = applied.get(verdict.rule);
      if (!found) throw new Error(`a verdict of ${verdict.rule} on ${verdict.resource} belongs to no rule of this run`);
      const finding = findingOf(verdict, found.rule, resource, { cover, ousOf, hasEnded, now });
      const word = finding?.verdict ?? verdict.verdict;
      if (finding) findings.put([rankOf(finding.severity), finding.rule, finding.resource, finding.fingerprint], finding);
      if (finding?.verdict === "fail") severities[finding.severity] += 1;
      words[verdict.rule] = word;
      found.counts[word] += 1;
    }
    resources.put([resource.id], reportedResource(resource, words));
    seen += 1;
  };

  const finish = ({ source, collectedAt, coverage, target, calls, notices: before = [] }: Ending): ReportSource => {
    const reported = rules.map((rule) => reportedRule(rule, applied.get(rule.rule.id)?.counts ?? noWords()));
    const cells = { total: coverage.length, complete: coverage.filter(isComplete).length, gaps: gapsOf({ source, coverage }).length };
    return {
      format: reportFormat,
      tool,
      source,
      target,
      now,
      collectedAt,
      profile,
      summary: { resources: seen, verdicts: sumOf(reported), severities, cells },
      findings: findings.rows,
      resources: resources.rows,
      resource: (id) => resources.get([id]),
      rules: reported.sort((a, b) => byText(a.id, b.id)),
      coverage: coverage.toSorted((a, b) => byText(place(a), place(b))),
      notices: [...before, ...notices()],
      ...(calls ? { calls } : {}),
    };
  };
  return {
    add: (judged) => {
      for (const one of judged) addOne(one);
    },
    finish,
  };
};
