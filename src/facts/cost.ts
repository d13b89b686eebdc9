import type { Unknown } from "../estate/unknown.ts";
import { type PriceList, priceOf } from "../schedule/prices.ts";
import { type Derived, known } from "./derived.ts";
import type { FactContext } from "./fact.ts";
import { type AllInstances, type Instances, instancesOf } from "./instances.ts";
import type { View } from "./view.ts";

/** As AWS counts a month. */
const hoursPerMonth = 730;

const unpriced: Unknown = { reason: "not-given", detail: "the configuration gives no price for it" };

const countOf = (all: readonly Instances[]): number => all.reduce((sum, { count }) => sum + count, 0);

/** Undefined where one of the prices is not known: a part of the money is no money. */
const perHour = (list: PriceList, region: string, all: readonly Instances[]): number | undefined => {
  let sum = 0;
  for (const { type, count } of all) {
    const price = type === null ? undefined : priceOf(list, region, type);
    if (price === undefined) return undefined;
    sum += price * count;
  }
  return sum;
};

export type Cost = Record<"instanceHours" | "monthlyInstanceHours" | "cost" | "monthlyCost", Derived<string | null>>;

const everywhere = (value: Derived<string | null>): Cost => ({
  instanceHours: value,
  monthlyInstanceHours: value,
  cost: value,
  monthlyCost: value,
});

const moneyOf = (
  view: View,
  instances: readonly Instances[],
  hours: number,
  { prices }: FactContext,
): Pick<Cost, "cost" | "monthlyCost"> => {
  if (!prices) return { cost: known(null), monthlyCost: known(null) };
  const price = perHour(prices, view.resource.region, instances);
  if (price === undefined) return { cost: { unknown: unpriced }, monthlyCost: { unknown: unpriced } };
  const money = (amount: number): Derived<string> => known(`${amount.toFixed(2)} ${prices.currency}`);
  return { cost: money(price * hours), monthlyCost: money(price * hoursPerMonth) };
};

const withInstances = (view: View, overdueSeconds: number, all: AllInstances, context: FactContext): Cost => {
  if ("unknown" in all) return everywhere(all);
  const [hours, count] = [overdueSeconds / 3600, countOf(all.value)];
  return {
    instanceHours: known((hours * count).toFixed(1)),
    monthlyInstanceHours: known(String(hoursPerMonth * count)),
    ...moneyOf(view, all.value, hours, context),
  };
};

/** What an overdue thing has used since it should have stopped, and what it uses in a month. Null: nothing, for it is not overdue. */
export const costOf = (view: View, overdueSeconds: Derived<number | null>, context: FactContext): Cost => {
  if ("unknown" in overdueSeconds) return everywhere(overdueSeconds);
  if (overdueSeconds.value === null || overdueSeconds.value === 0) return everywhere(known(null));
  return withInstances(view, overdueSeconds.value, instancesOf(view), context);
};
