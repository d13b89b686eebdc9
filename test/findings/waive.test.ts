import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../src/findings/build.ts";
import type { Finding, Report } from "../../src/findings/report.ts";
import type { Waiver } from "../../src/findings/waiver.ts";
import { sampleInput } from "../fixtures/report.ts";

const base: Waiver = { id: "w1", scope: {}, reason: "accepted", owner: "grace", expires: "2027-01-01", origin: "configuration" };
const input: ReportInput = { ...sampleInput(), waivers: [] };
const plain = buildReport(input);
const withWaivers = (...waivers: Waiver[]): Report => buildReport({ ...input, waivers });
const first = (verdict: Finding["verdict"]): Finding => {
  const finding = plain.findings.find((candidate) => candidate.verdict === verdict);
  if (!finding) throw new Error(`the sample has no ${verdict}`);
  return finding;
};
const exempt = (report: Report): Finding[] => report.findings.filter((finding) => finding.verdict === "exempt");
const codes = (report: Report): string[] => report.notices.map((notice) => notice.code);

describe("a waiver of a rule", () => {
  it("exempts what fails by the rule, in its scope only", () => {
    const failing = first("fail");
    const resource = plain.resources.find((candidate) => candidate.id === failing.resource);
    const report = withWaivers({
      ...base,
      rule: failing.rule,
      scope: { resource: resource?.name ?? "", kind: "*", region: "*-*-*", account: "*" },
    });
    expect(exempt(report).map((finding) => finding.fingerprint)).toEqual([failing.fingerprint]);
    expect(exempt(report)[0]?.waiver).toEqual({
      id: "w1",
      reason: "accepted",
      owner: "grace",
      expires: "2027-01-01",
      origin: "configuration",
    });
    expect(report.resources.find((candidate) => candidate.id === failing.resource)?.verdicts[failing.rule]).toBe("exempt");
    expect(report.summary.verdicts.fail).toBe(plain.summary.verdicts.fail - 1);
    expect(codes(report)).toEqual([]);
  });

  it("does not exempt what is unknown: nobody accepted a risk that nobody saw", () => {
    const unknown = first("unknown");
    const report = withWaivers({ ...base, rule: unknown.rule });
    expect(report.findings.filter((finding) => finding.verdict === "unknown")).toEqual(
      plain.findings.filter((finding) => finding.verdict === "unknown"),
    );
  });

  it("needs every part of its scope, and a tag that is not there matches no pattern", () => {
    const failing = first("fail");
    expect(exempt(withWaivers({ ...base, rule: failing.rule, scope: { kind: "nothing" } }))).toEqual([]);
    expect(exempt(withWaivers({ ...base, rule: failing.rule, scope: { tags: { absent: "*" } } }))).toEqual([]);
    expect(exempt(withWaivers({ ...base, rule: failing.rule, scope: { tags: { ["__proto__"]: "*" } } }))).toEqual([]);
    expect(exempt(withWaivers({ ...base, rule: failing.rule, scope: { resource: failing.resource.slice(0, -1) } }))).toEqual([]);
  });
});

describe("a waiver of a finding", () => {
  it("exempts that one alone, unknown ones too", () => {
    for (const verdict of ["fail", "unknown"] as const) {
      const finding = first(verdict);
      const report = withWaivers({ ...base, finding: finding.fingerprint });
      expect(exempt(report).map((one) => one.fingerprint)).toEqual([finding.fingerprint]);
    }
  });

  it("names itself on the finding even when a rule's waiver covers it too, and both count as used", () => {
    const finding = first("fail");
    const report = withWaivers({ ...base, id: "a-rule", rule: finding.rule }, { ...base, id: "z-finding", finding: finding.fingerprint });
    expect(report.findings.find((one) => one.fingerprint === finding.fingerprint)?.waiver?.id).toBe("z-finding");
    expect(codes(report)).toEqual([]);
  });
});

describe("the end of a waiver", () => {
  const failing = first("fail");
  it.each([
    ["2026-11-20", "the day itself, from its first instant"],
    ["2026-11-20T21:00:00Z", "the very instant"],
    ["2020-01-01", "long ago"],
    ["soon", "what cannot be read"],
  ])("has come at %s: %s", (expires) => {
    const report = withWaivers({ ...base, rule: failing.rule, expires });
    expect(exempt(report)).toEqual([]);
    expect(report.notices).toMatchObject([{ level: "error", code: "waiver-expired" }]);
  });

  it("has not come a second before", () => {
    expect(exempt(withWaivers({ ...base, rule: failing.rule, expires: "2026-11-20T21:00:01Z" })).length).toBeGreaterThan(0);
  });
});

describe("a waiver that covers nothing", () => {
  it("is told as unused, with its place", () => {
    const report = withWaivers({ ...base, rule: "no-such-rule", position: { file: "sagewarden.yaml", line: 7 } });
    expect(report.notices).toMatchObject([{ level: "warning", code: "waiver-unused", where: "sagewarden.yaml:7" }]);
  });

  it("covers nothing when it names neither rule nor finding", () => {
    expect(exempt(withWaivers(base))).toEqual([]);
  });
});
