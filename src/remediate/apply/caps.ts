import type { FixItem, FixPlan } from "../fix-plan.ts";
import { beyond, type Limits } from "../limits.ts";
import type { JournalEntry } from "./chain.ts";

const hour = 3_600_000;
const nobody = "nobody named";

const overGroup = (items: readonly FixItem[], of: "user" | "project" | "account", bound: number): string | undefined => {
  const groups = [...Map.groupBy(items, (item) => item[of] ?? nobody)];
  const over = groups.find(([, group]) => beyond(group.length, bound));
  return over && `it holds ${over[1].length} acts on what belongs to the ${of} ${over[0]}, and at most ${bound} are allowed`;
};

/** Taking back is bounded by what was done, which was counted of the whole then. */
const overShare = ({ items, populations, undoes }: FixPlan, maxPercent: number): string | undefined => {
  if (undoes !== null) return undefined;
  for (const [kind, group] of Map.groupBy(items, (item) => item.kind)) {
    const size = populations.find((population) => population.kind === kind)?.size ?? 0;
    if (size === 0) return `how many of the kind ${kind} there are is not known`;
    // Two acts on one resource are a share of one.
    const touched = new Set(group.map(({ resource }) => resource)).size;
    if (beyond(touched * 100, maxPercent * size))
      return `it acts on ${touched} of ${size} of the kind ${kind}, and at most ${maxPercent} % are allowed`;
  }
  return undefined;
};

/** Why the plan is too much, or undefined. Whatever cannot be counted is too much: a cap that fails open is none. */
export const overCap = (plan: FixPlan, limits: Limits): string | undefined => {
  const { maxActs, maxPercent, maxPerOwner, maxPerProject, maxPerAccount } = limits;
  if (plan.items.length === 0) return undefined;
  if (beyond(plan.items.length, maxActs)) return `it holds ${plan.items.length} acts, and at most ${maxActs} are allowed`;
  return (
    overGroup(plan.items, "user", maxPerOwner) ??
    overGroup(plan.items, "project", maxPerProject) ??
    overGroup(plan.items, "account", maxPerAccount) ??
    overShare(plan, maxPercent)
  );
};

/** Why one act more is too much in this hour. An instant that cannot be read, or that is yet to come, counts as now. */
export const overHour = (entries: readonly JournalEntry[], now: string, { maxPerHour }: Limits): string | undefined => {
  const since = Date.parse(now) - hour;
  const begun = entries.filter(({ type, at }) => type === "intent" && !(Date.parse(at) <= since)).length;
  return beyond(begun + 1, maxPerHour) ? `${begun} acts were begun within the last hour, and at most ${maxPerHour} are allowed` : undefined;
};
