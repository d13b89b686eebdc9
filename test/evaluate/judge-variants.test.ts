import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { arrivalsOf } from "../../src/estate/arrival.ts";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import type { Unknown } from "../../src/estate/unknown.ts";
import { memoryShelf } from "../../src/estate/shelf.ts";
import type { OusOf } from "../../src/estate/scope.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import type { Report } from "../../src/findings/report.ts";
import { documentOf } from "../../src/findings/report-source.ts";
import { judging } from "../../src/judge.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));

const notebook = (name: string, more: Partial<Resource> = {}): Resource => ({
  id: name,
  kind: "notebook-instance",
  name,
  arn: null,
  account: "111122223333",
  region: "eu-central-1",
  createdAt: null,
  config: { name, rootAccess: "Enabled", tags: { project: "alpha" } },
  unknown: {},
  defaulted: [],
  ...more,
});

const judged = (yaml: string, resources: Resource[], ousOf?: OusOf): Report => {
  const estate: Estate = { format: estateFormat, source: "live", collectedAt: null, resources, coverage: [] };
  const { config } = parseConfig(yaml, "sagewarden.yaml");
  const bench = { source: estate.source, config, catalogue, policy, now: "2026-11-21T12:00:00Z", version: "0", open: memoryShelf };
  const { take, finish } = judging({ ...bench, ...(ousOf && { ousOf }) });
  for (const arrival of arrivalsOf(estate)) take(arrival);
  return documentOf(finish({ collectedAt: null, target: "test" }));
};

const rule = "notebook-root-access";
const said = (report: Report, id: string): string | undefined => report.resources.find((one) => one.id === id)?.verdicts[rule];
const severityOf = (report: Report, id: string): string | undefined =>
  report.findings.find((one) => one.resource === id && one.rule === rule)?.severity;

const denied: Unknown = { reason: "denied", detail: "sagemaker:ListTags" };
const sandboxFree = `rules: {${rule}: {overrides: [{where: {project: sandbox}, enabled: false}]}}`;

