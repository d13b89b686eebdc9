import { isObject, type Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";

/** The members that say how many: one number, groups that add up, or preferences of which one will be chosen. */
type CountMembers = { count: string; groups?: string; chosen?: string; preferences?: string };

const countsOf = (list: Json | undefined, member: string): number[] =>
  Array.isArray(list) ? list.map((one) => (isObject(one) ? Number(one[member]) : Number.NaN)) : [];

const membersIn = ({ count, groups, chosen, preferences }: CountMembers): string[] => [
  count,
  ...(chosen === undefined ? [] : [chosen]),
  ...[groups, preferences].flatMap((list) => (list === undefined ? [] : [list, `${list}[*].${count}`])),
];

/** A job names its instances in one of several shapes; how many there are is the count, the sum of its groups, or the largest that it may be given. */
export const instanceCount = (path: string, members: CountMembers): Spelling => {
  const { count, groups, chosen, preferences } = members;
  const total = (config: Json): Json | undefined => {
    if (!isObject(config)) return undefined;
    const single = config[count] ?? (chosen === undefined ? undefined : config[chosen]);
    // A template may write it as a text.
    if (typeof single === "number" || (typeof single === "string" && /^\d+$/.test(single))) return Number(single);
    const together = groups === undefined ? [] : countsOf(config[groups], count);
    if (together.length > 0) return together.reduce((sum, one) => sum + one, 0);
    const preferred = preferences === undefined ? [] : countsOf(config[preferences], count);
    return preferred.length > 0 ? Math.max(...preferred) : undefined;
  };
  return { path, as: total, reads: membersIn(members) };
};
