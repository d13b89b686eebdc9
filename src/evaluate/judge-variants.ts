import type { Resource } from "../estate/estate.ts";
import { canonical } from "../estate/canonical.ts";
import type { OusOf } from "../estate/scope.ts";
import type { ChosenRule } from "./choose-rules.ts";
import { type KindJudge, kindJudge, type KindQuestion } from "./judge-kind.ts";
import { appliedTo, type Applied } from "./vary.ts";
import type { Judged, Ruling } from "./verdict.ts";

export type VariantQuestion = Omit<KindQuestion, "awake" | "asleep" | "params"> & {
  awake: readonly ChosenRule[];
  asleep: readonly ChosenRule[];
  ousOf: OusOf;
};

type AppliedRule = { chosen: ChosenRule; applied: Applied };

const unsure = ({ chosen: { rule } }: AppliedRule): Ruling => ({
  rule: rule.id,
  verdict: "unknown",
  evidence: [],
  open: [
    { path: [], reason: "not-collected", detail: "the configuration has overrides for this rule, and what they depend on was not seen" },
  ],
});

const judgeFor = (rules: readonly AppliedRule[], { awake, asleep, ...question }: VariantQuestion): KindJudge => {
  const sure = rules.filter(({ applied }) => applied.enabled && !applied.unsure);
  const open = rules.filter(({ applied }) => applied.unsure);
  const only = (some: readonly ChosenRule[]) => sure.filter(({ chosen }) => some.includes(chosen)).map(({ chosen }) => chosen.rule);
  const params = Object.fromEntries(sure.map(({ chosen, applied }) => [chosen.rule.id, applied.parameters]));
  const judge = kindJudge({ ...question, awake: only(awake), asleep: only(asleep), params });
  if (open.length === 0) return judge;
  return (resources, join) =>
    judge(resources, join).map(({ resource, verdicts }): Judged => ({
      resource,
      verdicts: [...verdicts, ...open.map(unsure)].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    }));
};

/** Judges a kind, for resources of which the configuration says different things, too: those of which it says the same are judged together. */
export const variantJudge = (question: VariantQuestion): KindJudge => {
  const chosen = [...question.awake, ...question.asleep];
  const varying = chosen.filter(({ overrides }) => overrides.length > 0);
  const fixed = (rule: ChosenRule): AppliedRule => ({ chosen: rule, applied: { ...rule, unsure: false } });
  if (varying.length === 0) return judgeFor(chosen.map(fixed), question);
  const judges = new Map<string, KindJudge>();
  const variantOf = (resource: Resource): { key: string; varied: AppliedRule[] } => {
    const varied = varying.map((rule): AppliedRule => ({ chosen: rule, applied: appliedTo(rule, resource, question.ousOf) }));
    return { key: canonical(varied.map(({ applied: { severity: _, ...applied } }) => applied)), varied };
  };
  const judgeOf = (key: string, varied: readonly AppliedRule[]): KindJudge => {
    const still = chosen.filter((rule) => !varying.includes(rule)).map(fixed);
    const judge = judges.get(key) ?? judgeFor([...still, ...varied], question);
    judges.set(key, judge);
    return judge;
  };
  return (resources, join) => {
    const variants = resources.map((resource) => ({ resource, ...variantOf(resource) }));
    const judged = [...Map.groupBy(variants, ({ key }) => key)].flatMap(([key, some]) =>
      judgeOf(key, some[0]?.varied ?? [])(
        some.map(({ resource }) => resource),
        join,
      ),
    );
    const byId = new Map(judged.map((one) => [one.resource.id, one]));
    return resources.flatMap(({ id }) => byId.get(id) ?? []);
  };
};
