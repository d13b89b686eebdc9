import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Static } from "typebox";
import { describe, expect, expectTypeOf, it } from "vitest";
import { Problem } from "../../src/estate/problem.ts";
import { readReport } from "../../src/findings/read-report.ts";
import type { Report } from "../../src/findings/report.ts";
import { reportSchema } from "../../src/findings/report-schema.ts";
import { hostileNames, samplePlanReport, sampleReport } from "../fixtures/report.ts";

const refused = (text: string): Problem => {
  try {
    readReport(text, "report.json");
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("it was accepted");
};

/** A schema knows no lists that are only read. */
type Written<Value> = Value extends readonly (infer One)[]
  ? Written<One>[]
  : Value extends object
    ? { [Key in keyof Value]: Written<Value[Key]> }
    : Value;

describe("the schema of a report", () => {
  it("says the same as the type (held by the compiler)", () => {
    expectTypeOf<Static<typeof reportSchema>>().toExtend<Report>();
    expectTypeOf<Written<Report>>().toExtend<Static<typeof reportSchema>>();
  });

  it("is the published one", () => {
    expect(JSON.parse(readFileSync(new URL("../../schemas/report.schema.json", import.meta.url), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(reportSchema)),
    );
  });

  it("accepts what the builder makes: live, planned, hostile", () => {
    for (const report of [sampleReport(), samplePlanReport(), sampleReport({ names: hostileNames })])
      expect(readReport(JSON.stringify(report), "report.json")).toEqual(JSON.parse(JSON.stringify(report)));
  });
});

describe("a report that is not one", () => {
  const text = JSON.stringify(sampleReport());

  it.each([
    ["", /empty/],
    ["{", /not JSON/],
    ["[]", /does not say what it is/],
    [`{"format":"sagewarden/report@2"}`, /"sagewarden\/report@2"/],
    [text.slice(0, -40), /not JSON/],
    [text.replace(`"verdict":"fail"`, `"verdict":"clean"`), /\/findings\/\d+\/verdict/],
    [text.replace(`"summary":`, `"sumary":`), /summary/],
    [text.replace(`"profile":`, `"__proto__":{},"profile":`), /unknown key "__proto__"/],
  ])("is refused in one paragraph (%#)", (broken, message) => {
    const problem = refused(broken);
    expect(problem.message).toMatch(message);
    expect(problem.message).not.toContain("\n");
    expect(problem.facts.where).toBe("report.json");
  });

  it("is refused when a finding names what is not there, or a name comes twice", () => {
    const report = sampleReport();
    expect(
      refused(JSON.stringify({ ...report, resources: report.resources.filter((resource) => resource.id !== report.findings[0]?.resource) }))
        .message,
    ).toMatch(/does not have/);
    expect(refused(JSON.stringify({ ...report, resources: [...report.resources, ...report.resources.slice(0, 1)] })).message).toMatch(
      /twice/,
    );
    expect(refused(JSON.stringify({ ...report, findings: [...report.findings, ...report.findings.slice(0, 1)] })).message).toMatch(/twice/);
  });

  it("never ends in anything but a Problem, however it is cut or bent", () => {
    const outcome = (bent: string): "read" | "refused" | "broken" => {
      try {
        readReport(bent, "report.json");
        return "read";
      } catch (error) {
        return error instanceof Problem ? "refused" : "broken";
      }
    };
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(40), fc.string({ maxLength: 6 }), (at, length, put) => {
        expect(outcome(text.slice(0, at) + put + text.slice(at + length))).not.toBe("broken");
      }),
      { numRuns: 60 },
    );
  });
});
