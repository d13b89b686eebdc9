import { arrivalsOf } from "../estate/arrival.ts";
import type { Estate } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import { noOus } from "../estate/scope.ts";
import { unvaried } from "./choose-rules.ts";
import type { Rule } from "./rule.ts";
import { type Criteria, evaluationStage } from "./stage.ts";
import type { Verdict } from "./verdict.ts";

export type Question = Omit<Criteria, "source" | "rules" | "ousOf"> & {
  estate: Estate;
  rules: readonly Rule[];
  /** By rule id; a rule without an entry gets none. */
  params: Readonly<Record<string, JsonObject>>;
};

/** Judges every resource of an estate by every rule of its kind. What looks alike to the rules shares its verdict. */
export const evaluate = ({ estate, rules, params, ...criteria }: Question): Verdict[] => {
  const verdicts: Verdict[] = [];
  const stage = evaluationStage(
    { ...criteria, rules: rules.map((rule) => unvaried(rule, params[rule.id])), ousOf: noOus, source: estate.source },
    (judged) => {
      for (const one of judged) for (const ruling of one.verdicts) verdicts.push({ resource: one.resource.id, ...ruling });
    },
  );
  for (const arrival of arrivalsOf(estate)) stage.take(arrival);
  stage.finish();
  return verdicts;
};
