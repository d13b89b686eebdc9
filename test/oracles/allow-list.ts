import type { Json } from "../../src/estate/json.ts";
import { textsOf } from "./oracle.ts";

/** `*` is one part between what parts it, `**` any number of them. */
const expression = (pattern: string, part: string): RegExp => {
  const parts = pattern
    .split(/(\*\*|\*)/)
    .map((piece) => (piece === "**" ? ".*" : piece === "*" ? part : piece.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`);
};

/** Whether an image is covered by a list of patterns; undefined where there is no list. */
export const allowedBy = (list: Json | undefined, part = "[^./]*"): ((image: string) => boolean) | undefined => {
  const patterns = textsOf(list).map((pattern) => expression(pattern, part));
  return patterns.length === 0 ? undefined : (image) => patterns.some((pattern) => pattern.test(image));
};

/** The same of ARNs, in whose names a dot parts nothing. */
export const arnAllowedBy = (list: Json | undefined): ((arn: string) => boolean) | undefined => allowedBy(list, "[^/]*");
