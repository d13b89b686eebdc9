import type { Blocked } from "./project.ts";
import { meets } from "./read-path.ts";
import type { Rule } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What a rule said of a resource. `unsure`: what it goes by (a table of versions, say) knows nothing of what is there. `aside`: of every
 * element that was seen it says that the question does not apply.
 */
export type Said = { deny: (string | number)[][]; skip: boolean; settled: boolean; unsure: boolean; aside: boolean };
export const silent: Said = { deny: [], skip: false, settled: false, unsure: false, aside: false };

const beyond: Blocked = {
  path: [],
  unknown: { reason: "unresolved", detail: "the rule's table, which a parameter can complete, says nothing of what is there" },
  whole: false,
};

export type Decision = { verdict: Verdict["verdict"]; open: readonly Blocked[] };

const nothing: readonly Blocked[] = [];

/** A rule that asks whether somebody is there says what follows if not. */
const knowsOf = ({ reads }: Rule, { gone }: Blocked): boolean => {
  const asked = gone && [...gone, "missing"];
  return asked !== undefined && reads.some((read) => read.endsWith(".missing") && meets(read, asked));
};

/**
 * The order of design §3. A list that is judged only when complete, and is not: unknown, unless the rule does not apply or is
 * settled anyway. Then what the rule says, a failure before all else; and where it says nothing, a pass only if nothing that it reads is open.
 */
export const decide = (rule: Rule, said: Said, blocked: readonly Blocked[]): Decision => {
  const open =
    blocked.length === 0 ? nothing : blocked.filter((one) => rule.reads.some((read) => meets(read, one.path)) && !knowsOf(rule, one));
  if (open.some((one) => one.whole) && !said.skip && !said.settled) return { verdict: "unknown", open };
  if (said.deny.length > 0) return { verdict: "fail", open };
  if (said.skip) return { verdict: "not-applicable", open: nothing };
  if (said.unsure) return { verdict: "unknown", open: [beyond, ...open] };
  if (said.settled) return { verdict: "pass", open: nothing };
  if (open.length > 0) return { verdict: "unknown", open };
  return { verdict: said.aside ? "not-applicable" : "pass", open: [] };
};
