import { cellName } from "../../src/estate/cell.ts";
import { severities } from "../../src/evaluate/rule.ts";
import { gapsOf } from "../../src/findings/gaps.ts";
import type { Finding, Report, ReportedRule } from "../../src/findings/report.ts";
import { controlLink } from "../control.ts";
import { counted, grouped, headline } from "../headline.ts";
import type { Render, RenderOptions } from "../render.ts";
import { visible } from "../visible.ts";
import { nextSteps } from "./next-steps.ts";
import { type Line, paint, type Span, span, type Style } from "./paint.ts";
import { placesOf, rows } from "./rows.ts";
import { wrap } from "./width.ts";

const empty: Line = [];
const shownCells = 12;

const wrapped = (text: string, indent: string, options: RenderOptions, style?: Style): Line[] =>
  wrap(visible(text), Math.max(20, options.width - indent.length)).map((line) => [span(indent), span(line, style)]);

const head = (report: Report, options: RenderOptions): Line[] => {
  const line = headline(report);
  const style = line.state === "clean" ? "good" : line.state === "failed" ? "bad" : "warning";
  return [
    [span(`sagewarden ${report.tool.version}`, "bold")],
    ...wrapped(`${report.source}, ${report.target}, profile ${report.profile}, ${report.now}`, "", options, "dim"),
    empty,
    ...wrapped(`${line.word.toUpperCase()}: ${line.text}.`, "", options, style),
    ...(line.caveat === "" ? [] : wrapped(`Nothing is said of what was not seen: ${line.caveat}.`, "", options, "warning")),
  ];
};

const counts = ({ summary }: Report): Line[] => {
  const bySeverity = severities.map((severity): Span =>
    span(`${severity} ${grouped(summary.severities[severity])}   `, summary.severities[severity] > 0 ? severity : "dim"),
  );
  const { pass, unknown, exempt } = summary.verdicts;
  const others = `${grouped(unknown)} unknown, ${grouped(exempt)} exempt, ${grouped(pass)} pass, ${grouped(summary.verdicts["not-applicable"])} not applicable`;
  return [empty, [span("Findings  "), ...bySeverity], [span(`Others    ${others}`)]];
};

const controlsOf = (rule: ReportedRule): Span[] =>
  Object.values(rule.controls ?? {})
    .flat()
    .map((id): [string, string | undefined] => [id, controlLink(id)])
    .flatMap(([id, link]) => (link === undefined ? [] : [span("  "), { ...span(id, "dim"), link }]));

const groupsOf = (findings: readonly Finding[]): Map<string, Finding[]> => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group) group.push(finding);
    else groups.set(finding.rule, [finding]);
  }
  return groups;
};

/** One block a rule, worst first, as the findings are sorted. */
const blocks = (report: Report, verdict: Finding["verdict"], options: RenderOptions): Line[] => {
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const layout = { places: placesOf(report), width: options.width };
  return [...groupsOf(report.findings.filter((finding) => finding.verdict === verdict))].flatMap(([id, findings]) => {
    const rule = rules.get(id);
    if (!rule) return [];
    const mark = verdict === "fail" ? span(` ${rule.severity.toUpperCase()} `, rule.severity) : span(" UNKNOWN ", "warning");
    const title: Line = [mark, span(` ${rule.title}`, "bold"), span(`  ${counted(findings.length, "resource")}`)];
    return [empty, title, [span(`    ${id}`, "dim"), ...controlsOf(rule)], ...rows(findings, resources, layout)];
  });
};

const coverage = (report: Report, options: RenderOptions): Line[] => {
  const gaps = gapsOf(report);
  if (gaps.length === 0) return [];
  const lines = gaps
    .slice(0, shownCells)
    .flatMap((cell) => wrapped(`${cellName(cell)}  ${cell.state}${cell.detail ? `: ${cell.detail}` : ""}`, "    ", options));
  const hidden = gaps.length - shownCells;
  return [
    empty,
    [
      span(" NOT SEEN ", "warning"),
      span(` ${counted(gaps.length, "cell")} of ${report.summary.cells.total} (account/region/kind/phase)`, "bold"),
    ],
    ...lines,
    ...(hidden > 0 ? [[span(`    and ${hidden} more`, "dim")]] : []),
  ];
};

const notices = (report: Report, options: RenderOptions): Line[] =>
  report.notices.flatMap((notice) => [
    empty,
    ...wrapped(
      `${notice.level}: ${notice.message}${notice.where ? ` (${notice.where})` : ""}`,
      " ",
      options,
      notice.level === "error" ? "bad" : notice.level === "warning" ? "warning" : "dim",
    ),
  ]);

const next = (report: Report, options: RenderOptions): Line[] => {
  const steps = nextSteps(report);
  return steps.length === 0 ? [] : [empty, [span("Next", "bold")], ...steps.flatMap((step) => wrapped(step, "  ", options))];
};

/** For people at a terminal: the verdict first, the worst first, nothing unseen left unsaid. */
export const render: Render = (report, options) =>
  paint(
    [
      ...head(report, options),
      ...counts(report),
      ...blocks(report, "fail", options),
      ...blocks(report, "unknown", options),
      ...coverage(report, options),
      ...notices(report, options),
      ...next(report, options),
    ],
    options,
  );
