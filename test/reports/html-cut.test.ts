import { describe, expect, it } from "vitest";
import { render } from "../../reports/html/index.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { sourceOf } from "../../src/findings/report-source.ts";
import { sampleReport } from "../fixtures/report.ts";

const options = { width: 80, color: false, links: false };

/** A report with so many findings, of which only one is ever in memory. */
const withFindings = (count: number): ReportSource => {
  const sample = sampleReport();
  const finding = sample.findings.find(({ verdict }) => verdict === "fail");
  if (!finding) throw new Error("the sample has no failing finding");
  const small = { ...finding, evidence: [], facts: {} };
  const verdicts = { ...sample.summary.verdicts, fail: count, unknown: 0, exempt: 0 };
  const findings: ReportSource["findings"] = {
    *[Symbol.iterator]() {
      for (let at = 0; at < count; at++) yield { ...small, fingerprint: `f${at}` };
    },
  };
  return { ...sourceOf(sample), summary: { ...sample.summary, verdicts }, findings };
};

const pageOf = (count: number): { embedded: number; first: boolean; words: string } => {
  let embedded = 0;
  let first = false;
  let words = "";
  for (const part of render(withFindings(count), options)) {
    embedded += part.match(/\["f\d+",/g)?.length ?? 0;
    first ||= part.includes('["f0",');
    if (part.includes("<!doctype")) words = part.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
  }
  return { embedded, first, words };
};

describe("the html report of more findings than a page can hold", () => {
  it("has the worst of them, and says how many it leaves out and where they are", () => {
    const { embedded, first, words } = pageOf(123_456);
    expect(embedded).toBe(100_000);
    expect(first).toBe(true);
    expect(words).toContain("This page holds the worst 100,000 of 123,456 findings.");
    expect(words).toContain("The other 23,456, the least severe, are in the JSON report only.");
  });

  it("says nothing of it while all of them are there", () => {
    const { embedded, words } = pageOf(100_000);
    expect(embedded).toBe(100_000);
    expect(words).not.toContain("This page holds");
  });
});
