import { isObject, type Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";

/** Where Jupyter listens unless told otherwise. */
const jupyterPort = 8888;
/** A rule for so many ports was not written for one of them. */
const widest = 1000;

const isList = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0;

const opensIt = (rule: Json): boolean => {
  if (!isObject(rule)) return false;
  const [from, to] = [Number(rule["FromPort"] ?? Number.NaN), Number(rule["ToPort"] ?? Number.NaN)];
  const isNamed = from <= jupyterPort && jupyterPort <= to && to - from <= widest;
  return isNamed && ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"].some((member) => isList(rule[member]));
};

const rulesOf = (group: Json): readonly Json[] | undefined => {
  const rules = isObject(group) ? group["IpPermissions"] : undefined;
  return Array.isArray(rules) ? rules : undefined;
};

/** Whether a group lets somebody in to the port, by a rule that means it. A group that another account shares shows no rules. */
export const opensNotebookPort: Spelling = {
  path: "SecurityGroups",
  as: (groups) => {
    const rules = Array.isArray(groups) ? groups.map(rulesOf) : [undefined];
    return rules.some((some) => some?.some(opensIt)) || (rules.includes(undefined) ? undefined : false);
  },
  reads: ["*.IpPermissions"],
};
