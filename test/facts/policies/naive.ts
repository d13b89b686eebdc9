/**
 * A second reading of IAM policies, as plain as can be: for requests of which everything is known. Written from AWS's description of how
 * policies are evaluated, and from nothing in src.
 */
export type NaiveStatement = {
  effect: "Allow" | "Deny";
  action?: string[];
  notAction?: string[];
  resource?: string[];
  notResource?: string[];
  condition?: Record<string, Record<string, string[]>>;
};

/** A key that is not in it is not in the request. */
export type NaiveContext = Record<string, string[] | undefined>;
export type NaiveRequest = { action: string; resource: string; context: NaiveContext };

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

const likeExpression = (pattern: string, flags = ""): RegExp =>
  new RegExp(`^${pattern.split("").map((char) => (char === "*" ? "[^]*" : char === "?" ? "[^]" : escaped(char))).join("")}$`, flags);

const fits = (patterns: string[], text: string, flags = ""): boolean => patterns.some((pattern) => likeExpression(pattern, flags).test(text));

const comparisons: Record<string, (value: string, wanted: string) => boolean> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => likeExpression(wanted).test(value),
  ArnLike: (value, wanted) => likeExpression(wanted).test(value),
  Bool: (value, wanted) => value === wanted,
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
};
const opposites: Record<string, string> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotLike: "ArnLike",
};

const holdsFor = (operator: string, values: string[] | undefined, wanted: string[]): boolean => {
  const [set, plain] = operator.includes(":") ? operator.split(":") : ["", operator];
  if (plain === "Null") return wanted.some((one) => (one === "true") === (values === undefined));
  const optional = plain?.endsWith("IfExists") ?? false;
  const name = optional ? (plain ?? "").slice(0, -"IfExists".length) : (plain ?? "");
  const opposite = opposites[name];
  const one = (value: string): boolean => {
    const compare = comparisons[opposite ?? name];
    if (!compare) throw new Error(`nobody wrote ${name}`);
    const found = wanted.some((each) => compare(value, each));
    return opposite === undefined ? found : !found;
  };
  if (values === undefined || values.length === 0) {
    if (optional) return true;
    return set !== "ForAnyValue" && (set === "ForAllValues" || opposite !== undefined);
  }
  if (set === "ForAnyValue") return values.some(one);
  return values.every(one);
};

const applies = (statement: NaiveStatement, { action, resource, context }: NaiveRequest): boolean => {
  if (statement.action && !fits(statement.action, action, "i")) return false;
  if (statement.notAction && fits(statement.notAction, action, "i")) return false;
  if (statement.resource && !fits(statement.resource, resource)) return false;
  if (statement.notResource && fits(statement.notResource, resource)) return false;
  const present = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const));
  return Object.entries(statement.condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holdsFor(operator, present.get(key.toLowerCase()), wanted)),
  );
};

const allowsIn = (statements: NaiveStatement[], request: NaiveRequest): boolean =>
  statements.some((one) => one.effect === "Allow" && applies(one, request));
const deniesIn = (statements: NaiveStatement[], request: NaiveRequest): boolean =>
  statements.some((one) => one.effect === "Deny" && applies(one, request));

/** Whether a request is allowed by these policies and, where there is one, by the boundary. */
export const isAllowed = (policies: NaiveStatement[], boundary: NaiveStatement[] | null, request: NaiveRequest): boolean => {
  if (deniesIn(policies, request) || (boundary && deniesIn(boundary, request))) return false;
  return allowsIn(policies, request) && (!boundary || allowsIn(boundary, request));
};
