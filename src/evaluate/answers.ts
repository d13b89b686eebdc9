import { canonical } from "../estate/canonical.ts";
import type { Answer, Asking } from "./ask.ts";
import { plainRulings } from "./conclude.ts";
import type { Rule } from "./rule.ts";
import type { Ruling } from "./verdict.ts";

/** Distinct documents whose answers are remembered for a group of rules, so that a long job history stays flat in memory. */
const remembered = 5_000;

/** An answer, and the rulings that it means for all who hide nothing. */
export type Known = { answer: Answer; plain: readonly Ruling[] | undefined };

/** What a group of rules said of documents, by the text of each. */
export type Answers = { get: (text: string) => Known | undefined; set: (text: string, answer: Answer) => void; trim: () => void };

/** Finds what these rules, with these parameters, have said; kept for all kinds that they are asked of. */
export type AnswersOf = (asking: Pick<Asking, "kind" | "rules" | "params">) => Answers;

const failed = (answer: Answer): boolean => {
  for (const said of answer.values()) if ("failed" in said) return true;
  return false;
};

/** What was said is the same wherever it is asked; that a rule could not be evaluated is said of one kind alone. */
const over = (shared: Map<string, Known>, rules: readonly Rule[]): Answers => {
  const own = new Map<string, Known>();
  return {
    get: (text) => shared.get(text) ?? own.get(text),
    set: (text, answer) => void (failed(answer) ? own : shared).set(text, { answer, plain: plainRulings(rules, answer) }),
    trim: () => {
      for (const answers of [shared, own]) if (answers.size > remembered) answers.clear();
    },
  };
};

/**
 * A rule says the same of documents that are alike, whatever they are made of: the tags of a user are on all that is hers. Only where it
 * is asked of the elements of a list does it matter which list that is, so that these answers stay with their kind.
 */
export const newAnswers = (): AnswersOf => {
  const known = new Map<string, Map<string, Known>>();
  return ({ kind, rules, params }) => {
    if (rules.some(({ parts }) => parts?.[kind] !== undefined)) return over(new Map(), rules);
    const name = canonical(rules.map(({ id }) => [id, params[id] ?? {}]));
    const shared = known.get(name) ?? new Map<string, Known>();
    known.set(name, shared);
    return over(shared, rules);
  };
};
