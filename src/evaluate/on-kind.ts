import type { Rule } from "./rule.ts";

/** The rule as it is asked of one kind: where it is asked of the elements of a list, its reads lie below that list. */
export const onKind = <Asked extends Pick<Rule, "reads" | "partReads">>(rule: Asked, kind: string): Asked => {
  const reads = rule.partReads?.[kind];
  return reads === undefined ? rule : { ...rule, reads };
};
