import type { Unknown } from "../../estate/unknown.ts";
import { holds } from "./condition.ts";
import type { Context } from "./context.ts";
import { matches } from "./pattern.ts";
import type { Named, PolicySet, Statement } from "./statement.ts";
import { every, not, type Truth } from "./truth.ts";

export type Request = { action: string; resource: string; context: Context };

/** What somebody may do: what their policies say, as far as the boundary leaves it. No boundary: null. */
export type Rights = { policies: PolicySet; boundary: PolicySet | null };

/** `by`: the statement that allows it. `why`: what stands in the way of knowing. */
export type Decision = { allowed: Truth; by: Statement | undefined; why: Unknown | undefined };

const covers = ({ but, patterns }: Named, is: (pattern: string) => Truth, open?: Unknown): Truth => {
  let one: Truth = open ? "perhaps" : "no";
  for (const pattern of patterns) {
    const here = is(pattern);
    if (here !== "no") one = here;
    if (here === "yes") break;
  }
  return but ? not(one) : one;
};

const isNamed = ({ actions }: Statement, action: string): boolean =>
  covers(actions, (pattern) => matches(pattern, action, { wildcards: true, variables: null, caseless: true })) === "yes";

/** One policy hangs on many, and each of them is asked the same questions. */
const answered = new WeakMap<Statement, Map<string, boolean>>();

/** Actions are told without their case, ARNs with it. */
export const concerns = (statement: Statement, action: string): boolean => {
  const known = answered.get(statement);
  const before = known?.get(action);
  if (before !== undefined) return before;
  const is = isNamed(statement, action);
  answered.set(statement, (known ?? new Map<string, boolean>()).set(action, is));
  return is;
};

/** Where patterns name nothing of the request, they reach the same for all who have the statement. */
const reached = new WeakMap<Statement, Map<string, Truth>>();
/** So much is worth remembering of each. */
const mostReached = 500;

const reaches = ({ resources, open }: Statement, resource: string, variables: Context | null): Truth =>
  covers(resources, (pattern) => matches(pattern, resource, { wildcards: true, variables }), open);

const reachesAlike = (statement: Statement, resource: string): Truth => {
  const known = reached.get(statement) ?? new Map<string, Truth>();
  const before = known.get(resource);
  if (before !== undefined) return before;
  if (known.size >= mostReached) known.clear();
  const is = reaches(statement, resource, null);
  reached.set(statement, known.set(resource, is));
  return is;
};

const namesOfRequest = ({ variables, resources }: Statement): boolean =>
  variables && resources.patterns.some((pattern) => pattern.includes("${"));

const applies = (statement: Statement, { action, resource, context }: Request): Truth => {
  if (!concerns(statement, action)) return "no";
  const is = namesOfRequest(statement) ? reaches(statement, resource, context) : reachesAlike(statement, resource);
  if (is === "no" || statement.condition?.length === 0) return is;
  return every([is, holds(statement.condition, context, statement)]);
};

type Side = { truth: Truth; by: Statement | undefined; why: Unknown | undefined };

const silent: Side = { truth: "no", by: undefined, why: undefined };
const unbounded: Side = { truth: "yes", by: undefined, why: undefined };

/** Whether a statement of this effect applies, or perhaps one that nobody saw. */
const sideOf = ({ statements, mayAllow, mayDeny }: PolicySet, effect: Statement["effect"], request: Request): Side => {
  const hidden = effect === "Allow" ? mayAllow : mayDeny;
  let by: Statement | undefined;
  let doubtful: Statement | undefined;
  for (const statement of statements) {
    const is = statement.effect === effect ? applies(statement, request) : "no";
    if (is === "yes") by ??= statement;
    if (is === "perhaps") doubtful ??= statement;
  }
  if (!by && !doubtful && !hidden) return silent;
  const detail = doubtful && `what ${doubtful.name} depends on is not known of a request`;
  return {
    truth: by ? "yes" : doubtful || hidden ? "perhaps" : "no",
    by,
    why: hidden ?? doubtful?.open ?? (detail === undefined ? undefined : { reason: "unresolved", detail }),
  };
};

/** Nothing speaks for it. */
export const refused: Decision = { allowed: "no", by: undefined, why: undefined };

/** A denial wins; without a permission there is none; the boundary must allow it, too. */
export const decide = ({ policies, boundary }: Rights, request: Request): Decision => {
  const allows = sideOf(policies, "Allow", request);
  // Most of what is asked is allowed by nothing, and then it does not matter what is denied.
  if (allows.truth === "no") return refused;
  const bound = boundary ? sideOf(boundary, "Allow", request) : unbounded;
  const denied = sideOf(policies, "Deny", request);
  const deniedBelow = boundary ? sideOf(boundary, "Deny", request) : silent;
  const allowed = every([allows.truth, bound.truth, not(denied.truth), not(deniedBelow.truth)]);
  const doubt = [allows, bound, denied, deniedBelow].find(({ truth }) => truth === "perhaps");
  return { allowed, by: allows.by, why: allowed === "perhaps" ? doubt?.why : undefined };
};
