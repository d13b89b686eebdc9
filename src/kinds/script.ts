import type { Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Scripts travel in base64. What is not base64 cannot be read, and what is not UTF-8 is no script. */
const decoded = (value: Json): Json | undefined => {
  if (typeof value !== "string") return undefined;
  const packed = value.replace(/\s/g, "");
  if (!base64.test(packed)) return undefined;
  const script = Buffer.from(packed, "base64").toString("utf8");
  return script.includes("\uFFFD") ? undefined : script;
};

export const script = (path: string): Spelling => ({ path, as: decoded });

/** What is derived from a script, so that nobody need be shown it. */
export const scriptSays = (path: string, say: (script: Json) => Json | undefined): Spelling => ({
  path,
  as: (value) => {
    const text = decoded(value);
    return text === undefined ? undefined : say(text);
  },
});
