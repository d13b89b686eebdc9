import { severities } from "../../src/evaluate/rule.ts";
import { gapsOf } from "../../src/findings/gaps.ts";
import type { ReportedRule } from "../../src/findings/report.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { controlLink } from "../control.ts";
import { gapGroups } from "../gap-groups.ts";
import { counted, grouped, headline } from "../headline.ts";
import type { Render, RenderOptions } from "../render.ts";
import { visible } from "../visible.ts";
import { nextSteps, worstFirst } from "./next-steps.ts";
import { type Line, paint, type Span, span, type Style } from "./paint.ts";
import { type Places, placesOf, rows } from "./rows.ts";
import { type Samples, samplesOf } from "./samples.ts";
import { wrap } from "./width.ts";

type Layout = { samples: Samples; places: Places; width: number };

const empty: Line = [];

const wrapped = (text: string, indent: string, options: RenderOptions, style?: Style): Line[] =>
  wrap(visible(text), Math.max(20, options.width - indent.length)).map((line) => [span(indent), span(line, style)]);

const head = (report: ReportSource, options: RenderOptions): Line[] => {
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

const counts = ({ summary }: ReportSource): Line[] => {
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

/** One block a rule, worst first, as the findings are sorted. */
const blocks = (report: ReportSource, verdict: "fail" | "unknown", { samples, ...layout }: Layout): Line[] =>
  worstFirst(report.rules).flatMap((rule) => {
    const count = rule.counts[verdict];
    if (count === 0) return [];
    const mark = verdict === "fail" ? span(` ${rule.severity.toUpperCase()} `, rule.severity) : span(" UNKNOWN ", "warning");
    const title: Line = [mark, span(` ${rule.title}`, "bold"), span(`  ${counted(count, "resource")}`)];
    return [empty, title, [span(`    ${rule.id}`, "dim"), ...controlsOf(rule)], ...rows(samples(rule.id, verdict), count, layout)];
  });

/** All of them, however many: a gap that is left out here is one that somebody takes for clean. */
const coverage = (report: ReportSource, options: RenderOptions): Line[] => {
  const gaps = gapsOf(report);
  if (gaps.length === 0) return [];
  const lines = gapGroups(gaps).flatMap(({ name, state, detail }) =>
    wrapped(`${name}  ${state}${detail === "" ? "" : `: ${detail}`}`, "    ", options),
  );
  return [
    empty,
    [
      span(" NOT SEEN ", "warning"),
      span(` ${counted(gaps.length, "cell")} of ${report.summary.cells.total} (account/region/kind/phase)`, "bold"),
    ],
    ...lines,
  ];
};

const notices = (report: ReportSource, options: RenderOptions): Line[] =>
  report.notices.flatMap((notice) => [
    empty,
    ...wrapped(
      `${notice.level}: ${notice.message}${notice.where ? ` (${notice.where})` : ""}`,
      " ",
      options,
      notice.level === "error" ? "bad" : notice.level === "warning" ? "warning" : "dim",
    ),
  ]);

const next = (report: ReportSource, options: RenderOptions): Line[] => {
  const steps = nextSteps(report);
  return steps.length === 0 ? [] : [empty, [span("Next", "bold")], ...steps.flatMap((step) => wrapped(step, "  ", options))];
};

/** For people at a terminal: the verdict first, the worst first, nothing unseen left unsaid. */
export const render: Render = (report, options) => {
  const layout: Layout = { samples: samplesOf(report), places: placesOf(report), width: options.width };
  const lines = [
    ...head(report, options),
    ...counts(report),
    ...blocks(report, "fail", layout),
    ...blocks(report, "unknown", layout),
    ...coverage(report, options),
    ...notices(report, options),
    ...next(report, options),
  ];
  return [paint(lines, options)];
};
