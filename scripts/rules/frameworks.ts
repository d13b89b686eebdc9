import { didYouMean } from "../../src/estate/closest.ts";
import { Problem } from "../../src/estate/problem.ts";
import type { Control, ControlRelation, Framework, RuleEntry } from "../../src/evaluate/rule.ts";
import { entryFile } from "./policy-file.ts";

/** A framework as its YAML says it. */
export type FrameworkEntry = Omit<Framework, "controls"> & {
  relation: ControlRelation;
  controls: Record<string, { title: string; relation?: ControlRelation; families?: string[]; kinds?: string[] }>;
};

/** A rule may serve only what a framework has: a control that nobody can look up would be a claim without a source. */
export const checkControls = (rules: readonly RuleEntry[], frameworks: readonly FrameworkEntry[]): void => {
  const known = new Map(frameworks.map(({ id, controls }) => [id, Object.keys(controls)]));
  for (const rule of rules)
    for (const [framework, ids] of Object.entries(rule.controls ?? {}))
      for (const id of ids)
        if (!known.get(framework)?.includes(id))
          throw new Problem({
            code: "catalogue-invalid",
            what: `The rule serves ${id} of "${framework}", which is not there.`,
            where: entryFile(rule),
            todo:
              (known.has(framework) ? didYouMean(id, known.get(framework) ?? []) : didYouMean(framework, [...known.keys()])).trim() ||
              `Add it to rules/frameworks/${framework}.yaml, with its source.`,
          });
};

/** `SageMaker.2` goes before `SageMaker.10`. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

export const resolveFramework = ({ relation, controls, ...framework }: FrameworkEntry, rules: readonly RuleEntry[]): Framework => ({
  ...framework,
  controls: Object.entries(controls)
    .toSorted(([a], [b]) => byNumber(a, b))
    .map(([id, control]): Control => ({
      id,
      title: control.title,
      relation: control.relation ?? relation,
      rules: rules
        .filter((rule) => rule.controls?.[framework.id]?.includes(id) || control.families?.includes(rule.family))
        .map((rule) => rule.id),
    })),
});
