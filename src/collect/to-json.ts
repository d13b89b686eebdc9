import type { Json, JsonObject } from "../estate/json.ts";

const toJson = (value: unknown): Json => {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null) return toJsonObject(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
};

/** An answer of the SDK as plain JSON: times as text, nothing undefined, no metadata of the transport. */
export const toJsonObject = (answer: unknown): JsonObject => {
  const out: JsonObject = { __proto__: null };
  const entries = typeof answer === "object" && answer !== null ? Object.entries(answer) : [];
  for (const [key, value] of entries) if (value !== undefined && key !== "$metadata") out[key] = toJson(value);
  return out;
};
