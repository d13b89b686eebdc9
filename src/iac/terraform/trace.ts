import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { formatModules } from "./address.ts";
import { enter, type Scope } from "./configuration.ts";
import { type Expression, expressionOf, mentions } from "./expression.ts";

/** Where the value of an expression comes from, as far as the plan shows it. */
export type Origin = {
  /** What it rests on, in the author's words: names only, never a value. */
  detail: string;
  /** The expression is surely null: a variable that nobody set. */
  nothing?: true;
  /** It is nothing but this attribute of a resource. */
  attribute?: { address: string; name: string };
  /** A variable of the root module, whose value is known before anything is planned. */
  given?: true;
};

const variable = /^var\.([^.[]+)$/;
const output = /^module\.([^.[]+)(?:\[(\d+|"[^"\\]*")\])?\.([^.[]+)$/;
const attribute = /^([a-z][a-z0-9_]*\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)\.([^.[]+)$/;
/** Roots of references that are no resource types. */
const words = new Set(["var", "local", "module", "data", "each", "count", "path", "terraform", "self", "ephemeral"]);

const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
/** Modules that call each other form no circle, but a plan that was tampered with may. */
const furthest = 50;

type Tracing = { variables: JsonObject; steps: number };

const traceVariable = (name: string, scope: Scope, tracing: Tracing): Origin => {
  const detail = `var.${name}`;
  if (!scope.parent) {
    const given = member(tracing.variables, name);
    return isObject(given) && (given["value"] ?? null) === null ? { detail, nothing: true } : { detail, given: true };
  }
  const passed = member(member(scope.call, "expressions"), name);
  if (passed !== undefined) return traceExpression(expressionOf(passed), scope.parent, tracing);
  const declared = member(member(scope.module, "variables"), name);
  return isObject(declared) && (declared["default"] ?? null) === null ? { detail, nothing: true } : { detail };
};

const traceOutput = (found: RegExpExecArray, scope: Scope, tracing: Tracing): Origin | undefined => {
  const [, name = "", key, result = ""] = found;
  const step = key === undefined ? { name } : { name, key: key.startsWith('"') ? key.slice(1, -1) : Number(key) };
  const inside = enter(scope, step);
  const expression = member(member(member(inside?.module, "outputs"), result), "expression");
  return inside && expression !== undefined ? traceExpression(expressionOf(expression), inside, tracing) : undefined;
};

const traceReference = (reference: string, scope: Scope, tracing: Tracing): Origin => {
  const named = variable.exec(reference)?.[1];
  if (named !== undefined) return traceVariable(named, scope, tracing);
  const result = output.exec(reference);
  if (result) return traceOutput(result, scope, tracing) ?? { detail: reference };
  const [, resource = "", name = ""] = attribute.exec(reference) ?? [];
  if (resource === "" || words.has(resource.slice(0, resource.indexOf(".")))) return { detail: reference };
  const address = formatModules(scope.steps) + resource;
  return { detail: `${address}.${name}`, attribute: { address, name } };
};

function traceExpression(expression: Expression, scope: Scope, tracing: Tracing): Origin {
  const mentioned = mentions(expression.references);
  const [only] = mentioned;
  if (only === undefined) {
    // A function of constants may still be known only after apply: uuid(), timestamp().
    return expression.constant === null ? { detail: "null", nothing: true } : { detail: "an expression without references" };
  }
  // With several references nobody can tell which of them the value is, or whether a condition makes it null.
  if (mentioned.length > 1 || tracing.steps > furthest) return { detail: [...new Set(mentioned)].slice(0, 3).join(", ") };
  return traceReference(only, scope, { ...tracing, steps: tracing.steps + 1 });
}

/** Each thing that an expression mentions, followed for itself. */
export const traceEach = ({ references }: Expression, scope: Scope, variables: JsonObject): Origin[] =>
  mentions(references).map((reference) => traceReference(reference, scope, { variables, steps: 0 }));

/** Follows an expression through variables of modules and outputs of modules to the resource it reads, or to null. */
export const trace = (expression: Expression, scope: Scope, variables: JsonObject): Origin =>
  traceExpression(expression, scope, { variables, steps: 0 });
