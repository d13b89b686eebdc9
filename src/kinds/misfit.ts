import { withoutCredentials } from "../estate/credentials.ts";
import type { Json } from "../estate/json.ts";
import { isInstant } from "../estate/time.ts";
import type { Leaf } from "./field.ts";

const typeFits = (field: Leaf, value: Json): boolean => {
  if (field.type === "integer") return Number.isSafeInteger(value);
  if (field.type === "number") return typeof value === "number" && Number.isFinite(value);
  if (field.type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  return field.type !== "time" || isInstant(value);
};

/** Why the value does not satisfy the field, or undefined if it does. Never quotes the value of a secret. */
export const misfit = (field: Leaf, value: Json): string | undefined => {
  const shown = field.secret ? "a value" : withoutCredentials(JSON.stringify(value) ?? "nothing").slice(0, 80);
  if (value === null) return field.nullable ? undefined : "null, where there is always a value";
  if (!typeFits(field, value)) return `${shown}, which is not of type ${field.type}`;
  if (field.values && !field.values.includes(value)) return `${shown}, which is not one of ${field.values.join(", ")}`;
  if (typeof value === "number" && field.minimum !== undefined && value < field.minimum) return `${shown}, below ${field.minimum}`;
  if (typeof value === "number" && field.maximum !== undefined && value > field.maximum) return `${shown}, above ${field.maximum}`;
  return undefined;
};
