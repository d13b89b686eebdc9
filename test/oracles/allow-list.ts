import type { Json } from "../../src/estate/json.ts";
import { textsOf } from "./oracle.ts";

/** `*` is one part between dots and slashes, `**` any number of them. */
const expression = (pattern: string): RegExp => {
  const parts = pattern
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^./]*" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`);
};

/** Whether an image is covered by a list of patterns; undefined where there is no list. */
export const allowedBy = (list: Json | undefined): ((image: string) => boolean) | undefined => {
  const patterns = textsOf(list).map(expression);
  return patterns.length === 0 ? undefined : (image) => patterns.some((pattern) => pattern.test(image));
};
