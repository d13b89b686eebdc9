import type { Json, JsonObject } from "../../estate/json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { type Path, valueAt } from "../../kinds/path-in.ts";
import { type UnknownAt } from "../../kinds/read-fields.ts";
import type { Written } from "./configuration.ts";
import type { Planned } from "./document.ts";
import { type Expression, saidAt } from "./expression.ts";
import { type KindFields, pattern } from "./kind-fields.ts";
import { markAbove, maskAt, marksBelow } from "./mask.ts";
import { type Origin, trace, traceEach } from "./trace.ts";

type HiddenContext = {
  planned: Planned;
  fields: KindFields;
  written: Written | undefined;
  variables: JsonObject;
  /** Whether the source has a dynamic block of this name for the resource; undefined without the source. */
  generates: (block: string) => boolean | undefined;
  /** Whether an address is that of a resource in the estate. */
  inEstate: (address: string) => boolean;
};

/** Attributes that no resource of AWS leaves null. */
const neverNull = new Set(["id", "arn", "name", "key_id", "unique_id", "target_key_arn", "target_key_id", "bucket"]);

const afterApply = (detail: string, more: Pick<Unknown, "set" | "same"> = {}): Unknown => ({
  reason: "known-after-apply",
  detail,
  ...more,
});

/**
 * Which attribute an unknown element of a list is, where as many are mentioned as are unknown. Of those, any may be any: they are of a set, or
 * are read as one.
 */
const elementOrigin = (
  { planned, variables }: HiddenContext,
  expression: Expression,
  path: Path,
  { scope }: Written,
): Origin | undefined => {
  const list = path.slice(0, -1);
  const mask = maskAt(planned.unknown, list);
  const places = Array.isArray(mask) ? mask.flatMap((one, index) => (one === true ? [index] : [])) : [];
  const origins = traceEach(expression, scope, variables).filter(({ given }) => !given);
  const nth = places.findIndex((index) => index === path.at(-1));
  return origins.length === places.length && origins.every(({ attribute }) => attribute) ? origins[nth] : undefined;
};

const isJoined = ({ joined }: KindFields, path: Path, element: Origin | false | undefined): boolean =>
  joined.has(pattern(path)) || (element !== undefined && element !== false && joined.has(pattern(path.slice(0, -1))));

const isThere = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

/** By reference: present for sure only where the value is nothing but an attribute that always exists. Undefined: surely null. */
const byReference = (context: HiddenContext, expressions: readonly Expression[], path: Path, written: Written): Unknown | undefined => {
  const [only] = expressions;
  const element = only && expressions.length === 1 && typeof path.at(-1) === "number" && elementOrigin(context, only, path, written);
  const origins = element ? [element] : expressions.map((expression) => trace(expression, written.scope, context.variables));
  if (context.planned.created && origins.every((origin) => origin.nothing)) return undefined;
  const [origin] = origins;
  const set = origins.every(({ attribute }) => attribute && neverNull.has(attribute.name));
  const same =
    origins.length === 1 && isJoined(context.fields, path, element) && origin?.attribute && context.inEstate(origin.attribute.address);
  return afterApply([...new Set(origins.map(({ detail }) => detail))].join(", "), {
    ...(set ? { set } : {}),
    ...(same && origin ? { same: origin.detail } : {}),
  });
};

/** A whole block that nobody wrote: left to AWS, or made by a dynamic block, of which the plan keeps no trace. */
const unwrittenBlock = (context: HiddenContext, path: Path): Unknown | undefined => {
  const name = path.findLast((step): step is string => typeof step === "string") ?? "";
  const generated = context.generates(name);
  if (generated === false) return undefined;
  return afterApply(
    generated
      ? `a dynamic block makes ${name}`
      : `${name} is left to AWS or made by a dynamic block: only the .tf file tells, which was not given`,
  );
};

/** Why AWS may take from a template what nobody wrote. */
export const filledIn = ({ planned, fields: { template } }: Pick<HiddenContext, "planned" | "fields">): Unknown | undefined =>
  template !== undefined && planned.created && (markAbove(planned.unknown, [template]) !== undefined || isThere(planned.after[template]))
    ? afterApply(`${template} may set it`)
    : undefined;

/** Written by nobody and unknown: on a new resource that is "not set", unless it is AWS or the provider who always sets it. */
const unwritten = (context: HiddenContext, path: Path): Unknown | undefined => {
  const { planned, fields } = context;
  const template = filledIn(context);
  if (template) return template;
  if (!planned.created) return afterApply("the provider sets it during the update");
  const at = pattern(path);
  if (fields.blocks.has(at)) return unwrittenBlock(context, path);
  const meaning = fields.attributes.get(at) ?? "perhaps-set";
  if (meaning === "absent") return undefined;
  const same = fields.joined.has(at) ? { same: `${planned.id}.${at}` } : {};
  return afterApply("AWS or the provider sets it", { ...(meaning === "always-set" ? { set: true } : {}), ...same });
};

const unknownUntilApply = (context: HiddenContext, path: Path): Unknown | undefined => {
  const { planned, written } = context;
  if (!written) return afterApply("its configuration is not in the plan");
  const said = saidAt(written.expressions, path, planned.after);
  if (said.as === "expressions") return byReference(context, said.expressions, path, written);
  return said.as === "nothing" ? unwritten(context, path) : afterApply("a dynamic block makes it");
};

/** Sensitive values stand in clear in a plan. They are not read on, so that nothing that follows can show them. */
const sensitive = (planned: Planned, path: Path): Unknown => ({
  reason: "sensitive",
  detail: "the plan marks it as sensitive",
  ...(isThere(valueAt(planned.after, path)) ? { set: true } : {}),
});

/** Tells for every path of a planned resource whether its value can be believed. */
export const hiddenIn = (context: HiddenContext): UnknownAt => {
  const { planned } = context;
  return (path, whole) => {
    const unknown = markAbove(planned.unknown, path);
    if (unknown !== undefined) return unknownUntilApply(context, path.slice(0, unknown));
    if (markAbove(planned.sensitive, path) !== undefined) return sensitive(planned, path);
    if (whole !== true) return undefined;
    if (marksBelow(planned.unknown, path)) return afterApply("a part of it is only known after apply");
    return marksBelow(planned.sensitive, path) ? { reason: "sensitive", detail: "the plan marks a part of it as sensitive" } : undefined;
  };
};
