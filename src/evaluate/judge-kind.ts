import type { Resource } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Shapes } from "../estate/shape.ts";
import type { AnswersOf, Known } from "./answers.ts";
import { askSafely } from "./ask.ts";
import { conclude, failedTo, type Looked, plainly } from "./conclude.ts";
import { glanceBy, hiddenNames } from "./glance.ts";
import { type Group, groupRules } from "./groups.ts";
import type { Policy } from "./policy.ts";
import { project } from "./project.ts";
import type { Rule } from "./rule.ts";
import type { Judged, Ruling } from "./verdict.ts";

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

type Seen = Looked & { key: string; known: Known | undefined; said: Ruling[]; glance: string | undefined };

/** A resource, the names of what is hidden of it, and what was said of it: what each rule says, at its place among all. */
type Case = { resource: Resource; hidden: readonly string[]; said: Ruling[] };

/** A judge by a part of the rules. */
type PartJudge = (batch: readonly Case[], join: Join) => void;

type Places = ReadonlyMap<string, number>;

/** So many glances are remembered, of each kind and group of rules. */
const glances = 1_000;

/** Whether it is said of others in the same words. */
const isShared = ({ verdict, shared }: Ruling): boolean => shared === true || verdict === "pass" || verdict === "not-applicable";

/** Judges by the rules of one group. What looks alike to them is asked once, over all batches. */
const groupJudge = ({ rules, tree }: Group, question: KindQuestion, placeOf: Places): PartJudge => {
  const asking = { ...question, rules };
  const answers = question.answersOf(asking);
  const places = rules.map(({ id }) => placeOf.get(id) ?? 0);
  const glanceOf = glanceBy(tree, question.shapes.get(question.kind));
  const seenAtAGlance = new Map<string, readonly Ruling[]>();
  const say = (rulings: readonly Ruling[], said: Ruling[]): void => {
    for (let at = 0; at < rulings.length; at++) {
      const ruling = rulings[at];
      if (ruling) said[places[at] ?? 0] = ruling;
    }
  };
  const concluded = new Map<string, readonly Ruling[]>();
  const rulingsOn = (seen: Seen): readonly Ruling[] => {
    const { blocked } = seen.projection;
    const known = seen.known ?? answers.get(seen.key);
    if (known?.plain && blocked.length === 0) return known.plain;
    const name = blocked.length === 0 ? seen.key : seen.key + JSON.stringify(blocked);
    const before = concluded.get(name);
    if (before) return before;
    const rulings = rules.map((rule) => conclude(rule, known?.answer, seen, question.shapes));
    if (rulings.every(isShared)) concluded.set(name, rulings);
    return rulings;
  };
  const ruleOn = (seen: Seen): void => {
    const rulings = rulingsOn(seen);
    say(rulings, seen.said);
    if (seen.glance !== undefined && rulings.every(isShared)) seenAtAGlance.set(seen.glance, rulings);
  };
  const askFor = (docs: ReadonlyMap<string, JsonObject>): void => {
    const entries = [...docs];
    for (let at = 0; at < entries.length; at += batchSize) {
      const some = entries.slice(at, at + batchSize);
      const answered = askSafely(
        some.map(([, doc]) => doc),
        asking,
      );
      some.forEach(([key], index) => {
        const answer = answered[index];
        if (answer) answers.set(key, answer);
      });
    }
  };
  return (batch, join) => {
    const docs = new Map<string, JsonObject>();
    const seen: Seen[] = [];
    for (const { resource, hidden, said } of batch) {
      const glance = glanceOf?.(resource, hidden);
      const rulings = glance === undefined ? undefined : seenAtAGlance.get(glance);
      if (rulings) {
        say(rulings, said);
        continue;
      }
      const projection = project(resource, tree, { join, shapes: question.shapes });
      const key = JSON.stringify(projection.doc);
      const known = answers.get(key);
      if (!known) docs.set(key, projection.doc);
      seen.push({ resource, projection, key, known, said, glance });
    }
    askFor(docs);
    for (const one of seen) ruleOn(one);
    answers.trim();
    for (const known of [seenAtAGlance, concluded]) if (known.size > glances) known.clear();
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
