import type { Finding, Report, ReportedResource, ReportedRule } from "../findings/report.ts";
import type { Kind } from "../kinds/kind.ts";
import { iamAction } from "../kinds/operation.ts";
import type { ByHand } from "./fix-plan.ts";

const stepsOf = (kind: Kind, resource: ReportedResource, rule: ReportedRule): string[] => {
  const [describe, remove] = [kind.describe[0], kind.verbs["delete"]];
  const create = (rule.fix.cli ?? rule.fix.console)?.replaceAll(/\bNAME\b/g, resource.name);
  const stop = remove && remove.from.length > 0 && kind.verbs["stop"] ? [`Stop it, so that it is ${remove.from.join(" or ")}.`] : [];
  return [
    ...(describe ? [`Keep what ${iamAction(describe.operation)} says of ${resource.name}: all but the faulty part is taken over.`] : []),
    ...(remove ? [`Save what would be lost: ${remove.loses}.`] : []),
    ...stop,
    ...(remove ? [`Delete it: ${iamAction(remove.operation)}.`] : []),
    ...(create === undefined ? [] : [`Make it anew: ${create}`]),
    "Scan again: the finding is gone.",
  ];
};

type Asked = { report: Report; kinds: readonly Kind[]; only?: (finding: Finding, resource: ReportedResource) => boolean };

/** For what cannot be changed in place, and has no verb, the steps by which it is made anew. */
export const stepsByHand = ({ report, kinds, only = () => true }: Asked): ByHand[] => {
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const handOf = (finding: Finding): ByHand[] => {
    const [resource, rule] = [resources.get(finding.resource), rules.get(finding.rule)];
    const kind = kinds.find(({ name }) => name === resource?.kind);
    if (finding.verdict !== "fail" || !resource || !kind || rule?.fixable !== "recreate" || rule.remedy !== undefined) return [];
    if (!only(finding, resource)) return [];
    const { id, name, project } = resource;
    const { fingerprint, message } = finding;
    return [
      { resource: id, kind: kind.name, name, project, finding: fingerprint, rule: rule.id, message, steps: stepsOf(kind, resource, rule) },
    ];
  };
  return report.findings.flatMap(handOf).sort((a, b) => (a.finding < b.finding ? -1 : 1));
};
