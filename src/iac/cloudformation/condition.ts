import { isObject, type Json } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { type Scope, type Truth, unresolved } from "./scope.ts";
import { documentOf, hiddenWithin, textOf, type Value } from "./value.ts";

type Asking = { scope: Scope; evaluate: (node: Json, scope: Scope) => Value };

const why = ({ reason, detail }: Unknown): Unknown => ({ reason, detail });

const equals = (left: Value, right: Value): Truth => {
  const hidden = [left, right].map((value) => hiddenWithin(value));
  const [first, second] = hidden;
  if (first?.same !== undefined && first.same === second?.same) return true;
  const unknown = hidden.find((one) => one !== undefined);
  if (unknown) return why(unknown);
  const [a, b] = [left, right].map((value) => textOf(value) ?? JSON.stringify(documentOf(value)));
  return a === b;
};

/** One that decides does so whatever the others are. */
const combine = (truths: readonly Truth[], decides: boolean): Truth => {
  if (truths.includes(decides)) return decides;
  return truths.find((truth) => typeof truth !== "boolean") ?? !decides;
};

const listOf = (node: Json | undefined): readonly Json[] => (Array.isArray(node) ? node : []);

/** Whether a condition holds, as it is written. */
export const truthOf = (node: Json, asking: Asking): Truth => {
  asking.scope.spend();
  const [entry] = isObject(node) ? Object.entries(node) : [];
  const [name, argument] = entry ?? [];
  const each = (): Truth[] => listOf(argument).map((one) => truthOf(one, asking));
  if (name === "Condition" && typeof argument === "string") return asking.scope.condition(argument);
  if (name === "Fn::And") return combine(each(), false);
  if (name === "Fn::Or") return combine(each(), true);
  if (name === "Fn::Not") {
    const [inner = unresolved("Fn::Not is not written as it must be")] = each();
    return typeof inner === "boolean" ? !inner : inner;
  }
  const [left, right] = listOf(argument);
  if (name !== "Fn::Equals" || left === undefined || right === undefined) return unresolved("a condition is not written as it must be");
  return equals(asking.evaluate(left, asking.scope), asking.evaluate(right, asking.scope));
};
