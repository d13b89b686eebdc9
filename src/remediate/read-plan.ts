import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { isObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import { type FixPlan, fixPlanFormat, fixPlanSchema, hashOf } from "./fix-plan.ts";

const todo = "Make a new one with `sagewarden fix plan`.";

const refuse = (code: string, what: string, where: string): never => {
  throw new Problem({ code, what, where, todo });
};

const parse = (text: string, file: string): unknown => {
  if (text.trim() === "") return refuse("fix-plan-malformed", "The fix plan is empty.", file);
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(
      "fix-plan-malformed",
      `The fix plan is not JSON: ${error instanceof Error ? error.message : "it cannot be parsed"}.`,
      file,
    );
  }
};

const inWords = (error: ErrorObject | undefined): string => {
  const at = error?.instancePath ? error.instancePath : "the document";
  const extra: unknown = error?.params["additionalProperty"];
  return typeof extra === "string"
    ? `${at} has an unknown key ${JSON.stringify(extra)}`
    : `${at} ${error?.message ?? "does not meet its schema"}`;
};

let validate: ValidateFunction<FixPlan> | undefined;

/** A plan from a file, word for word as it was made, or a Problem that says where it is wrong. */
export const readPlan = (text: string, file: string): FixPlan => {
  const value = parse(text, file);
  if (!isObject(value) || value["format"] !== fixPlanFormat)
    return refuse("fix-plan-format", `The file is no fix plan: its "format" is not "${fixPlanFormat}".`, file);
  validate ??= new Ajv2020({ strict: true, allowUnionTypes: true }).compile<FixPlan>(fixPlanSchema);
  if (!validate(value)) return refuse("fix-plan-malformed", `The fix plan is malformed: ${inWords(validate.errors?.[0])}.`, file);
  if (hashOf(value) !== value.hash)
    return refuse("fix-plan-edited", "The fix plan was changed after it was made: its hash no longer fits what it says.", file);
  return value;
};
