import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estate/cell.ts";
import type { Control, ControlRelation, Framework } from "../../src/evaluate/rule.ts";
import type { VerdictWord } from "../../src/evaluate/verdict.ts";
import { buildReport } from "../../src/findings/build.ts";
import { type ControlVerdict, judgeControls } from "../../src/findings/controls.ts";
import type { Report } from "../../src/findings/report.ts";
import { noWords } from "../../src/findings/reported.ts";
import { sampleInput } from "../fixtures/report.ts";

const cell: Cell = { account: "1", region: "eu-west-1", kind: "model", phase: "list", state: "complete", seen: 1 };
const [ruleInReport] = buildReport(sampleInput()).rules;
const [resourceInReport] = buildReport(sampleInput()).resources;

/** A report of one rule, asked of models and of training jobs. */
const reportOf = (models: readonly VerdictWord[], jobs: readonly VerdictWord[] = [], coverage: Cell[] = [cell]): Report => {
  const base = buildReport(sampleInput());
  if (!ruleInReport || !resourceInReport) throw new Error("the fixture is empty");
  const resource = (kind: string) => (word: VerdictWord, index: number) => ({
    ...resourceInReport,
    id: `${kind}-${index}`,
    kind,
    verdicts: { isolation: word },
  });
  return {
    ...base,
    coverage,
    rules: [{ ...ruleInReport, id: "isolation", kinds: ["model", "training-job"], counts: noWords() }],
    resources: [...models.map(resource("model")), ...jobs.map(resource("training-job"))],
  };
};

const frameworkOf = (control: Partial<Control>): Framework => ({
  id: "f",
  title: "A framework",
  version: "1",
  source: "https://example.com",
  controls: [{ id: "C.1", title: "A control", relation: "equivalent", rules: ["isolation"], ...control }],
});

const verdict = (control: Partial<Control>, report: Report): ControlVerdict | undefined =>
  judgeControls(frameworkOf(control), report).controls[0]?.verdict;

describe("a control in the light of a report", () => {
  it("passes when what it asks was asked of everything and held", () => {
    expect(verdict({}, reportOf(["pass", "pass", "not-applicable"]))).toBe("pass");
  });

  it("fails with one failure among passes, and whatever else is unknown", () => {
    expect(verdict({}, reportOf(["pass", "fail", "unknown"]))).toBe("fail");
  });

  it("is about its own kinds, when the rule that serves it asks others too", () => {
    expect(verdict({ kinds: ["model"] }, reportOf(["pass"], ["fail"]))).toBe("pass");
    expect(verdict({ kinds: ["training-job"] }, reportOf(["pass"], ["fail"]))).toBe("fail");
  });

  it.each<[string, Report]>([
    ["a verdict is unknown", reportOf(["pass", "unknown"])],
    ["a failure was accepted", reportOf(["pass", "exempt"])],
    ["a part of the estate was not seen", reportOf(["pass"], [], [cell, { ...cell, region: "us-east-1", state: "denied" }])],
    ["a kind was left out on purpose", reportOf(["pass"], [], [{ ...cell, state: "skipped-by-configuration" }])],
  ])("is never more than partial when %s", (_, report) => {
    expect(verdict({}, report)).toBe("partial");
  });

  it("is not assessed without anything to judge, and not checked without a rule", () => {
    expect(verdict({}, reportOf([]))).toBe("not-assessed");
    expect(verdict({}, reportOf(["not-applicable", "unknown"]))).toBe("not-assessed");
    expect(verdict({ rules: ["left-out"] }, reportOf(["pass"]))).toBe("not-assessed");
    expect(verdict({ rules: [] }, reportOf(["pass"]))).toBe("no-check");
  });

  it("does not pass when one of the rules that serve it was not run", () => {
    expect(verdict({ rules: ["isolation", "left-out"] }, reportOf(["pass"]))).toBe("partial");
  });

  it("can neither be met nor broken by what only bears on it", () => {
    expect(verdict({ relation: "relevant" }, reportOf(["pass"]))).toBe("partial");
    expect(verdict({ relation: "relevant" }, reportOf(["fail"]))).toBe("partial");
    expect(verdict({ relation: "partial" }, reportOf(["pass"]))).toBe("partial");
    expect(verdict({ relation: "partial" }, reportOf(["fail"]))).toBe("fail");
  });

  it("never gets to a pass by knowing less", () => {
    const words = fc.array(fc.constantFrom<VerdictWord>("pass", "fail", "unknown", "exempt", "not-applicable"), { maxLength: 6 });
    const relations = fc.constantFrom<ControlRelation>("equivalent", "partial", "relevant");
    fc.assert(
      fc.property(words, words, relations, fc.nat(), (models, jobs, relation, at) => {
        const hidden = models.map((word, index) => (index === at % models.length && word !== "not-applicable" ? "unknown" : word));
        const before = verdict({ relation }, reportOf(models, jobs));
        const after = verdict({ relation }, reportOf(hidden, jobs));
        const blind = verdict({ relation }, reportOf(models, jobs, [{ ...cell, state: "throttled-out" }]));
        if (before !== "pass") {
          expect(after).not.toBe("pass");
          expect(blind).not.toBe("pass");
        }
        expect(blind).not.toBe("pass");
      }),
    );
  });
});
