import type { FixPlan } from "../fix-plan.ts";

export type Caps = {
  /** Acts in one plan; 0 means none. */
  maxActs: number;
  /** Share of the resources of a kind that one plan may act on, in percent; 0 means none. */
  maxPercent: number;
};

const isCap = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** Why the plan is too much, or undefined. Whatever cannot be counted is too much: a cap that fails open is none. */
export const overCap = (plan: FixPlan, { maxActs, maxPercent }: Caps): string | undefined => {
  if (plan.items.length === 0) return undefined;
  if (!isCap(maxActs) || !isCap(maxPercent)) return "a cap is no number";
  if (plan.items.length > maxActs) return `it holds ${plan.items.length} acts, and at most ${maxActs} are allowed`;
  for (const [kind, items] of Map.groupBy(plan.items, (item) => item.kind)) {
    const size = plan.populations.find((population) => population.kind === kind)?.size ?? 0;
    if (size === 0) return `how many of the kind ${kind} there are is not known`;
    if (items.length * 100 > maxPercent * size)
      return `it acts on ${items.length} of ${size} of the kind ${kind}, and at most ${maxPercent} % are allowed`;
  }
  return undefined;
};
