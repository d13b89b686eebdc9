import { isObject, type Json } from "../../estate/json.ts";
import { inCidr } from "./cidr.ts";
import type { Context, Said } from "./context.ts";
import { matches } from "./pattern.ts";
import { every, not, some, type Truth, truth } from "./truth.ts";

/** One line of a condition: an operator, a key, and the values to compare with. */
type Test = { operator: string; quantifier: string | undefined; ifExists: boolean; key: string; wanted: readonly string[] };

/** The tests of a condition, all of which must hold; undefined: it cannot be read. */
export type Condition = readonly Test[] | undefined;

const isPlain = (value: Json): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);

const wantedIn = (value: Json): string[] | undefined => {
  const all = Array.isArray(value) ? value : [value];
  return all.every(isPlain) ? all.map(String) : undefined;
};

const testsOf = (name: string, keys: Json): Test[] | undefined => {
  if (!isObject(keys)) return undefined;
  const [, quantifier, rest = name] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/i.exec(name) ?? [];
  const ifExists = /IfExists$/i.test(rest);
  const operator = rest.replace(/IfExists$/i, "").toLowerCase();
  const tests = Object.entries(keys).map(([key, value]): Test | undefined => {
    const wanted = wantedIn(value);
    return wanted && { operator, quantifier: quantifier?.toLowerCase(), ifExists, key: key.toLowerCase(), wanted };
  });
  return tests.every((test) => test !== undefined) ? tests : undefined;
};

export const readCondition = (text: string | null): Condition => {
  if (text === null) return [];
  try {
    const document: Json = JSON.parse(text);
    const tests = isObject(document) ? Object.entries(document).map(([name, keys]) => testsOf(name, keys)) : [undefined];
    return tests.every((one) => one !== undefined) ? tests.flat() : undefined;
  } catch {
    return undefined;
  }
};

type Compare = (value: string, wanted: string, variables: Context | null) => Truth;

const text =
  (wildcards: boolean, caseless = false): Compare =>
  (value, wanted, variables) =>
    matches(wanted, value, { wildcards, variables, caseless });

const number =
  (holds: (value: number, wanted: number) => boolean): Compare =>
  (value, wanted) =>
    [value, wanted].some((one) => one.trim() === "" || Number.isNaN(Number(one))) ? "perhaps" : truth(holds(Number(value), Number(wanted)));

const bool: Compare = (value, wanted) => truth(value.toLowerCase() === wanted.toLowerCase());

/** Operators by name in lower case. The denying ones say "none of these", where the others say "one of these". */
const operators: Readonly<Record<string, { compare: Compare; denies?: true }>> = {
  stringequals: { compare: text(false) },
  stringnotequals: { compare: text(false), denies: true },
  stringequalsignorecase: { compare: text(false, true) },
  stringnotequalsignorecase: { compare: text(false, true), denies: true },
  stringlike: { compare: text(true) },
  stringnotlike: { compare: text(true), denies: true },
  arnequals: { compare: text(true) },
  arnnotequals: { compare: text(true), denies: true },
  arnlike: { compare: text(true) },
  arnnotlike: { compare: text(true), denies: true },
  bool: { compare: bool },
  numericequals: { compare: number((a, b) => a === b) },
  numericnotequals: { compare: number((a, b) => a === b), denies: true },
  numericlessthan: { compare: number((a, b) => a < b) },
  numericlessthanequals: { compare: number((a, b) => a <= b) },
  numericgreaterthan: { compare: number((a, b) => a > b) },
  numericgreaterthanequals: { compare: number((a, b) => a >= b) },
  ipaddress: { compare: inCidr },
  notipaddress: { compare: inCidr, denies: true },
};

const isNull = ({ quantifier, wanted }: Test, said: Said): Truth => {
  if (said === "unknown" || quantifier !== undefined) return "perhaps";
  const absent = said === "absent" || (typeof said === "object" && said.values.length === 0);
  return some(wanted.map((one) => (one === "true" ? truth(absent) : one === "false" ? truth(!absent) : "perhaps")));
};

/** A request that says nothing of a key: the asking operators do not hold, the denying ones do. */
const ofAbsent = ({ quantifier, ifExists }: Test, denies: boolean): Truth => {
  if (ifExists) return "yes";
  if (quantifier === "foranyvalue") return "no";
  return truth(quantifier === "forallvalues" || denies);
};

/** What a condition belongs to: whether it allows or denies, and whether `${...}` in it stands for what a request says. */
type Owner = { effect: "Allow" | "Deny"; variables: boolean };

const holdsTest = (test: Test, context: Context, { effect, variables }: Owner): Truth => {
  const said = context(test.key);
  if (said === "free") return truth(effect === "Allow");
  if (test.operator === "null") return isNull(test, said);
  const operator = operators[test.operator];
  if (!operator) return "perhaps";
  const denies = operator.denies === true;
  if (said === "absent" || (typeof said === "object" && said.values.length === 0)) return ofAbsent(test, denies);
  if (typeof said === "string") return "perhaps";
  const ofValue = (value: string): Truth => {
    const one = some(test.wanted.map((wanted) => operator.compare(value, wanted, variables ? context : null)));
    return denies ? not(one) : one;
  };
  const all = said.values.map(ofValue);
  if (test.quantifier === "foranyvalue") return some(all);
  if (test.quantifier === "forallvalues") return every(all);
  // Nobody says what an operator for one value does with several.
  return all.length === 1 ? every(all) : "perhaps";
};

/** Whether all tests of a statement hold for what a request says. */
export const holds = (condition: Condition, context: Context, owner: Owner): Truth =>
  condition === undefined ? "perhaps" : every(condition.map((test) => holdsTest(test, context, owner)));

/** The keys that a condition asks for, in lower case, and what it compares them with. */
export const asksFor = (condition: Condition): { key: string; wanted: readonly string[] }[] =>
  (condition ?? []).map(({ key, operator, wanted }) => ({ key, wanted: operator === "null" ? [] : wanted }));
