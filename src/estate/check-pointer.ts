import { didYouMean } from "./closest.ts";
import { isObject, type Json } from "./json.ts";
import { fromPointer, isPointer } from "./pointer.ts";
import type { ConfigSchema, FieldSchema } from "./schema.ts";

type Node = ConfigSchema | FieldSchema | { type: "string" };

/** The place of an element that is unknown as a whole is kept by an empty one. */
const isHole = (value: Json | undefined): boolean =>
  value === undefined || value === "" || (isObject(value) && Object.keys(value).length === 0);

/** Each way down returns why it cannot be taken, or the value at the pointer's end. */
type Step = { fault: string } | { value: Json | undefined; inList: boolean };

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const walk = (node: Node, value: Json | undefined, rest: readonly string[], inList: boolean): Step => {
  const [head, ...below] = rest;
  if (head === undefined) return { value, inList };
  if ("properties" in node) {
    const next = Object.hasOwn(node.properties, head) ? node.properties[head] : undefined;
    if (next) return walk(next, member(value, head), below, false);
    return { fault: `there is no field "${head.slice(0, 80)}".${didYouMean(head, Object.keys(node.properties))}` };
  }
  if ("additionalProperties" in node)
    return head === "-" && below.length === 0
      ? { value: undefined, inList }
      : walk(node.additionalProperties, member(value, head), below, false);
  if (!("items" in node)) return { fault: "it points into a plain value." };
  if (!Array.isArray(value)) return { fault: "`config` has no such list, so there is nothing to point into." };
  if (head === "-")
    return below.length === 0
      ? { value: undefined, inList }
      : { fault: '"-" stands for elements that may follow, and has nothing inside.' };
  if (!/^(?:0|[1-9]\d{0,8})$/.test(head) || Number(head) >= value.length)
    return { fault: `the list has no element ${JSON.stringify(head.slice(0, 20))}.` };
  return walk(node.items, value[Number(head)], below, true);
};

const stepTo = (schema: ConfigSchema, config: Json, pointer: string): Step =>
  isPointer(pointer) && pointer !== ""
    ? walk(schema, config, fromPointer(pointer), false)
    : { fault: "it is no JSON Pointer to a field, such as /rootAccess." };

/** Why a pointer cannot stand in `unknown`, or undefined if it can. */
export const faultOfUnknown = (schema: ConfigSchema, config: Json, pointer: string): string | undefined => {
  const step = stepTo(schema, config, pointer);
  if ("fault" in step) return step.fault;
  const free = step.value === undefined || (step.inList && isHole(step.value));
  return free ? undefined : "`config` gives a value for it, and one thing cannot be both known and unknown.";
};

/** Why a pointer cannot stand in `defaulted`, or undefined if it can. */
export const faultOfDefaulted = (schema: ConfigSchema, config: Json, pointer: string): string | undefined => {
  const step = stepTo(schema, config, pointer);
  if ("fault" in step) return step.fault;
  return step.value === undefined ? "`config` gives no value for it." : undefined;
};
