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
  overdueSeconds: "overdue by",
  due: "due since",
  runningSince: "running since",
  source: "stop time from",
  instanceHours: "instance-hours since",
  monthlyInstanceHours: "instance-hours a month",
  cost: "cost since",
  monthlyCost: "cost a month",
  idleTimeoutMinutes: "idle timeout",
  emrClusterId: "EMR cluster",
};
/** In the order in which they make a sentence. */
const order = ["overdueSeconds", "due", "runningSince", "source", "instanceHours", "cost", "monthlyInstanceHours", "monthlyCost"];

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
