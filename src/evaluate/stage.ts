import type { Resource, Source } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import type { Shapes } from "../estate/shape.ts";
import type { OpenShelf } from "../estate/shelf.ts";
import { takeTurns, type Turns } from "../estate/turns.ts";
import type { OusOf } from "../estate/scope.ts";
import { newAnswers } from "./answers.ts";
import type { ChosenRule } from "./choose-rules.ts";
import type { KindJudge } from "./judge-kind.ts";
import { variantJudge } from "./judge-variants.ts";
import { relationNeeds } from "./needs.ts";
import { onKind } from "./on-kind.ts";
import type { Policy } from "./policy.ts";
import { needsRuntime } from "./runtime.ts";
import type { Judged } from "./verdict.ts";

export type Criteria = {
  source: Source;
  shapes: Shapes;
  rules: readonly ChosenRule[];
  ousOf: OusOf;
  policy: Policy;
  now: string;
  /** Where resources wait for those that they are joined with. */
  open?: OpenShelf;
};

/** So many resources are judged at one go: in a history most look alike, and so enough that do not come together for the policy. */
const goSize = 200;

/** Of a kind: how it is judged, and what has come since the last go. */
type Bench = { judge: KindJudge; pending: Resource[] };

const rulesFor = (kind: string, { source, rules, shapes }: Criteria): { awake: ChosenRule[]; asleep: ChosenRule[] } => {
  const planned = source !== "live" && source !== "file";
  const own = rules.filter(({ rule }) => rule.kinds.includes(kind)).map((one): ChosenRule => ({ ...one, rule: onKind(one.rule, kind) }));
  const sleeps = ({ rule }: ChosenRule): boolean => planned && needsRuntime(rule, kind, shapes);
  return { asleep: own.filter(sleeps), awake: own.filter((rule) => !sleeps(rule)) };
};

/** Judges what comes, kind by kind, as soon as the kinds that its rules look at are closed; what is judged is passed on and forgotten. */
export const evaluationStage = (criteria: Criteria, pass: (judged: readonly Judged[]) => void): Turns => {
  const benches = new Map<string, Bench>();
  const answersOf = newAnswers();
  const benchOf = (kind: string): Bench => {
    const bench = benches.get(kind) ?? { judge: variantJudge({ ...criteria, ...rulesFor(kind, criteria), kind, answersOf }), pending: [] };
    benches.set(kind, bench);
    return bench;
  };
  const go = ({ judge, pending }: Bench, join: Join, least: number): void => {
    while (pending.length >= least) pass(judge(pending.splice(0, goSize), join));
  };
  return takeTurns({
    ...(criteria.open && { open: criteria.open }),
    needs: relationNeeds((kind) => rulesFor(kind, criteria).awake.map(({ rule }) => rule), criteria.shapes),
    handle: (kind, resources, join) => {
      const bench = benchOf(kind);
      for (const resource of resources) bench.pending.push(resource);
      go(bench, join, goSize);
    },
    close: (kind, _, join) => {
      const bench = benches.get(kind);
      if (bench) go(bench, join, 1);
      benches.delete(kind);
    },
  });
};
