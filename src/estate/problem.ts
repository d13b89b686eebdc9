/** Exit codes of design: a problem of input or configuration is 2 unless it says otherwise. */
export type ProblemFacts = {
  /** Stable and short: `estate-malformed`. */
  code: string;
  what: string;
  where?: string;
  todo: string;
  exitCode?: 2 | 3 | 4 | 130;
};

/** A failure that we understand: it ends in one paragraph (what happened, where, what to do), never in a stack. */
export class Problem extends Error {
  readonly facts: ProblemFacts;
  constructor(facts: ProblemFacts, options?: ErrorOptions) {
    super([facts.what, ...(facts.where ? [`(${facts.where})`] : []), facts.todo].join(" "), options);
    this.name = "Problem";
    this.facts = facts;
  }
}
