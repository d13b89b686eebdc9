import type { Report } from "../findings/report.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Caps } from "./apply/caps.ts";
import type { FixPlan } from "./fix-plan.ts";
import { planFixes } from "./plan.ts";

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
  caps: Caps;
  standingApproval: StandingApproval | null;
  now: string;
  identity: string;
  policies: string;
};

/** What one run of the stop workflow would do, and on whose word; what is due but not allowed is among the plan's refusals. */
export type StopRun = { plan: FixPlan; approval: { hash: string; by: string } | null; caps: Caps };

const stopVerb = "stop";
/** A run acts at once on what it has just seen, so its plan need not live longer than its acts take. */
const ttlMinutes = 60;

const forbiddenBy =
  (approval: StandingApproval | null, now: string) =>
  (kind: string, project: string | null): string | undefined => {
    if (!approval) return undefined;
    if (!(Date.parse(approval.expires) > Date.parse(now)))
      return `the standing approval of ${approval.approvedBy} ended on ${approval.expires}`;
    if (!approval.verbs.includes(stopVerb)) return `the standing approval does not hold for ${stopVerb}`;
    if (!approval.kinds.includes(kind)) return `the standing approval does not hold for the kind ${kind}`;
    if (project === null) return "it belongs to no project, and the standing approval holds for projects";
    return approval.projects.includes(project) ? undefined : `the standing approval does not hold for the project ${project}`;
  };

const isOverdue = (seconds: unknown): boolean => typeof seconds === "number" && seconds > 0;

/** One run of the stop workflow: everything that is overdue, and that a standing approval allows to be stopped. */
export const planStop = (input: StopInput): StopRun => {
  const { standingApproval, caps, now } = input;
  const forbidden = forbiddenBy(standingApproval, now);
  const plan = planFixes({
    report: input.report,
    kinds: input.kinds,
    verbs: [stopVerb],
    now,
    ttlMinutes,
    identity: input.identity,
    policies: input.policies,
    // A report shows this fact with the findings of rules that read it, and of those only.
    only: (finding) => isOverdue(finding.facts["overdueSeconds"]),
    forbid: (_, resource) => forbidden(resource.kind, resource.project),
  });
  return {
    plan,
    approval: standingApproval && { hash: plan.hash, by: `standing approval of ${standingApproval.approvedBy}` },
    caps: standingApproval ? { ...caps, maxActs: Math.min(caps.maxActs, standingApproval.maxActs) } : caps,
  };
};
