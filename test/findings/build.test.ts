import { describe, expect, it } from "vitest";
import { canonical } from "../../src/estate/canonical.ts";
import { severities } from "../../src/evaluate/rule.ts";
import type { Verdict } from "../../src/evaluate/verdict.ts";
import { buildReport } from "../../src/findings/build.ts";
import { sentence } from "../../src/findings/message.ts";
import { hostileNames, sampleInput, samplePlanReport, sampleReport } from "../fixtures/report.ts";

const nowhere: Verdict = { resource: "nowhere", rule: "notebook-root-access", verdict: "pass", evidence: [], open: [] };

describe("a report", () => {
  it("has the same bytes for the same verdicts and clock", () => {
    expect(canonical(sampleReport())).toBe(canonical(sampleReport()));
  });

  it("lists the worst first, then by rule and resource", () => {
    const keys = sampleReport().findings.map((finding) => [severities.indexOf(finding.severity), finding.rule, finding.resource]);
    expect(keys).toEqual(keys.toSorted((a, b) => Number(a[0]) - Number(b[0]) || (canonical(a.slice(1)) < canonical(b.slice(1)) ? -1 : 1)));
  });

  it("counts every verdict once: the summary, the rules and the resources agree", () => {
    const report = sampleReport();
    const words = report.resources.flatMap((resource) => Object.values(resource.verdicts));
    for (const [word, count] of Object.entries(report.summary.verdicts))
      expect(words.filter((other) => other === word)).toHaveLength(count);
    expect(report.rules.reduce((sum, rule) => sum + rule.counts.fail, 0)).toBe(report.summary.verdicts.fail);
    expect(Object.values(report.summary.severities).reduce((sum, count) => sum + count, 0)).toBe(report.summary.verdicts.fail);
    expect(report.findings).toHaveLength(report.summary.verdicts.fail + report.summary.verdicts.unknown + report.summary.verdicts.exempt);
  });

  it("takes the severity of the run, not of the catalogue", () => {
    const input = sampleInput();
    const rules = input.rules.map((applied) => ({ ...applied, severity: "low" as const, parameters: { limit: 3 } }));
    const report = buildReport({ ...input, rules });
    expect(new Set(report.findings.map((finding) => finding.severity))).toEqual(new Set(["low"]));
    expect(report.rules.every((rule) => rule.severity === "low" && rule.parameters["limit"] === 3)).toBe(true);
  });

  it("says of what has ended that only the next can be made otherwise, where a rule asks for that and does not read the state", () => {
    const input = sampleInput();
    const rebuilt = (fixable: "recreate" | "in-place", reads: string[], ended: boolean) =>
      buildReport({
        ...input,
        hasEnded: () => ended,
        rules: input.rules.map((applied) => ({ ...applied, rule: { ...applied.rule, fixable, reads } })),
      }).findings;
    const past = rebuilt("recreate", ["a"], true);
    for (const { verdict, facts, message } of past) {
      if (verdict === "unknown") expect(facts["ended"]).toBeUndefined();
      if (verdict === "fail") expect([facts["ended"], message]).toEqual([true, expect.stringMatching(/ It has ended: only the next one/)]);
    }
    const others = [rebuilt("recreate", ["a"], false), rebuilt("recreate", ["state"], true), rebuilt("in-place", ["a"], true)];
    for (const findings of others) {
      expect(findings.filter(({ facts }) => facts["ended"] !== undefined)).toEqual([]);
      expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(past.map(({ fingerprint }) => fingerprint));
    }
  });

  it("puts names into messages as they are, whatever they hold", () => {
    const report = sampleReport({ resources: 100, names: hostileNames });
    const names = new Map(report.resources.map((resource) => [resource.id, resource.name]));
    const messages = report.findings
      .filter((finding) => finding.verdict === "fail")
      .map((finding) => [names.get(finding.resource) ?? "?", finding.message]);
    expect(messages.some(([name]) => name !== undefined && hostileNames.includes(name))).toBe(true);
    for (const [name, message] of messages) expect(message?.startsWith(`${name} `)).toBe(true);
    expect(sentence({ message: "{name} and {name}" }, { ...nowhere, verdict: "fail" }, { name: "$& $1 {name}" })).toBe(
      "$& $1 {name} and $& $1 {name}",
    );
  });

  it("says of an unknown what is not known, and why", () => {
    const unknown = sampleReport({ resources: 300 }).findings.find(
      (finding) => finding.rule === "notebook-root-access" && finding.verdict === "unknown",
    );
    expect(unknown?.message).toMatch(/ could not be judged: rootAccess is not known: access was denied\.$/);
    expect(unknown?.evidence).toEqual([]);
  });

  it("shows the facts that the rule read, with those that explain them, and no others", () => {
    const { findings } = sampleReport();
    const overdue = findings.find((finding) => finding.rule === "notebook-overdue" && finding.verdict === "fail");
    expect(Object.keys(overdue?.facts ?? {})).toEqual(["due", "hours", "monthlyHours", "overdueSeconds", "runningSince", "source"]);
    expect(findings.find((finding) => finding.rule === "notebook-root-access")?.facts).toEqual({});
  });

  it("carries only values that the verdicts gave: what was redacted there appears nowhere", () => {
    const input = sampleInput();
    const secret = "hunter2-planted";
    const resources = input.estate.resources.map((resource) => ({
      ...resource,
      config: { ...resource.config, environment: { PASSWORD: secret } },
    }));
    expect(JSON.stringify(resources)).toContain(secret);
    expect(JSON.stringify(buildReport({ ...input, estate: { ...input.estate, resources } }))).not.toContain(secret);
  });

  it("keeps the positions of infrastructure code, on findings and on resources", () => {
    const report = samplePlanReport();
    expect(report.findings.length).toBeGreaterThan(0);
    for (const finding of report.findings)
      expect(finding.position).toEqual(report.resources.find((resource) => resource.id === finding.resource)?.position);
    expect(report.findings[0]?.position?.file).toBe("infra/team one/main.tf");
  });

  it("refuses a verdict on something that is not there", () => {
    const input = sampleInput();
    expect(() => buildReport({ ...input, verdicts: [nowhere] })).toThrow(/nowhere/);
  });
});
