import { listModes, type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";

/** Several rules that may be sent one document: no two of them take the same list in different ways. */
export type Group = { rules: readonly Rule[]; tree: ReadTree };

export const groupRules = (rules: readonly Rule[]): Group[] => {
  const groups: { rules: Rule[]; modes: Map<string, string> }[] = [];
  for (const rule of rules) {
    const modes = listModes(rule.reads);
    const fits = (group: (typeof groups)[number]): boolean => [...modes].every(([list, mode]) => (group.modes.get(list) ?? mode) === mode);
    const group = groups.find(fits) ?? groups[groups.push({ rules: [], modes: new Map() }) - 1];
    if (!group) continue;
    group.rules.push(rule);
    for (const [list, mode] of modes) group.modes.set(list, mode);
  }
  return groups.map((group) => ({ rules: group.rules, tree: readTree(group.rules.flatMap((rule) => rule.reads)) }));
};
