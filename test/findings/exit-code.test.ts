import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/estate/cell.ts";
import { buildReport } from "../../src/findings/build.ts";
import { type ExitCode, type ExitOptions, exitCode, strongest } from "../../src/findings/exit-code.ts";
import type { Report } from "../../src/findings/report.ts";
import { sampleInput } from "../fixtures/report.ts";

const input = sampleInput();
const complete: Cell = { account: "1", region: "eu-west-1", kind: "model", phase: "list", state: "complete", seen: 1 };
const denied: Cell = { ...complete, state: "denied" };

const report = (keep: string[], coverage: Cell[] = [complete]): Report =>
  buildReport({
    ...input,
    waivers: [],
    estate: { ...input.estate, coverage },
    verdicts: input.verdicts.filter((verdict) => keep.includes(verdict.verdict)),
  });
const code = (subject: Report, options: Partial<ExitOptions> = {}): ExitCode =>
  exitCode({ report: subject, failOn: "high", allowIncomplete: [], checkMode: false, ...options }).code;

describe("the exit code", () => {
  it("is 0 when everything was seen and nothing failed", () => {
    expect(exitCode({ report: report(["pass"]), failOn: "info", allowIncomplete: [], checkMode: false })).toEqual({
      code: 0,
      reasons: [],
      warnings: [],
    });
  });

  it("is 1 from the threshold upwards, and not below", () => {
    const low = buildReport({
      ...input,
      waivers: [],
      estate: { ...input.estate, coverage: [complete] },
      rules: input.rules.map((rule) => ({ ...rule, severity: "medium" as const })),
      verdicts: input.verdicts.filter((verdict) => verdict.verdict === "fail"),
    });
    expect(code(low, { failOn: "high" })).toBe(0);
    expect(code(low, { failOn: "medium" })).toBe(1);
    expect(code(low, { failOn: "low" })).toBe(1);
  });

  it("is 1 for an exception past its end, even with no finding left", () => {
    const expired = buildReport({ ...input, verdicts: [], estate: { ...input.estate, coverage: [complete] } });
    expect(expired.notices.map((notice) => notice.code)).toContain("waiver-expired");
    expect(code(expired)).toBe(1);
  });

  it("is 3 for a cell that was not seen, unless that cell is allowed", () => {
    const gap = report(["pass"], [complete, denied]);
    expect(code(gap)).toBe(3);
    expect(code(gap, { allowIncomplete: ["1/eu-west-1/training-job/*"] })).toBe(3);
    const allowed = exitCode({ report: gap, failOn: "high", allowIncomplete: ["1/*/model/list"], checkMode: false });
    expect(allowed).toMatchObject({ code: 0, warnings: ["1 cell not seen completely, as allowed"] });
  });

  it("is no gap that a plan does not see what lives beside it; in a live estate it is", () => {
    const beside: Cell = { ...complete, phase: "dependency", state: "not-reached" };
    const live = report(["pass"], [beside]);
    expect(code(live)).toBe(3);
    expect(code({ ...live, source: "terraform-plan" })).toBe(0);
    expect(code({ ...live, source: "terraform-plan", coverage: [{ ...beside, phase: "list" }] })).toBe(3);
    expect(code({ ...live, source: "terraform-plan", coverage: [{ ...beside, state: "error" }] })).toBe(3);
  });

  it("is 3 for an unknown verdict, unless told to warn or to ignore", () => {
    const unknown = report(["unknown"]);
    expect(code(unknown)).toBe(3);
    expect(code(unknown, { unknown: "fail", checkMode: true })).toBe(3);
    expect(code(unknown, { unknown: "ignore" })).toBe(0);
    expect(exitCode({ report: unknown, failOn: "high", allowIncomplete: [], checkMode: false, unknown: "warn" })).toMatchObject({
      code: 0,
      warnings: [expect.stringContaining("unknown")],
    });
  });

  it("forgives in a check what is only known after apply, if that is all that is open", () => {
    const known = report(["unknown"]);
    const later = { path: ["rootAccess"], reason: "known-after-apply", detail: "" };
    const withOpen = (open: Report["findings"][number]["open"]): Report => ({
      ...known,
      findings: known.findings.map((finding) => ({ ...finding, open })),
    });
    expect(code(withOpen([later]), { checkMode: true })).toBe(0);
    expect(code(withOpen([later]), { checkMode: false })).toBe(3);
    expect(code(withOpen([later]), { checkMode: true, unknown: "fail" })).toBe(3);
    expect(code(withOpen([later, { ...later, reason: "unresolved" }]), { checkMode: true })).toBe(3);
    expect(code(withOpen([]), { checkMode: true })).toBe(3);
  });

  it("prefers findings to gaps, and says both", () => {
    const both = exitCode({ report: report(["fail", "unknown"], [denied]), failOn: "high", allowIncomplete: [], checkMode: false });
    expect(both.code).toBe(1);
    expect(both.reasons).toHaveLength(3);
  });

  it("takes 130, 2, 4, 1, 3, 0 in this order, whatever comes first", () => {
    const order: ExitCode[] = [130, 2, 4, 1, 3, 0];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order)), (codes) => {
        const outcome = strongest(codes.map((one) => ({ code: one, reasons: [`${one}`], warnings: [] })));
        expect(outcome.code).toBe(order.find((one) => codes.includes(one)) ?? 0);
        expect(outcome.reasons).toHaveLength(codes.length);
      }),
    );
  });
});
