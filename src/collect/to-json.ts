import type { Json, JsonObject } from "../estate/json.ts";

/** A text that is known to be JSON comes as an object of its own. */
const boxedText = (value: object): string | undefined => {
  const inside: unknown = Object.prototype.toString.call(value) === "[object String]" ? value.valueOf() : undefined;
  return typeof inside === "string" ? inside : undefined;
};

const toJson = (value: unknown): Json => {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null) return boxedText(value) ?? toJsonObject(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
};

/** An answer of the SDK as plain JSON: times as text, nothing undefined, no metadata of the transport. */
export const toJsonObject = (answer: unknown): JsonObject => {
  const out: JsonObject = { __proto__: null };
  const entries = typeof answer === "object" && answer !== null ? Object.entries(answer) : [];
  for (const [key, value] of entries) if (value !== undefined && key !== "$metadata") out[key] = toJson(value);
  return out;
};
