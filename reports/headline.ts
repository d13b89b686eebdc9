import { severities, type Severity } from "../src/evaluate/rule.ts";
import type { Report } from "../src/findings/report.ts";
import type { ReportSource } from "../src/findings/report-source.ts";

export type Headline = {
  state: "failed" | "incomplete" | "clean";
  word: string;
  /** What was found. */
  text: string;
  /** What must be known to read that rightly: what was not seen. Empty if all was. */
  caveat: string;
};

export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

/** 12,345: the same on every machine. */
export const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const caveatOf = ({ summary }: Pick<Report, "summary">): string => {
  const parts = [
    ...(summary.cells.gaps > 0 ? [`${summary.cells.gaps} of ${counted(summary.cells.total, "cell")} not seen completely`] : []),
    ...(summary.verdicts.unknown > 0 ? [`${counted(summary.verdicts.unknown, "verdict")} unknown`] : []),
  ];
  return parts.join(", ");
};

const worst = ({ summary }: Pick<Report, "summary">): Severity | undefined =>
  severities.find((severity) => summary.severities[severity] > 0);

/** Counted, and never listed: there may be more than anybody wants to hold. */
const failingResources = ({ resources }: Pick<ReportSource, "resources">): number => {
  let failing = 0;
  for (const { verdicts } of resources) if (Object.values(verdicts).includes("fail")) failing += 1;
  return failing;
};

/** Where there was nothing to judge, "no findings" would sound as if something had been. */
const nothingIn = ({ summary: { cells } }: Pick<Report, "summary">): string =>
  `Nothing was found that a rule asks about${cells.total > 0 ? `, and ${counted(cells.total, "cell was", "cells were")} seen whole` : ""}`;

/** The one sentence that the reader came for. It never says clean of what was not seen. */
export const headline = (report: Pick<ReportSource, "summary" | "resources" | "notices">): Headline => {
  const { summary } = report;
  const caveat = caveatOf(report);
  const expired = report.notices.filter((notice) => notice.level === "error").length;
  if (summary.verdicts.fail > 0) {
    const text = `${counted(summary.verdicts.fail, "finding")} in ${grouped(failingResources(report))} of ${counted(summary.resources, "resource")}, the worst ${worst(report) ?? "info"}`;
    return { state: "failed", word: "Failed", text, caveat };
  }
  if (expired > 0)
    return { state: "failed", word: "Failed", text: `No findings, but ${counted(expired, "error")} in the configuration`, caveat };
  if (caveat !== "") return { state: "incomplete", word: "Incomplete", text: "No findings in what was seen", caveat };
  const isEmpty = Object.values(summary.verdicts).every((count) => count === 0);
  return {
    state: "clean",
    word: "Clean",
    text: isEmpty ? nothingIn(report) : `No findings in ${counted(summary.resources, "resource")}`,
    caveat,
  };
};
