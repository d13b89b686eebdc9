import { listModes, parseRead, type ReadTree, readTree } from "./read-path.ts";
import type { Rule } from "./rule.ts";

/** Rules that look at the same things, and so may be sent one document: no two of them take the same list in different ways. */
export type Group = { rules: readonly Rule[]; tree: ReadTree };

/**
 * What a rule looks at, by the first names of its reads. Whom two resources resemble depends on it: a rule that reads no tags is not asked again for
 * each of their owners.
 */
const looksAt = (rule: Rule): string => [...new Set(rule.reads.map((read) => parseRead(read)[0]?.name ?? ""))].sort().join(" ");

/**
 * What a rule reads of a list that some rule takes whole. Such a list is not sent at all where a part of it that anybody asks for is unknown, so that
 * whoever asks for other parts must be sent a document of its own: it would take the missing list for an empty one.
 */
const readsOf = (rule: Rule, list: string): string => {
  const names = rule.reads.map((read) =>
    parseRead(read)
      .map(({ name }) => name)
      .join("."),
  );
  return names
    .filter((name) => name === list || name.startsWith(`${list}.`))
    .sort()
    .join(" ");
};

type Growing = { rules: Rule[]; at: string; modes: Map<string, string> };

export const groupRules = (rules: readonly Rule[]): Group[] => {
  const wholes = new Set(rules.flatMap((rule) => [...listModes(rule.reads)].flatMap(([list, mode]) => (mode === "all" ? [list] : []))));
  const asked = (rule: Rule): [string, string][] =>
    [...wholes].map((list): [string, string] => [`${list} reads`, readsOf(rule, list)]).filter(([, reads]) => reads !== "");
  const groups: Growing[] = [];
  for (const rule of rules) {
    const [at, modes] = [looksAt(rule), [...listModes(rule.reads), ...asked(rule)]];
    const fits = (group: Growing): boolean => group.at === at && modes.every(([list, mode]) => (group.modes.get(list) ?? mode) === mode);
    const group = groups.find(fits) ?? groups[groups.push({ rules: [], at, modes: new Map() }) - 1];
    if (!group) continue;
    group.rules.push(rule);
    for (const [list, mode] of modes) group.modes.set(list, mode);
  }
  return groups.map((group) => ({ rules: group.rules, tree: readTree(group.rules.flatMap((rule) => rule.reads)) }));
};
