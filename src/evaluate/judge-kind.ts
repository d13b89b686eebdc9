import type { Resource } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import { askSafely } from "./ask.ts";
import { failedTo, plainly } from "./conclude.ts";
import { hiddenNames } from "./glance.ts";
import { groupRules } from "./groups.ts";
import { type Case, groupJudge, type GroupQuestion } from "./judge-group.ts";
import type { Rule } from "./rule.ts";
import type { Judged } from "./verdict.ts";

export type KindQuestion = GroupQuestion & {
  /** Rules that are asked, and rules that cannot apply to what is only planned. */
  awake: readonly Rule[];
  asleep: readonly Rule[];
};

/** From so many on it pays to ask first which rules need not look at any of them. */
const worthAsking = 20;

export type KindJudge = (resources: readonly Resource[], join: Join) => Judged[];

/**
 * Rules that step aside though nothing at all is known, by their parameters alone: a list that nobody gave. What is seen besides could
 * only move such a verdict from unknown, so that they need not look at anybody.
 */
const idleRules = ({ awake, ...question }: KindQuestion): ReadonlySet<Rule> => {
  const skipping = awake.filter(({ emits }) => emits.skip);
  const [answer] = skipping.length > 0 ? askSafely([{}], { ...question, rules: skipping }) : [];
  return new Set(
    skipping.filter(({ id }) => {
      const said = answer?.get(id);
      return said !== undefined && !("failed" in said) && said.skip && said.deny.length === 0;
    }),
  );
};

const judgeBut = (idle: ReadonlySet<Rule>, question: KindQuestion): KindJudge => {
  const rules = [...question.awake, ...question.asleep].sort((a, b) => (a.id < b.id ? -1 : 1));
  const places = new Map(rules.map(({ id }, at) => [id, at]));
  const groups = groupRules(question.awake.filter((rule) => !idle.has(rule))).map((group) => groupJudge(group, question, places));
  const unasked = new Set([...question.asleep, ...idle]);
  // Whoever is asked puts his ruling in the place of this one.
  const first = rules.map((rule) => (unasked.has(rule) ? plainly(rule.id, "not-applicable") : failedTo(rule.id, "nobody asked it")));
  return (resources, join) => {
    const cases = resources.map((resource): Case => ({ resource, hidden: hiddenNames(resource), said: [...first] }));
    for (const judge of groups) judge(cases, join);
    return cases.map(({ resource, said }): Judged => ({ resource, verdicts: said }));
  };
};

/** Judges resources of one kind, batch by batch, each by all rules of the kind. */
export const kindJudge = (question: KindQuestion): KindJudge => {
  const few = judgeBut(new Set(), question);
  let many: KindJudge | undefined;
  return (resources, join) => {
    if (resources.length < worthAsking) return few(resources, join);
    many ??= judgeBut(idleRules(question), question);
    return many(resources, join);
  };
};
