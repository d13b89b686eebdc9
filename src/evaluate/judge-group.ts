import type { Resource } from "../estate/estate.ts";
import type { Join } from "../estate/join.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Answers, AnswersOf, Known } from "./answers.ts";
import { type Asking, askSafely } from "./ask.ts";
import { conclude, type Looked } from "./conclude.ts";
import { glanceBy } from "./glance.ts";
import type { Group } from "./groups.ts";
import { project } from "./project.ts";
import type { Ruling } from "./verdict.ts";
import type { Shapes } from "../estate/shape.ts";

/** All that a group is asked with. */
export type GroupQuestion = Omit<Asking, "rules"> & { shapes: Shapes; answersOf: AnswersOf };

/** Batches of this size cost least: smaller ones pay the crossing into wasm, larger ones its heap. */
const batchSize = 200;

/** So many that look alike are remembered, of each kind and group of rules. */
const remembered = 1_000;

/** A resource, the names of what is hidden of it, and what was said of it: what each rule says, at its place among all. */
export type Case = { resource: Resource; hidden: readonly string[]; said: Ruling[] };

/** A judge by a part of the rules. */
export type PartJudge = (batch: readonly Case[], join: Join) => void;

/** A case in which a group looked at what it reads. */
type Seen = Looked & { key: string; known: Known | undefined; case: Case; glance: string | undefined };

/** Whether it is said of others in the same words. */
const isShared = ({ verdict, shared }: Ruling): boolean => shared === true || verdict === "pass" || verdict === "not-applicable";

/** What is concluded of the same document, of which the same is hidden, is the same as long as it shows nothing of the resource itself. */
const concluding = ({ rules }: Group, { shapes }: GroupQuestion) => {
  const before = new Map<string, readonly Ruling[]>();
  return {
    on: (seen: Seen, known: Known | undefined): readonly Ruling[] => {
      const { blocked } = seen.projection;
      if (known?.plain && blocked.length === 0) return known.plain;
      const name = blocked.length === 0 ? seen.key : seen.key + JSON.stringify(blocked);
      const said = before.get(name);
      if (said) return said;
      const rulings = rules.map((rule) => conclude(rule, known?.answer, seen, shapes));
      if (rulings.every(isShared)) before.set(name, rulings);
      return rulings;
    },
    trim: (): void => {
      if (before.size > remembered) before.clear();
    },
  };
};

const askFor = (docs: ReadonlyMap<string, JsonObject>, asking: Asking, answers: Answers): void => {
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

/** Judges by the rules of one group. What looks alike to them is asked once, over all batches, and what does so at a glance is not looked at. */
export const groupJudge = (group: Group, question: GroupQuestion, placeOf: ReadonlyMap<string, number>): PartJudge => {
  const { rules, tree } = group;
  const asking = { ...question, rules };
  const answers = question.answersOf(asking);
  const places = rules.map(({ id }) => placeOf.get(id) ?? 0);
  const glanceOf = glanceBy(tree, question.shapes.get(question.kind));
  const atAGlance = new Map<string, readonly Ruling[]>();
  const conclusions = concluding(group, question);

  const say = (rulings: readonly Ruling[], { said }: Case): void => {
    for (let at = 0; at < rulings.length; at++) {
      const ruling = rulings[at];
      if (ruling) said[places[at] ?? 0] = ruling;
    }
  };
  const lookAt = (one: Case, glance: string | undefined, join: Join): Seen => {
    const projection = project(one.resource, tree, { join, shapes: question.shapes });
    const key = JSON.stringify(projection.doc);
    return { resource: one.resource, projection, key, known: answers.get(key), case: one, glance };
  };
  const ruleOn = (seen: Seen): void => {
    const rulings = conclusions.on(seen, seen.known ?? answers.get(seen.key));
    say(rulings, seen.case);
    if (seen.glance !== undefined && rulings.every(isShared)) atAGlance.set(seen.glance, rulings);
  };
  return (batch, join) => {
    const docs = new Map<string, JsonObject>();
    const seen: Seen[] = [];
    for (const one of batch) {
      const glance = glanceOf?.(one.resource, one.hidden);
      const rulings = glance === undefined ? undefined : atAGlance.get(glance);
      if (rulings) {
        say(rulings, one);
        continue;
      }
      const looked = lookAt(one, glance, join);
      if (!looked.known) docs.set(looked.key, looked.projection.doc);
      seen.push(looked);
    }
    askFor(docs, asking, answers);
    for (const one of seen) ruleOn(one);
    answers.trim();
    conclusions.trim();
    if (atAGlance.size > remembered) atAGlance.clear();
  };
};