describe("An override of a rule", () => {
  it("switches it off where its scope fits, and nowhere else", () => {
    const report = judged(sandboxFree, [notebook("a"), notebook("b", { config: { rootAccess: "Enabled", tags: { project: "sandbox" } } })]);
    expect(said(report, "a")).toBe("fail");
    expect(said(report, "b")).toBeUndefined();
  });

  it("switches a rule on where it is off otherwise", () => {
    const yaml = `rules: {${rule}: {enabled: false, overrides: [{where: {account: "444455556666"}, enabled: true}]}}`;
    const report = judged(yaml, [notebook("a"), notebook("b", { account: "444455556666" })]);
    expect(said(report, "a")).toBeUndefined();
    expect(said(report, "b")).toBe("fail");
  });

  it("changes the severity of a finding, and the report's sums follow", () => {
    const report = judged(`rules: {${rule}: {overrides: [{where: {region: "eu-*"}, severity: low}]}}`, [
      notebook("a"),
      notebook("b", { region: "us-east-1" }),
    ]);
    expect([severityOf(report, "a"), severityOf(report, "b")]).toEqual(["low", "high"]);
    const findings = report.findings.filter(({ verdict }) => verdict === "fail");
    for (const severity of ["low", "high"] as const)
      expect(report.summary.severities[severity]).toBe(findings.filter((finding) => finding.severity === severity).length);
  });

  it("changes parameters for some, the rest of them staying as they are", () => {
    const yaml = `rules: {required-tags: {overrides: [{where: {kind: notebook-instance}, parameters: {required: {project: null}}}]}}`;
    const report = judged(yaml, [notebook("a")]);
    const word = (id: string) => report.resources[0]?.verdicts[id];
    expect(word("required-tags")).toBe("pass");
    expect(judged("{}", [notebook("a")]).resources[0]?.verdicts["required-tags"]).toBe("fail");
  });

  it("goes by the last that fits, where several do", () => {
    const yaml = `rules: {${rule}: {overrides: [{where: {project: alpha}, severity: low}, {where: {resource: "a*"}, severity: critical}]}}`;
    const report = judged(yaml, [notebook("a"), notebook("b")]);
    expect([severityOf(report, "a"), severityOf(report, "b")]).toEqual(["critical", "low"]);
  });

  it("leaves the verdict unknown where the tag that it depends on was not seen", () => {
    const hidden = notebook("a", { config: { rootAccess: "Disabled" }, unknown: { "/tags": denied } });
    const report = judged(sandboxFree, [
      hidden,
      notebook("b", { config: { rootAccess: "Disabled", tags: {} }, unknown: { "/tags/-": denied } }),
    ]);
    expect([said(report, "a"), said(report, "b")]).toEqual(["unknown", "unknown"]);
    expect(said(judged("{}", [hidden]), "a")).toBe("pass");
  });

  it("takes the severest where only the severity depends on what was not seen", () => {
    const yaml = `rules: {${rule}: {overrides: [{where: {project: prod}, severity: critical}, {where: {project: toy}, severity: low}]}}`;
    const report = judged(yaml, [notebook("a", { config: { rootAccess: "Enabled" }, unknown: { "/tags/project": denied } })]);
    expect([said(report, "a"), severityOf(report, "a")]).toEqual(["fail", "critical"]);
  });

  it("knows the organizational units where somebody asked for them, and is unsure where nobody did", () => {
    const yaml = `organization: {roleName: scan}\nrules: {${rule}: {overrides: [{where: {ou: ou-ab12-sandbox}, enabled: false}]}}`;
    const ousOf: OusOf = (account) => (account === "444455556666" ? ["ou-ab12-sandbox", "r-ab12"] : ["ou-ab12-prod", "r-ab12"]);
    const resources = [notebook("a"), notebook("b", { account: "444455556666" })];
    const report = judged(yaml, resources, ousOf);
    expect([said(report, "a"), said(report, "b")]).toEqual(["fail", undefined]);
    expect(said(judged(yaml, resources), "a")).toBe("unknown");
  });

  it("is refused when it says nothing, or of nothing that there is", () => {
    expect(() => judged(`rules: {${rule}: {overrides: [{where: {project: x}}]}}`, [])).toThrow(/overrides/);
    expect(() => judged(`rules: {${rule}: {overrides: [{where: {}, severity: low}]}}`, [])).toThrow(/where/);
    expect(() => judged(`rules: {${rule}: {overrides: [{where: {prject: x}, severity: low}]}}`, [])).toThrow(/prject/);
  });

  it("says of every resource what a configuration for that resource alone would say", () => {
    const arbitraryNotebook = fc.record({
      project: fc.constantFrom("alpha", "sandbox", "prod"),
      account: fc.constantFrom("111122223333", "444455556666"),
      root: fc.constantFrom("Enabled", "Disabled"),
    });
    const arbitraryOverride = fc.record({
      project: fc.constantFrom("alpha", "sandbox", "*"),
      account: fc.option(fc.constantFrom("111122223333", "444455556666"), { nil: undefined }),
      enabled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(arbitraryNotebook, { maxLength: 12 }), fc.array(arbitraryOverride, { maxLength: 4 }), (notebooks, overrides) => {
        const settings = overrides.map(({ enabled, ...where }) => ({ where, enabled }));
        const resources = notebooks.map(({ project, account, root }, index) =>
          notebook(`n${index}`, { account, config: { rootAccess: root, tags: { project } } }),
        );
        const report = judged(JSON.stringify({ rules: { [rule]: { overrides: settings } } }), resources);
        notebooks.forEach(({ project, account, root }, index) => {
          const fitting = overrides.filter(
            (one) => (one.project === "*" || one.project === project) && (one.account ?? account) === account,
          );
          const enabled = fitting.at(-1)?.enabled ?? true;
          expect(said(report, `n${index}`)).toBe(enabled ? (root === "Enabled" ? "fail" : "pass") : undefined);
        });
      }),
      { numRuns: 60 },
    );
  });
});
