import type { Json, JsonObject } from "../src/estate/json.ts";

/** 10800 -> 3 h 0 min. Days are not split further than hours. */
const duration = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
};

const labels: Record<string, string> = {
  leftBy: "left by",
  overdueSeconds: "overdue by",
  due: "due since",
  runningSince: "running since",
  source: "stop time from",
  instances: "instances",
  instanceHours: "instance-hours since",
  monthlyInstanceHours: "instance-hours a month",
  hours: "hours since",
  monthlyHours: "hours a month",
  cost: "cost since",
  monthlyCost: "cost a month",
  priceFrom: "price from",
  idleTimeoutMinutes: "idle timeout",
  emrClusterId: "EMR cluster",
};
/** In the order in which they make a sentence. */
const order = [
  "leftBy",
  "overdueSeconds",
  "due",
  "runningSince",
  "source",
  "instances",
  "instanceHours",
  "hours",
  "cost",
  "monthlyInstanceHours",
  "monthlyHours",
  "monthlyCost",
  "priceFrom",
];

const valueText = (name: string, value: Json): string => {
  if (name.endsWith("Seconds") && typeof value === "number") return duration(value);
  if (name.endsWith("Minutes") && typeof value === "number") return duration(value * 60);
  return typeof value === "string" ? value : JSON.stringify(value);
};

const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** Facts as label and value: overdue by · 3 h. */
export const factsInWords = (facts: JsonObject): [label: string, value: string][] =>
  Object.entries(facts)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([name, value]) => [labels[name] ?? name, valueText(name, value)]);

const textAt = (facts: JsonObject, ...names: string[]): string | undefined => {
  const said = names.map((name) => facts[name]).find((value) => typeof value === "string");
  return typeof said === "string" ? said : undefined;
};

/** What it has used, and uses in a month, in few words: 54.0 instance-hours (27.00 USD by AWS's price list), 2190 a month (1095.00 USD). */
export const usageInWords = (facts: JsonObject): string | undefined => {
  const [soFar, monthly] = [textAt(facts, "instanceHours", "hours"), textAt(facts, "monthlyInstanceHours", "monthlyHours")];
  if (monthly === undefined) return undefined;
  const unit = "monthlyInstanceHours" in facts ? "instance-hours" : "hours";
  // Whose price it is stands with the first of the money, as a line may be cut.
  const source = typeof facts["priceFrom"] === "string" ? ` by ${facts["priceFrom"]}` : "";
  const money = (name: string, by: string): string => (typeof facts[name] === "string" ? ` (${facts[name]}${by})` : "");
  return soFar === undefined
    ? `${monthly} ${unit} a month${money("monthlyCost", source)}`
    : `${soFar} ${unit}${money("cost", source)}, ${monthly} a month${money("monthlyCost", "")}`;
};
