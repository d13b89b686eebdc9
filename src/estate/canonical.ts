import { hash } from "node:crypto";
import { isObject } from "./json.ts";

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) out[key] = sorted(value[key]);
  return out;
};

/** JSON with sorted keys: equal values give equal text. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value));

export const sha256 = (text: string): string => hash("sha256", text);
