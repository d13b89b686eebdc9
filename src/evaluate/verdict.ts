import type { Resource } from "../estate/estate.ts";

export const verdictWords = ["fail", "unknown", "exempt", "pass", "not-applicable"] as const;
export type VerdictWord = (typeof verdictWords)[number];

/** A read that met an unknown: in the coordinates of the judged resource (`cluster.tags.project`), and why. */
export type Open = { path: string[]; reason: string; detail: string };

/** A path that a rule denied, in the coordinates of the judged resource. `key` names it without indices; `index` path finds it. */
export type Evidence = {
  path: (string | number)[];
  /** Path with element keys in place of indices: stable when a list is re-ordered. */
  key: string;
  /** What is there: shown after redaction; absent = known absence. */
  value: string;
};

/** What a rule says of a resource. Those in which there is nothing to see are shared by all of whom they are said. */
export type Ruling = {
  rule: string;
  verdict: Exclude<VerdictWord, "exempt">;
  /** In the order of keys. */
  evidence: readonly Evidence[];
  /** In the order of paths. */
  open: readonly Open[];
  /** With what it shows it is the same of many others: what is made of that need not be made again. */
  shared?: true;
};

export type Verdict = Ruling & { resource: string };

/** A resource, and what every rule of its kind says of it, in the order of the rules' names. */
export type Judged = { resource: Resource; verdicts: readonly Ruling[] };
