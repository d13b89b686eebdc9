import { type Cell, isComplete } from "../estate/cell.ts";
import type { Estate, Resource } from "../estate/estate.ts";
import type { OusOf } from "../estate/scope.ts";
import type { OpenShelf } from "../estate/shelf.ts";
import type { Severity } from "../evaluate/rule.ts";
import type { Judged, VerdictWord } from "../evaluate/verdict.ts";
import { type FindingShelf, findingShelf } from "./finding-shelf.ts";
import { type AppliedRule, type FindingContext, findingOf, isNotable, type Notable } from "./finding.ts";
import { gapsOf } from "./gaps.ts";
import { byText } from "./order.ts";
import { type Finding, type Notice, type Report, reportFormat } from "./report.ts";
import type { ReportSource } from "./report-source.ts";
import { resourceShelf } from "./resource-shelf.ts";
import { noSeverities, noWords, reportedRule, sumOf } from "./reported.ts";
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

type TakeFinding = (ruling: Notable, rule: AppliedRule, resource: Resource) => Finding["verdict"];

/** Puts aside what somebody should look at, and says what became of it. */
const findingTaker =
  (context: FindingContext, findings: FindingShelf, severities: Record<Severity, number>): TakeFinding =>
  (ruling, rule, resource) => {
    const finding = findingOf(ruling, rule, resource, context);
    findings.put(finding, ruling);
    if (finding.verdict === "fail") severities[finding.severity] += 1;
    return finding.verdict;
  };

/** Verdicts become what people read, as they come. Same verdicts, same clock: the same report, whatever the order of anything. */
export const reportBuilder = ({ rules, waivers, ousOf, hasEnded = () => false, now, tool, profile, open }: BuilderInput): ReportBuilder => {
  const applied = new Map(rules.map((rule) => [rule.rule.id, { rule, counts: noWords() }]));
  const { cover, notices } = waiving(waivers, now, ousOf);
  const findings = findingShelf(open, rules);
  const resources = resourceShelf(open);
  const severities = noSeverities();
  const take = findingTaker({ cover, ousOf, hasEnded, now }, findings, severities);
  let seen = 0;

  const addOne = ({ resource, verdicts }: Judged): void => {
    const words: VerdictWord[] = [];
    for (const ruling of verdicts) {
      const found = applied.get(ruling.rule);
      if (!found) throw new Error(`a verdict of ${ruling.rule} on ${resource.id} belongs to no rule of this run`);
      const word = isNotable(ruling) ? take(ruling, found.rule, resource) : ruling.verdict;
      words.push(word);
      found.counts[word] += 1;
    }
    resources.put(resource, verdicts, words);
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
      resource: resources.get,
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
