import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import type { Path } from "../../kinds/path-in.ts";
import type { Written } from "./configuration.ts";
import type { Planned } from "./document.ts";
import { saidAt } from "./expression.ts";
import { markAbove, marks } from "./mask.ts";
import { trace } from "./trace.ts";

/** Types whose `id` is their name: known before apply, though Terraform says it is not. */
const idIsName = new Set([
  "aws_sagemaker_endpoint",
  "aws_sagemaker_endpoint_configuration",
  "aws_sagemaker_model",
  "aws_sagemaker_notebook_instance",
  "aws_sagemaker_notebook_instance_lifecycle_configuration",
]);

const nameOf = (target: Planned | undefined): string | undefined => {
  const name = target && idIsName.has(target.address.type) ? target.after["name"] : undefined;
  if (typeof name !== "string" || !target) return undefined;
  const hidden = markAbove(target.unknown, ["name"]) ?? markAbove(target.sensitive, ["name"]);
  return hidden === undefined ? name : undefined;
};

const put = (document: Json | undefined, path: Path, value: Json): void => {
  const holder = path.slice(0, -1).reduce<Json | undefined>((at, step) => {
    if (Array.isArray(at)) return typeof step === "number" ? at[step] : undefined;
    return isObject(at) && Object.hasOwn(at, String(step)) ? at[String(step)] : undefined;
  }, document);
  const last = path.at(-1);
  if (isObject(holder) && last !== undefined)
    Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
};

type SettleContext = { written: Written | undefined; variables: JsonObject; find: (address: string) => Planned | undefined };

/** Fills in the ids that are names: `lifecycle_config_name = aws_sagemaker_notebook_instance_lifecycle_configuration.x.id`. */
export const settle = (planned: Planned, { written, variables, find }: SettleContext): Planned => {
  if (!written) return planned;
  const known = marks(planned.unknown).flatMap((path) => {
    const said = saidAt(written.expressions, path, planned.after);
    const [expression, ...others] = said.as === "expressions" ? said.expressions : [];
    const attribute = expression && others.length === 0 ? trace(expression, written.scope, variables).attribute : undefined;
    const name = attribute?.name === "id" ? nameOf(find(attribute.address)) : undefined;
    return name === undefined ? [] : [{ path, name }];
  });
  if (known.length === 0) return planned;
  const settled = { ...planned, after: structuredClone(planned.after), unknown: structuredClone(planned.unknown) };
  for (const { path, name } of known) {
    put(settled.after, path, name);
    put(settled.unknown, path, false);
  }
  return settled;
};
