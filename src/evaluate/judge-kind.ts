import type { Resource } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Shapes } from "../estate/shape.ts";
import type { AnswersOf } from "./answers.ts";
import { type Answer, askSafely } from "./ask.ts";
import { decide, silent } from "./decide.ts";
import { evidenceOf } from "./evidence.ts";
import { type Group, groupRules } from "./groups.ts";
import type { Policy } from "./policy.ts";
import { type Projection, project } from "./project.ts";
import type { Rule } from "./rule.ts";
import type { Judged, Open, Verdict } from "./verdict.ts";

export type KindQuestion = {
  kind: string;
  /** Rules that are asked, and rules that cannot apply to what is only planned. */
  awake: readonly Rule[];
  asleep: readonly Rule[];
  shapes: Shapes;
  params: Readonly<Record<string, JsonObject>>;
  policy: Policy;
  now: string;
  answersOf: AnswersOf;
};

/** Batches of this size cost least: smaller ones pay the crossing into wasm, larger ones its heap. */
const batchSize = 200;
/** From so many on it pays to ask first which rules need not look at any of them. */
const worthAsking = 20;

const conclude = (
  rule: Rule,
  seen: { resource: Resource; projection: Projection; answer: Answer | undefined },
  shapes: Shapes,
): Verdict => {
  const { resource, projection, answer } = seen;
  const said = answer?.get(rule.id) ?? silent;
  const base = { resource: resource.id, rule: rule.id };
  if ("failed" in said)
    return {
      ...base,
      verdict: "unknown",
      evidence: [],
      open: [{ path: [], reason: "error", detail: `the rule could not be evaluated: ${said.failed}` }],
    };
  // Most of them: nothing is wrong with it, and nothing hidden.
  if (projection.blocked.length === 0 && said.deny.length === 0)
    return { ...base, verdict: decide(rule, said, []).verdict, evidence: [], open: [] };
  const { verdict, open } = decide(rule, said, projection.blocked);
  const evidence = verdict === "fail" ? said.deny.map((path) => evidenceOf(path, { resource, doc: projection.doc, shapes })) : [];
  return {
    ...base,
    verdict,
    evidence: evidence.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    open: open.map((one): Open => ({ path: one.path.map(String), reason: one.unknown.reason, detail: one.unknown.detail })),
  };
};

type Seen = { judged: Judged; projection: Projection; key: string };

/** Judges by the rules of one group. What looks alike to them is asked once, over all batches. */
const groupJudge = ({ rules, tree }: Group, question: KindQuestion): ((batch: readonly Judged[], join: Join) => void) => {
  const asking = { ...question, rules };
  const answers = question.answersOf(asking);
  const askFor = (docs: ReadonlyMap<string, JsonObject>): void => {
    const entries = [...docs];
    for (let at = 0; at < entries.length; at += batchSize) {
      const some = entries.slice(at, at + batchSize);
      const answered = askSafely(
        some.map(([, doc]) => doc),
        asking,
      );
      some.forEach(([key], index) => answers.set(key, answered[index] ?? new Map()));
    }
  };
  return (batch, join) => {
    const docs = new Map<string, JsonObject>();
    const seen = batch.map((judged): Seen => {
      const projection = project(judged.resource, tree, { join, shapes: question.shapes });
      const key = JSON.stringify(projection.doc);
      if (!answers.get(key)) docs.set(key, projection.doc);
      return { judged, projection, key };
    });
    askFor(docs);
    for (const { judged, projection, key } of seen)
      for (const rule of rules)
        judged.verdicts.push(conclude(rule, { resource: judged.resource, projection, answer: answers.get(key) }, question.shapes));
    answers.trim();
  };
};

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
  const groups = groupRules(question.awake.filter((rule) => !idle.has(rule))).map((group) => groupJudge(group, question));
  const aside = [...question.asleep, ...idle];
  const steppedAside = (resource: Resource): Verdict[] =>
    aside.map((rule) => ({ resource: resource.id, rule: rule.id, verdict: "not-applicable", evidence: [], open: [] }));
  return (resources, join) => {
    const batch = resources.map((resource): Judged => ({ resource, verdicts: steppedAside(resource) }));
    for (const judge of groups) judge(batch, join);
    return batch;
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
