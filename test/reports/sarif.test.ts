import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import type { Static } from "typebox";
import { describe, expect, it } from "vitest";
import { inventory, render } from "../../reports/sarif/index.ts";
import { relativeUri } from "../../reports/sarif/location.ts";
import { buildReport } from "../../src/findings/build.ts";
import type { Report } from "../../src/findings/report.ts";
import { hostileNames, sampleInput, samplePlanReport, sampleReport } from "../fixtures/report.ts";
import { githubSarif } from "./github-sarif.ts";
import { rendered } from "./rendered.ts";

type Sarif = Static<typeof githubSarif>;
const accepts = new Ajv2020({ strict: true }).compile<Sarif>(githubSarif);

const sarifOf = (report: Report): Sarif => {
  const sarif: unknown = JSON.parse(rendered(render)(report, { width: 80, color: false, links: false }));
  if (!accepts(sarif)) throw new Error(JSON.stringify(accepts.errors?.slice(0, 3)));
  return sarif;
};
const results = (sarif: Sarif): Sarif["runs"][number]["results"] => sarif.runs.flatMap((run) => run.results);
const notes = (sarif: Sarif): string[] =>
  sarif.runs.flatMap((run) => run.invocations.flatMap((one) => one.toolExecutionNotifications.map((note) => note.message.text)));

describe("the sarif report", () => {
  it("is what GitHub takes: live, planned, hostile, empty", () => {
    for (const report of [sampleReport(), samplePlanReport(), sampleReport({ names: hostileNames }), sampleReport({ resources: 0 })])
      expect(sarifOf(report).runs.length).toBeGreaterThan(0);
  });

  it("has one result per failing finding, and none for what is exempt or unknown", () => {
    const report = sampleReport();
    const fingerprints = results(sarifOf(report)).map((result) => result.partialFingerprints.primaryLocationLineHash);
    const failing = report.findings
      .filter((finding) => finding.verdict === "fail")
      .map((finding) => `${finding.fingerprint.slice(0, 32)}:1`);
    expect(fingerprints.toSorted()).toEqual(failing.toSorted());
    expect(new Set(fingerprints).size).toBe(failing.length);
    expect(report.summary.verdicts.exempt).toBeGreaterThan(0);
  });

  it("tells unknowns, gaps and notices as notifications, and that the run was not whole", () => {
    const sarif = sarifOf(sampleReport());
    expect(sarif.runs.map((run) => run.invocations[0]?.executionSuccessful)).toEqual([true, false]);
    expect(notes(sarif).filter((text) => text.startsWith("Not seen:"))).toHaveLength(2);
    expect(notes(sarif).some((text) => text.includes("unknown for"))).toBe(true);
    expect(notes(sarif).some((text) => text.startsWith("Exception old-internet"))).toBe(true);
  });

  it("keeps one run, and so one category of alerts, per account; one for a plan", () => {
    expect(sarifOf(sampleReport()).runs.map((run) => run.automationDetails.id)).toEqual([
      "sagewarden/live/111122223333/2026-11-20T21:00:00Z",
      "sagewarden/live/444455556666/2026-11-20T21:00:00Z",
    ]);
    expect(sarifOf(samplePlanReport()).runs.map((run) => run.automationDetails.id)).toEqual([
      "sagewarden/iac/infra/plan.json/2026-11-20T21:00:00Z",
    ]);
  });

  it("joins more accounts than GitHub takes runs", () => {
    const input = sampleInput({ resources: 60 });
    const resources = input.estate.resources.map((resource, index) => ({ ...resource, account: `${100_000_000_000 + (index % 25)}` }));
    const sarif = sarifOf(buildReport({ ...input, estate: { ...input.estate, resources } }));
    expect(sarif.runs).toHaveLength(1);
    expect(results(sarif).length).toBeGreaterThan(20);
  });

  it("points into the very line of the inventory that names the resource", () => {
    const report = sampleReport({ names: hostileNames });
    const files = inventory(report);
    const byFingerprint = new Map(report.findings.map((finding) => [`${finding.fingerprint.slice(0, 32)}:1`, finding.resource]));
    for (const result of results(sarifOf(report))) {
      const place = result.locations[0]?.physicalLocation;
      const line = (files.get(place?.artifactLocation.uri ?? "") ?? "").split("\n")[(place?.region.startLine ?? 0) - 1] ?? "";
      expect(JSON.parse(line.replace(/,$/, ""))).toMatchObject({
        id: byFingerprint.get(result.partialFingerprints.primaryLocationLineHash),
      });
      expect(place?.region.endColumn).toBe(line.replace(/,$/, "").length + 1);
    }
    for (const text of files.values()) expect(Array.isArray(JSON.parse(text))).toBe(true);
  });

  it("points into code where there is code, with the path encoded", () => {
    const [first] = results(sarifOf(samplePlanReport()));
    expect(first?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("infra/team%20one/main.tf");
    expect(inventory(samplePlanReport()).size).toBe(0);
  });

  it("gives every severity its band, off the edges, and informative rules none", () => {
    const rules = sarifOf(sampleReport()).runs[0]?.tool.driver.rules ?? [];
    const bands = Object.fromEntries(rules.map((rule) => [rule.id, rule.properties["security-severity"]]));
    expect(bands).toMatchObject({
      "emr-public-access-open": "9.5",
      "notebook-root-access": "8.0",
      "notebook-overdue": "5.5",
      "space-idle-timeout": "2.0",
      "tags-required": undefined,
    });
  });

  it("names the rule by an index that is right", () => {
    for (const run of sarifOf(sampleReport()).runs)
      for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });

  it("keeps the worst 25,000 of a run and says how many it left out", () => {
    const report = sampleReport();
    const [finding] = report.findings.filter((one) => one.verdict === "fail");
    if (!finding) throw new Error("the sample has no failure");
    const account = report.resources.find((resource) => resource.id === finding.resource)?.account;
    const many = Array.from({ length: 25_010 }, (_, index) => ({ ...finding, fingerprint: index.toString(16).padStart(64, "0") }));
    const sarif = sarifOf({ ...report, findings: many });
    const run = sarif.runs.find((one) => one.automationDetails.id.includes(account ?? "?"));
    expect(run?.results).toHaveLength(25_000);
    expect(notes(sarif)[0]).toMatch(/^10 results of the least severity left out/);
  });

  it("makes no link of a name", () => {
    const report = sampleReport({ resources: 60, names: Array<string>(60).fill("[click](https://evil.example)") });
    const text = results(sarifOf(report))
      .map((result) => result.message.text)
      .join(" ");
    expect(text).toContain("click");
    expect(text).not.toMatch(/(?<!\\)\[/);
  });
});

describe("a uri made of any path", () => {
  it("is relative, stays below the root, and holds no character that means something", () => {
    const part = fc.oneof(
      fc.constantFrom("..", ".", "", "C:", "file:", "https:", "javascript:alert(1)", "\\\\host", "%2e%2e", "a b"),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom("/", "\\", "//"), (parts, separator) => {
        const uri = relativeUri(parts.join(separator));
        expect(uri).toMatch(/^[A-Za-z0-9%._~-]+(\/[A-Za-z0-9%._~-]+)*$/);
        const resolved = new URL(uri, "https://root.example/repository/");
        expect(resolved.origin).toBe("https://root.example");
        expect(resolved.pathname.startsWith("/repository/")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
