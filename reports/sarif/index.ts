import { gapsOf, isInfrastructureCode } from "../../src/findings/gaps.ts";
import type { Finding, Report, ReportedResource } from "../../src/findings/report.ts";
import { proofOf } from "../proof.ts";
import type { Render } from "../render.ts";
import { type Inventory, inventoryOf } from "./inventory.ts";
import { ofLine, ofPosition, relativeUri } from "./location.ts";
import { plain } from "./message.ts";
import { notificationKinds, ofGap, ofLeftOut, ofNotice, ofUnknown } from "./notifications.ts";
import { descriptor, levelOf } from "./rules.ts";

export { inventory } from "./inventory.ts";

/** GitHub refuses a file with a run of more. */
const mostResults = 25_000;
/** GitHub refuses a file with more runs. */
const mostRuns = 20;

const messageOf = (finding: Finding): string => {
  const proof = proofOf(finding);
  const end = /[.!?]$/.test(finding.message) ? "" : ".";
  return plain(`${finding.message}${end}${proof.length > 0 ? ` Seen: ${proof.join("; ")}.` : ""}`);
};

type Context = { rules: Map<string, number>; resources: Map<string, ReportedResource>; lines: Inventory["lines"] };

const resultOf = (finding: Finding, { rules, resources, lines }: Context): object[] => {
  const resource = resources.get(finding.resource);
  if (!resource) return [];
  const line = lines.get(resource.id);
  const position = finding.position ?? resource.position;
  const physicalLocation = position ? ofPosition(position) : line ? ofLine(line.path, line) : undefined;
  if (!physicalLocation) return [];
  return [
    {
      ruleId: finding.rule,
      ruleIndex: rules.get(finding.rule) ?? 0,
      level: levelOf[finding.severity],
      message: { text: messageOf(finding) },
      locations: [{ physicalLocation, logicalLocations: [{ name: resource.name, fullyQualifiedName: resource.id, kind: "resource" }] }],
      partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint.slice(0, 32)}:1`, "sagewarden/v1": finding.fingerprint },
      properties: {
        kind: resource.kind,
        account: resource.account,
        region: resource.region,
        project: resource.project,
        user: resource.user,
      },
    },
  ];
};

const unknownsOf = (report: Report, findings: readonly Finding[], rules: Context["rules"]): object[] =>
  report.rules.flatMap((rule) => {
    const unknown = findings.filter((finding) => finding.rule === rule.id && finding.verdict === "unknown");
    return unknown.length === 0 ? [] : [ofUnknown(rule, rules.get(rule.id) ?? 0, unknown)];
  });

/** A part of the report that becomes a run: one account of a live estate, or all of a plan. `category` keeps it apart from the others. */
type Part = { category: string; findings: Finding[]; coverage: Report["coverage"] };

const partsOf = (report: Report, resources: Context["resources"]): Part[] => {
  const whole = { findings: report.findings, coverage: report.coverage };
  if (isInfrastructureCode(report.source)) return [{ category: `sagewarden/iac/${relativeUri(report.target)}`, ...whole }];
  const accounts = [...new Set([...report.resources, ...report.coverage].map(({ account }) => account))].sort();
  if (accounts.length === 0 || accounts.length > mostRuns) return [{ category: "sagewarden/live/all", ...whole }];
  return accounts.map((account) => ({
    category: `sagewarden/live/${relativeUri(account)}`,
    findings: report.findings.filter((finding) => resources.get(finding.resource)?.account === account),
    coverage: report.coverage.filter((cell) => cell.account === account),
  }));
};

/**
 * Exempt findings are dropped and unknown ones become notifications: GitHub looks neither at `suppressions` nor at `kind`, and would
 * open an alert for each, which says "fails" of what was accepted or never seen.
 */
const runOf = (report: Report, part: Part, notices: Report["notices"], context: Context): object => {
  const failing = part.findings.filter((finding) => finding.verdict === "fail");
  const gaps = gapsOf({ source: report.source, coverage: part.coverage });
  const leftOut = failing.length - mostResults;
  const notifications = [
    ...(leftOut > 0 ? [ofLeftOut(leftOut)] : []),
    ...gaps.map(ofGap),
    ...unknownsOf(report, part.findings, context.rules),
    ...notices.map(ofNotice),
  ];
  return {
    tool: {
      driver: {
        name: report.tool.name,
        semanticVersion: report.tool.version,
        version: report.tool.version,
        rules: report.rules.map(descriptor),
        notifications: notificationKinds,
      },
    },
    automationDetails: { id: `${part.category}/${report.now}` },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: gaps.length === 0, endTimeUtc: report.now, toolExecutionNotifications: notifications }],
    results: failing.slice(0, mostResults).flatMap((finding) => resultOf(finding, context)),
    properties: { profile: report.profile, policy: report.tool.policy, source: report.source },
  };
};

/** SARIF 2.1.0 as GitHub code scanning takes it. Results point into code, or into the files of `inventory`. */
export const render: Render = (report) => {
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const context: Context = {
    resources,
    rules: new Map(report.rules.map((rule, index) => [rule.id, index])),
    lines: inventoryOf(report).lines,
  };
  const parts = partsOf(report, resources);
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: parts.map((part, index) => runOf(report, part, index === 0 ? report.notices : [], context)),
  };
  return `${JSON.stringify(sarif, null, 1)}\n`;
};
