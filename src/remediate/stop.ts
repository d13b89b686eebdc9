import type { Report, ReportedResource } from "../findings/report.ts";
import type { Kind } from "../kinds/kind.ts";
import { canonical, sha256 } from "../estate/canonical.ts";
import type { FixPlan } from "./fix-plan.ts";
import type { Limits } from "./limits.ts";
import type { MayNot } from "./roles.ts";
import { planFixes, type PlanInput } from "./plan.ts";

/** What may be done while nobody looks. */
export type StandingApproval = {
  verbs: readonly string[];
  kinds: readonly string[];
  projects: readonly string[];
  maxActs: number;
  approvedBy: string;
  /** RFC 3339 date or instant; from then on it allows nothing. */
  expires: string;
};

export type StopInput = {
  report: Report;
  kinds: readonly Kind[];
  limits: Limits;
  standingApproval: StandingApproval | null;
  now: string;
  identity: string;
  policies: string;
  keyOf?: PlanInput["keyOf"];
  configOf?: PlanInput["configOf"];
  boundOf?: PlanInput["boundOf"];
  /** Why the caller may not act on this, or undefined. */
  mayNot: MayNot;
};

/** What one run of the stop workflow would do, and on whose word; what is due but not allowed is among the plan's refusals. */
export type StopRun = { plan: FixPlan; approval: { hash: string; by: string } | null; limits: Limits };

/** What ends something that runs on. */
export const stopVerbs = ["stop", "release-warm-pool", "delete"];
/** A run acts at once on what it has just seen, so its plan need not live longer than its acts take. */
const ttlMinutes = 60;

/** The approval itself is the word for what can be made anew; what is lost for good is switched on in the configuration as well. */
const allowedTypes = ({ limits, standingApproval }: StopInput): Limits["allow"] =>
  standingApproval ? [...new Set([...limits.allow, "recreatable" as const])] : limits.allow;

const forbiddenBy =
  (approval: StandingApproval | null, now: string) =>
  ({ kind, project }: ReportedResource, verb: string): string | undefined => {
    if (!approval) return undefined;
    if (!(Date.parse(approval.expires) > Date.parse(now)))
      return `the standing approval of ${approval.approvedBy} ended on ${approval.expires}`;
    if (!approval.verbs.includes(verb)) return `the standing approval does not hold for ${verb}`;
    if (!approval.kinds.includes(kind)) return `the standing approval does not hold for the kind ${kind}`;
    if (project === null) return "it belongs to no project, and the standing approval holds for projects";
    return approval.projects.includes(project) ? undefined : `the standing approval does not hold for the project ${project}`;
  };

const isOverdue = (seconds: unknown): boolean => typeof seconds === "number" && seconds > 0;

/** The approval by its hash: whoever reads the journal can tell which words it had. */
const approvalOf = (plan: FixPlan, approval: StandingApproval | null): StopRun["approval"] =>
  approval && { hash: plan.hash, by: `standing approval ${sha256(canonical(approval))} of ${approval.approvedBy}` };

/** One run of the stop workflow: everything that is overdue, and that a standing approval allows to be stopped. */
export const planStop = (input: StopInput): StopRun => {
  const { standingApproval, limits, now } = input;
  const forbidden = forbiddenBy(standingApproval, now);
  const allow = allowedTypes(input);
  const plan = planFixes({
    report: input.report,
    kinds: input.kinds,
    verbs: stopVerbs,
    allow,
    ...(input.keyOf && { keyOf: input.keyOf }),
    ...(input.configOf && { configOf: input.configOf }),
    ...(input.boundOf && { boundOf: input.boundOf }),
    now,
    ttlMinutes,
    identity: input.identity,
    policies: input.policies,
    // A report shows this fact with the findings of rules that read it, and of those only.
    only: (finding) => isOverdue(finding.facts["overdueSeconds"]),
    forbid: (_, resource, verb) => forbidden(resource, verb) ?? input.mayNot({ ...resource, verb }),
  });
  const maxActs = Math.min(limits.maxActs, standingApproval?.maxActs ?? limits.maxActs);
  return { plan, approval: approvalOf(plan, standingApproval), limits: { ...limits, maxActs, allow } };
};
