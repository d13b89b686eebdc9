import { listModes, parseRead, type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";

/** Rules that look at the same things, and so may be sent one document: no two of them take the same list in different ways. */
export type Group = { rules: readonly Rule[]; tree: ReadTree };

/**
 * What a rule looks at, by the first names of its reads. Whom two resources resemble depends on it: a rule that reads no tags is not asked again for
 * each of their owners.
 */
const looksAt = (rule: Rule): string => [...new Set(rule.reads.map((read) => parseRead(read)[0]?.name ?? ""))].sort().join(" ");

export const groupRules = (rules: readonly Rule[]): Group[] => {
  const groups: { rules: Rule[]; at: string; modes: Map<string, string> }[] = [];
  for (const rule of rules) {
    const [at, modes] = [looksAt(rule), listModes(rule.reads)];
    const fits = (group: (typeof groups)[number]): boolean =>
      group.at === at && [...modes].every(([list, mode]) => (group.modes.get(list) ?? mode) === mode);
    const group = groups.find(fits) ?? groups[groups.push({ rules: [], at, modes: new Map() }) - 1];
    if (!group) continue;
    group.rules.push(rule);
    for (const [list, mode] of modes) group.modes.set(list, mode);
  }
  return groups.map((group) => ({ rules: group.rules, tree: readTree(group.rules.flatMap((rule) => rule.reads)) }));
};
