import { arrivalsOf } from "../estate/arrival.ts";
import type { Estate } from "../estate/estate.ts";
import { type Criteria, evaluationStage } from "./stage.ts";
import type { Verdict } from "./verdict.ts";

export type Question = Omit<Criteria, "source"> & { estate: Estate };

/** Judges every resource of an estate by every rule of its kind. What looks alike to the rules shares its verdict. */
export const evaluate = ({ estate, ...criteria }: Question): Verdict[] => {
  const verdicts: Verdict[] = [];
  const stage = evaluationStage({ ...criteria, source: estate.source }, (judged) => {
    for (const one of judged) verdicts.push(...one.verdicts);
  });
  for (const arrival of arrivalsOf(estate)) stage.take(arrival);
  stage.finish();
  return verdicts;
};
