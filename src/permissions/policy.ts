import type { JsonObject } from "../estate/json.ts";

/** A statement that allows; nothing here ever denies. */
export type Statement = {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: string[] | "*";
  Condition?: Record<string, JsonObject>;
};
export type Policy = { Version: "2012-10-17"; Statement: Statement[] };

/** What AWS takes of a managed policy, white space not counted. */
const mostCharacters = 6144;

const policyOf = (statements: readonly Statement[]): Policy => ({ Version: "2012-10-17", Statement: [...statements] });
/** A tag's value may hold white space, which is then counted all the same: too small does no harm. */
const sizeOf = (policy: Policy): number => JSON.stringify(policy).length;
const fits = (statements: readonly Statement[]): boolean => sizeOf(policyOf(statements)) <= mostCharacters;

/** A statement too large for a policy of its own, in parts that are not. */
const inParts = (statement: Statement): Statement[] => {
  if (fits([statement]) || statement.Action.length < 2) return [statement];
  const half = Math.ceil(statement.Action.length / 2);
  const part = (Action: string[], name: string): Statement => ({ ...statement, Sid: `${statement.Sid}${name}`, Action });
  return [part(statement.Action.slice(0, half), "A"), part(statement.Action.slice(half), "B")].flatMap(inParts);
};

/** As few policies as hold the statements in their order, each within AWS's limit. */
export const policiesOf = (statements: readonly Statement[]): Policy[] => {
  const policies: Statement[][] = [];
  for (const statement of statements.flatMap(inParts)) {
    const last = policies.at(-1);
    if (last && fits([...last, statement])) last.push(statement);
    else policies.push([statement]);
  }
  return policies.map(policyOf);
};
