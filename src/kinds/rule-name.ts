import { isObject, type Json } from "../estate/json.ts";

/** What tells one rule of a group from the others: its protocol and ports. */
export const ruleName =
  (protocol: string, from: string, to: string) =>
  (rule: Json): Json | undefined => {
    if (!isObject(rule)) return undefined;
    const name = String(rule[protocol] ?? "-1");
    const [first, last] = [rule[from] ?? null, rule[to] ?? null];
    if (name === "-1") return "all";
    if (first === null) return name;
    return first === last ? `${name} ${String(first)}` : `${name} ${String(first)}-${String(last)}`;
  };
