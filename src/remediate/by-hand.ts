import type { Finding, Report, ReportedResource, ReportedRule } from "../findings/report.ts";
import { remediesOf } from "../evaluate/rule.ts";
import type { Kind } from "../kinds/kind.ts";
import { iamAction } from "../kinds/operation.ts";
import type { ByHand } from "./fix-plan.ts";

/** The rule's own words, with the resource's names for theirs. */
const namedIn = (text: string | undefined, { name, arn }: ReportedResource): string | undefined =>
  text
    ?.trim()
    .replaceAll(/\bNAME\b/g, name)
    .replaceAll(/\bARN\b/g, arn ?? "ARN");

/** What a person can do where it stands: no verb knows how, or what is to be written there is theirs to say. */
const inPlace = (kind: Kind, resource: ReportedResource, rule: ReportedRule): string[] => {
  const { stop } = kind.verbs;
  const running = rule.fixable === "stop-first" && stop && !stop.done.includes(resource.state ?? "");
  const inConsole = namedIn(rule.fix.console, resource);
  // Where other kinds have a verb, the command is that verb's, and not for this kind.
  const byCommand = rule.remedy === undefined ? namedIn(rule.fix.cli, resource) : undefined;
  return [
    ...(running ? [`Stop it, so that it is ${stop.to ?? "gone"}. Lost then: ${stop.loses}.`] : []),
    ...(inConsole === undefined ? [] : [inConsole]),
    ...(byCommand === undefined ? [] : [`Or by the command line: ${byCommand}`]),
    "Scan again: the finding is gone.",
  ];
};

const anew = (kind: Kind, resource: ReportedResource, rule: ReportedRule): string[] => {
  const [describe, remove] = [kind.describe[0], kind.verbs["delete"]];
  const create = namedIn(rule.fix.cli ?? rule.fix.console, resource);
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

const stepsOf = (kind: Kind, resource: ReportedResource, rule: ReportedRule): string[] => {
  if (rule.fixable === "none") return [`Nobody but AWS can change it. ${rule.why.trim()}`];
  return rule.fixable === "recreate" ? anew(kind, resource, rule) : inPlace(kind, resource, rule);
};

/** Whether a verb of the kind puts it right: a rule of several kinds may have one for some of them only. */
export const isOffered = (kind: Kind, rule: Pick<ReportedRule, "remedy">): boolean =>
  remediesOf(rule).some((verb) => Object.hasOwn(kind.verbs, verb));

type Asked = { report: Report; kinds: readonly Kind[]; only?: (finding: Finding, resource: ReportedResource) => boolean };

/** For what no verb puts right, the steps by which a person does; what cannot be changed in place is made anew. */
export const stepsByHand = ({ report, kinds, only = () => true }: Asked): ByHand[] => {
  const resources = new Map(report.resources.map((resource) => [resource.id, resource]));
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const handOf = (finding: Finding): ByHand[] => {
    const [resource, rule] = [resources.get(finding.resource), rules.get(finding.rule)];
    const kind = kinds.find(({ name }) => name === resource?.kind);
    if (finding.verdict !== "fail" || !resource || !kind || !rule || isOffered(kind, rule)) return [];
    // What has ended is past mending, whoever tries.
    if (finding.facts["ended"] === true || !only(finding, resource)) return [];
    const { id, name, project } = resource;
    const { fingerprint, message } = finding;
    return [
      { resource: id, kind: kind.name, name, project, finding: fingerprint, rule: rule.id, message, steps: stepsOf(kind, resource, rule) },
    ];
  };
  return report.findings.flatMap(handOf).sort((a, b) => (a.finding < b.finding ? -1 : 1));
};
