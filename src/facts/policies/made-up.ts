import type { Json, JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";

/** The account and the region that a template goes to, where nobody said which. */
export const ownAccount = "000000000000";
const ownRegion = "zq-home-1";

const hole = /<([^<>]*)>/g;

const filled = (_: string, token: string): string =>
  token === "AWS::AccountId" ? ownAccount : token === "AWS::Region" ? ownRegion : `<${token}>`;

const textsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/** Who changes rights changes perhaps his own, so that it counts whose they are. */
const changesRights = ({ actions, notActions }: JsonObject): boolean =>
  textsIn(notActions).length > 0 || textsIn(actions).some((action) => /^(?:[^:]*[*?]|iam:(?!passrole$|get|list))/i.test(action));

/**
 * The resource that a statement names by what will be made up for it: the ARN of a bucket of the template, something in its account. That is
 * nothing that anybody else could name. Undefined: it may be anything, as what a parameter gives.
 */
export const standsFor = (statement: JsonObject, { same }: Unknown): string | undefined => {
  if (same === undefined || same.includes("?") || changesRights(statement)) return undefined;
  return same.includes("<") ? same.replaceAll(hole, filled) : `<${same}>`;
};

/** A condition that compares with such things. Whether it means the role itself nobody can tell. */
export const conditionFor = ({ same }: Unknown): string | undefined =>
  same === undefined || /[?]|\.Arn>/.test(same) ? undefined : same.replaceAll(hole, filled);
