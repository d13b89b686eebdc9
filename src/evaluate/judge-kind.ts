import type { Resource } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Shapes } from "../estate/shape.ts";
import type { AnswersOf } from "./answers.ts";
import { type Answer, askSafely } from "./ask.ts";
import { decide, type Said, silent } from "./decide.ts";
import { evidenceOf } from "./evidence.ts";
import { type Group, groupRules } from "./groups.ts";
import type { Policy } from "./policy.ts";
import { type Projection, project } from "./project.ts";
import type { Rule } from "./rule.ts";
import type { Judged, Open, Ruling } from "./verdict.ts";

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

/** Of whom nothing is wrong, and nothing hidden: the same for all. */
const plainly = (rule: string, verdict: Ruling["verdict"]): Ruling => ({ rule, verdict, evidence: [], open: [] });

const inFull = (rule: Rule, said: Said, { resource, projection }: Seen, shapes: Shapes): Ruling => {
  const { verdict, open } = decide(rule, said, projection.blocked);
  const evidence = verdict === "fail" ? said.deny.map((path) => evidenceOf(path, { resource, doc: projection.doc, shapes })) : [];
  return {
    rule: rule.id,
    verdict,
    evidence: evidence.length > 1 ? evidence.sort((a, b) => (a.key < b.key ? -1 : 1)) : evidence,
    open: open.map((one): Open => ({ path: one.path.map(String), reason: one.unknown.reason, detail: one.unknown.detail })),
  };
};

const failedTo = ({ id }: Rule, why: string): Ruling => ({
  rule: id,
  verdict: "unknown",
  evidence: [],
  open: [{ path: [], reason: "error", detail: `the rule could not be evaluated: ${why}` }],
});

/** A rule and what it says of whoever has nothing to show: nothing is wrong with most, and nothing hidden. */
type Ready = { rule: Rule; pass: Ruling; aside: Ruling };

const ready = (rule: Rule): Ready => ({ rule, pass: plainly(rule.id, "pass"), aside: plainly(rule.id, "not-applicable") });

const conclude = ({ rule, pass, aside }: Ready, answer: Answer | undefined, seen: Seen, shapes: Shapes): Ruling => {
  const said = answer?.get(rule.id) ?? silent;
  if ("failed" in said) return failedTo(rule, said.failed);
  if (seen.projection.blocked.length > 0 || said.deny.length > 0 || said.unsure) return inFull(rule, said, seen, shapes);
  return decide(rule, said, []).verdict === "pass" ? pass : aside;
};

type Seen = { resource: Resource; projection: Projection; key: string };

/** A judge of a part of the rules: says of each resource what they say, at their places among all. */
type PartJudge = (batch: readonly Resource[], said: readonly Ruling[][], join: Join) => void;

type Places = ReadonlyMap<string, number>;

/** Judges by the rules of one group. What looks alike to them is asked once, over all batches. */
const groupJudge = ({ rules, tree }: Group, question: KindQuestion, places: Places): PartJudge => {
  const asking = { ...question, rules };
  const answers = question.answersOf(asking);
  const own = rules.map((rule) => ({ ...ready(rule), at: places.get(rule.id) ?? 0 }));
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
  return (batch, said, join) => {
    const docs = new Map<string, JsonObject>();
    const seen = batch.map((resource): Seen => {
      const projection = project(resource, tree, { join, shapes: question.shapes });
      const key = JSON.stringify(projection.doc);
      if (!answers.get(key)) docs.set(key, projection.doc);
      return { resource, projection, key };
    });
    askFor(docs);
    seen.forEach((one, index) => {
      const [answer, rulings] = [answers.get(one.key), said[index]];
      if (rulings) for (const each of own) rulings[each.at] = conclude(each, answer, one, question.shapes);
    });
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
  const rules = [...question.awake, ...question.asleep].sort((a, b) => (a.id < b.id ? -1 : 1));
  const places: Places = new Map(rules.map(({ id }, at) => [id, at]));
  const groups = groupRules(question.awake.filter((rule) => !idle.has(rule))).map((group) => groupJudge(group, question, places));
  const unasked = new Set([...question.asleep, ...idle]);
  // Whoever is asked puts his ruling in the place of this one.
  const first = rules.map((rule) => (unasked.has(rule) ? plainly(rule.id, "not-applicable") : failedTo(rule, "nobody asked it")));
  return (resources, join) => {
    const said = resources.map(() => [...first]);
    for (const judge of groups) judge(resources, said, join);
    return resources.map((resource, at): Judged => ({ resource, verdicts: said[at] ?? [] }));
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
