import { countOf, readInstances } from "../estate/instances.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Rule } from "../evaluate/rule.ts";

/** As AWS counts a month. */
export const hoursPerMonth = 730;

export type Uses = Pick<Rule, "family" | "reads">;

const isOfOverdue = ({ reads }: Uses): boolean => reads.includes("facts.overdueSeconds");
const isOfLeftovers = ({ family }: Uses): boolean => family === "leftovers";

/** The derived values that a finding of this rule is shown with beside those that the rule read, where the resource has them. */
export const usageFacts = (rule: Uses): string[] => {
  if (isOfOverdue(rule)) return ["due", "instances", "runningSince", "source"];
  return isOfLeftovers(rule) ? ["instances", "runningSince"] : [];
};

const millisecondsPerHour = 3_600_000;

/** How long it has run on: since it should have stopped, or where nobody asks when that was, since it runs. */
export const hoursOf = ({ overdueSeconds, runningSince }: JsonObject, now: string): number | undefined => {
  if (typeof overdueSeconds === "number") return overdueSeconds / 3600;
  const since = typeof runningSince === "string" ? Date.parse(runningSince) : Number.NaN;
  return Number.isNaN(since) ? undefined : Math.max(0, Date.parse(now) - since) / millisecondsPerHour;
};

/** Undefined: nobody can count them. */
const countIn = ({ instances }: JsonObject): number | undefined => {
  if (instances === null) return 0;
  const all = typeof instances === "string" ? readInstances(instances) : undefined;
  return all && countOf(all);
};

/** Whether it runs on, as far as its facts tell; what has no such facts has no instances either. */
const runsOn = (rule: Uses, { overdueSeconds, runningSince, instances }: JsonObject): boolean => {
  if (isOfOverdue(rule)) return typeof overdueSeconds === "number" && overdueSeconds > 0;
  return isOfLeftovers(rule) && runningSince !== null && (runningSince !== undefined || instances !== undefined);
};

/**
 * What something overdue or left over has used, and uses in a month: in instance-hours, and where its instances are not counted in
 * hours of its own. Nothing for what has no instances at all: a volume bills, but not by the hour of an instance.
 */
export const usageOf = (rule: Uses, facts: JsonObject, now: string): JsonObject => {
  if (!runsOn(rule, facts)) return {};
  const hours = hoursOf(isOfOverdue(rule) ? facts : { ...facts, overdueSeconds: null }, now);
  const count = countIn(facts);
  const [soFar, monthly] = count === undefined ? ["hours", "monthlyHours"] : ["instanceHours", "monthlyInstanceHours"];
  return {
    ...(hours !== undefined && { [soFar]: (hours * (count ?? 1)).toFixed(1) }),
    [monthly]: String(hoursPerMonth * (count ?? 1)),
  };
};
