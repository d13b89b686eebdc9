import { describe, expect, it } from "vitest";
import { controlLink } from "../../reports/control.ts";
import { factsInWords, usageInWords } from "../../reports/fact.ts";
import { headline } from "../../reports/headline.ts";
import { proofOf } from "../../reports/proof.ts";
import type { Finding } from "../../src/findings/report.ts";
import { sampleReport } from "../fixtures/report.ts";

const [sample] = sampleReport().findings;
if (!sample) throw new Error("the sample has no finding");
const finding = (change: Partial<Finding>): Finding => ({ ...sample, evidence: [], facts: {}, ...change });

describe("the proof of a finding", () => {
  it("says a derived number in words, and once", () => {
    const evidence = [{ path: ["facts", "overdueSeconds"], key: "facts.overdueSeconds", value: "10800" }];
    expect(proofOf(finding({ evidence, facts: { overdueSeconds: 10_800, due: "2026-11-20T18:00:00Z" } }))).toEqual([
      "overdue by 3 h",
      "due since 2026-11-20T18:00:00Z",
    ]);
  });

  it("says what was seen before what was derived, and keeps a fact that is known to be absent", () => {
    const evidence = [
      { path: ["cluster"], key: "cluster.tags.project", value: "churn" },
      { path: ["facts"], key: "facts.idleTimeoutMinutes", value: "absent" },
    ];
    expect(proofOf(finding({ evidence, facts: { emrClusterId: "j-1" } }))).toEqual([
      "cluster.tags.project = churn",
      "facts.idleTimeoutMinutes = absent",
      "EMR cluster j-1",
    ]);
  });
});

describe("what something uses, in few words", () => {
  it.each([
    [{ instanceHours: "54.0", monthlyInstanceHours: "2190" }, "54.0 instance-hours, 2190 a month"],
    [
      { instanceHours: "18.0", monthlyInstanceHours: "730", cost: "27.00 USD", monthlyCost: "1095.00 USD", priceFrom: "AWS's price list" },
      "18.0 instance-hours (27.00 USD by AWS's price list), 730 a month (1095.00 USD)",
    ],
    [{ hours: "3.0", monthlyHours: "730" }, "3.0 hours, 730 a month"],
    [{ monthlyInstanceHours: "730" }, "730 instance-hours a month"],
    [{ overdueSeconds: 60 }, undefined],
  ])("of %o is %s", (facts, words) => {
    expect(usageInWords(facts)).toBe(words);
  });
});

describe("a duration", () => {
  it.each([
    [59, "59 s"],
    [60, "1 min"],
    [3_660, "1 h 1 min"],
    [10_800, "3 h"],
    [86_400, "1 d"],
    [100_000, "1 d 3 h"],
  ])("of %i s is %s", (seconds, text) => {
    expect(factsInWords({ overdueSeconds: seconds })).toEqual([["overdue by", text]]);
  });
});

describe("the headline", () => {
  it("fails for an exception past its end, though nothing else does", () => {
    const report = sampleReport();
    const summary = { ...report.summary, verdicts: { ...report.summary.verdicts, fail: 0, unknown: 0 } };
    expect(headline({ ...report, summary })).toMatchObject({
      state: "failed",
      text: "No findings, but 1 error in the configuration",
    });
    expect(headline({ ...report, summary, notices: [] })).toMatchObject({ state: "incomplete" });
    const whole = { ...summary, cells: { ...summary.cells, gaps: 0 } };
    expect(headline({ ...report, summary: whole, notices: [] })).toMatchObject({ state: "clean", caveat: "" });
  });
});

describe("the headline of an account that holds nothing", () => {
  const { summary, ...report } = sampleReport();
  const verdicts = { ...summary.verdicts, fail: 0, unknown: 0, pass: 0, "not-applicable": 0, exempt: 0 };
  const told = (cells: typeof summary.cells) => headline({ ...report, notices: [], summary: { ...summary, cells, verdicts } });

  it("says that nothing was found, and how much was looked at", () => {
    expect(told({ total: 126, complete: 126, gaps: 0 })).toMatchObject({
      state: "clean",
      text: "Nothing was found that a rule asks about, and 126 cells were seen whole",
    });
  });

  it("is not clean where something was not seen", () => {
    expect(told({ total: 126, complete: 125, gaps: 1 })).toMatchObject({ state: "incomplete" });
  });
});

describe("a control", () => {
  it("links to AWS's page of it, and to nothing when it is somebody else's", () => {
    expect(controlLink("SageMaker.3")).toBe("https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-3");
    expect(controlLink("AC-6")).toBeUndefined();
    expect(controlLink("javascript:alert(1)//SageMaker.3")).toBeUndefined();
  });
});
