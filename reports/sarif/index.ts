import { gapsOf } from "../../src/findings/gaps.ts";
import type { Finding } from "../../src/findings/report.ts";
import type { ReportSource } from "../../src/findings/report-source.ts";
import { proofOf } from "../proof.ts";
import type { Render } from "../render.ts";
import { type InventoryLine, linesOf } from "./inventory.ts";
import { ofLine, ofPosition } from "./location.ts";
import { plain } from "./message.ts";
import { gapGroups } from "../gap-groups.ts";
import { notificationKinds, ofGap, ofLeftOut, ofNotice, ofUnknown } from "./notifications.ts";
import { type Part, partsOf } from "./parts.ts";
import { pretty, type Stream } from "./pretty.ts";
import { descriptor, levelOf } from "./rules.ts";

export { inventory } from "./inventory.ts";

/** GitHub refuses a file with a run of more. */
const mostResults = 25_000;

const messageOf = (finding: Finding): string => {
  const proof = proofOf(finding);
  const end = /[.!?]$/.test(finding.message) ? "" : ".";
  return plain(`${finding.message}${end}${proof.length > 0 ? ` Seen: ${proof.join("; ")}.` : ""}`);
};

type Context = { report: ReportSource; rules: ReadonlyMap<string, number>; lines: ReadonlyMap<string, InventoryLine> };

const resultOf = (finding: Finding, { report, rules, lines }: Context): object | undefined => {
  const resource = report.resource(finding.resource);
  if (!resource) return undefined;
  const line = lines.get(resource.id);
  const position = finding.position ?? resource.position;
  const physicalLocation = position ? ofPosition(position) : line ? ofLine(line.path, line) : undefined;
  if (!physicalLocation) return undefined;
  const { name, kind, account, region, project, user } = resource;
  return {
    ruleId: finding.rule,
    ruleIndex: rules.get(finding.rule) ?? 0,
    level: levelOf[finding.severity],
    message: { text: messageOf(finding) },
    locations: [{ physicalLocation, logicalLocations: [{ name, fullyQualifiedName: resource.id, kind: "resource" }] }],
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint.slice(0, 32)}:1`, "sagewarden/v1": finding.fingerprint },
    properties: { kind, account, region, project, user },
  };
};

/** The failing ones, the worst of them first, and no more than may be shown. */
function* failing(report: ReportSource, part: Part): Generator<Finding> {
  let left = Math.min(part.failing, mostResults);
  for (const finding of report.findings) {
    if (left === 0) return;
    if (finding.verdict !== "fail") continue;
    if (part.account !== null && report.resource(finding.resource)?.account !== part.account) continue;
    left -= 1;
    yield finding;
  }
}

const results = (report: ReportSource, part: Part, rules: Context["rules"]): Stream => ({
  *[Symbol.iterator]() {
    const wanted = new Set<string>();
    for (const finding of failing(report, part)) wanted.add(finding.resource);
    const context: Context = { report, rules, lines: linesOf(report, wanted) };
    for (const finding of failing(report, part)) {
      const result = resultOf(finding, context);
      if (result) yield result;
    }
  },
});

const unknownsOf = (report: ReportSource, part: Part, rules: Context["rules"]): object[] =>
  report.rules.flatMap((rule) => {
    const unknowns = part.unknowns.get(rule.id);
    return unknowns ? [ofUnknown(rule, rules.get(rule.id) ?? 0, unknowns)] : [];
  });

/**
 * Exempt findings are dropped and unknown ones become notifications: GitHub looks neither at `suppressions` nor at `kind`, and would
 * open an alert for each, which says "fails" of what was accepted or never seen.
 */
const runOf = (report: ReportSource, part: Part, notices: ReportSource["notices"]): object => {
  const rules = new Map(report.rules.map((rule, index) => [rule.id, index]));
  const gaps = gapsOf({ source: report.source, coverage: part.coverage });
  const leftOut = part.failing - mostResults;
  const notifications = [
    ...(leftOut > 0 ? [ofLeftOut(leftOut)] : []),
    ...gapGroups(gaps).map(ofGap),
    ...unknownsOf(report, part, rules),
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
    results: results(report, part, rules),
    properties: { profile: report.profile, policy: report.tool.policy, source: report.source },
  };
};

const runs = (report: ReportSource): Stream => ({
  *[Symbol.iterator]() {
    for (const [index, part] of partsOf(report).entries()) yield runOf(report, part, index === 0 ? report.notices : []);
  },
});

/** SARIF 2.1.0 as GitHub code scanning takes it. Results point into code, or into the files of `inventory`. */
export const render: Render = function* (report) {
  yield* pretty({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: runs(report) });
  yield "\n";
};
