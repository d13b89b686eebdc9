import fc from "fast-check";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { configValue, joinOver } from "../../src/estate/join.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import type { Policy } from "../../src/evaluate/policy.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { oracles } from "../oracles/all.ts";
import { listOf, type Oracle, type OracleQuestion } from "../oracles/oracle.ts";
import { arbitraryCase, type World } from "./generate.ts";
import { hide, hidings } from "./hide.ts";
import { parametersFor } from "./parameters.ts";

export type Trial = { rule: Rule; kind: Kind; policy: Policy; world: World };

const now = "2026-11-21T12:00:00Z";

/** Pass and not-applicable count as one side: neither says that anything is wrong. */
const side = (verdict: string): string => (verdict === "not-applicable" ? "pass" : verdict);

const verdictOn = ({ rule, policy, world }: Trial, estate: Estate): string => {
  const params = { [rule.id]: parametersFor(rule) };
  const subject = estate.resources[0]?.id;
  const verdicts = evaluate({ estate, shapes: world.shapes, rules: [rule], params, policy, now });
  return verdicts.find((one) => one.resource === subject)?.verdict ?? "none";
};

const agree = (what: string, one: string, other: string): void => {
  if (one !== other) throw new Error(`${what}: ${one}, where ${other} is right`);
};

const estatesOf = ({ rule, kind, world }: Trial): fc.Arbitrary<Estate> => arbitraryCase(rule, kind, world);

/** What the oracle is told: the resource, and where its relations lead. */
const questionOf = ({ rule, world }: Trial, estate: Estate, of?: Resource): OracleQuestion => {
  const resource = of ?? estate.resources[0];
  if (!resource) throw new Error("an estate without the resource in question");
  const lists = rule.parts?.[resource.kind] ?? [];
  const join = joinOver(estate);
  const matches = (name: string): readonly Resource[] | null => {
    const relations = world.shapes.get(resource.kind)?.relations ?? {};
    const relation = [...lists.map((list) => `${list}[*].${name}`), name].map((one) => relations[one]).find((one) => one !== undefined);
    if (!relation) throw new Error(`${resource.kind} has no relation ${name}`);
    const on = Object.entries(relation.on).map(([own, target]) => [target, configValue(resource, own) ?? null] as const);
    return on.some(([, value]) => value === null) ? null : join(resource, relation.to, Object.fromEntries(on), relation.reach).matches;
  };
  const related = (name: string): Resource | null | "missing" => {
    const found = matches(name);
    return found && (found[0] ?? "missing");
  };
  return { resource, related, relatedAll: (name) => matches(name) ?? [], params: parametersFor(rule), now };
};

/** An element as the rule is asked of it: its own fields in place of its owner's. */
const partOf = (resource: Resource, element: JsonObject): Resource => ({ ...resource, config: { ...resource.config, ...element } });

/** A rule that is asked of elements says of the whole: that one of them fails, that it concerns none, or that all is well. */
const expected = (oracle: Oracle, trial: Trial, estate: Estate): ReturnType<Oracle> => {
  const question = questionOf(trial, estate);
  const { rule } = trial;
  const { resource } = question;
  const lists = rule.parts?.[resource.kind];
  if (lists === undefined) return oracle(question);
  const elements = lists.flatMap((list) => listOf(resource.config[list])).filter(isObject);
  const said = elements.map((element) => oracle(questionOf(trial, estate, partOf(resource, element))));
  if (said.includes("fail")) return "fail";
  return said.every((one) => one === "not-applicable") ? "not-applicable" : "pass";
};

const anything = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 5 });

const agreeWithOracle = (trial: Trial, estate: Estate, verdict: string): void => {
  const oracle = oracles[trial.rule.id];
  if (!oracle) throw new Error(`${trial.rule.id} has no oracle`);
  agree("fully known", verdict, expected(oracle, trial, estate));
};

const agreeWhenHidden = (trial: Trial, estate: Estate, { chosen, verdict }: { chosen: readonly number[]; verdict: () => string }): void => {
  const all = hidings(estate);
  const hidden = chosen.map((pick) => all[pick % all.length]).filter((one) => one !== undefined);
  const part = verdictOn(trial, hide(estate, hidden));
  if (part !== "unknown") agree(`hiding ${JSON.stringify(hidden)}`, side(part), side(verdict()));
};

/** On what is fully known, the rule says what its oracle says. */
export const oracleProperty = (trial: Trial): fc.IProperty<[Estate]> =>
  fc.property(estatesOf(trial), (estate) => agreeWithOracle(trial, estate, verdictOn(trial, estate)));

/** Hiding anything (a field, an element, a list's tail, a tag, a related resource, a cell) may move the verdict only to unknown. */
export const hideProperty = (trial: Trial): fc.IProperty<[Estate, number[]]> =>
  fc.property(estatesOf(trial), anything, (estate, chosen) =>
    agreeWhenHidden(trial, estate, { chosen, verdict: () => verdictOn(trial, estate) }),
  );

/** Both of the same estates, which are drawn and judged once: for all rules that is a minute less. */
export const oracleAndHideProperty = (trial: Trial): fc.IProperty<[Estate, number[]]> =>
  fc.property(estatesOf(trial), anything, (estate, chosen) => {
    const verdict = verdictOn(trial, estate);
    agreeWithOracle(trial, estate, verdict);
    agreeWhenHidden(trial, estate, { chosen, verdict: () => verdict });
  });

/**
 * How often a sample of generated estates fails and passes: a rule that never fails in tests is not tested. No more are drawn than
 * it takes to see one in twenty of all of them on either side, however the others turn out.
 */
export const sidesOf = (trial: Trial, size: number): { fail: number; pass: number } => {
  const sides = { fail: 0, pass: 0 };
  const isEnough = (): boolean => 20 * Math.min(sides.fail, sides.pass) >= size;
  const counting = fc.property(estatesOf(trial), (estate) => {
    const seen = side(verdictOn(trial, estate));
    if (seen === "fail" || seen === "pass") sides[seen] += 1;
    return !isEnough();
  });
  const { errorInstance } = fc.check(counting, { numRuns: size, seed: 7, endOnFailure: true });
  if (!isEnough() && errorInstance !== null) throw new Error(`${trial.rule.id} could not be asked`, { cause: errorInstance });
  return sides;
};
