import { isObject, type Json } from "../../estate/json.ts";
import type { Path } from "../../kinds/path-in.ts";

/** A mask (`after_unknown`, `after_sensitive`) is shaped like the values, with `true` where the mark applies to all below. */
const below = (mask: Json | undefined, step: string | number): Json | undefined => {
  if (Array.isArray(mask)) return typeof step === "number" ? mask[step] : undefined;
  return isObject(mask) && Object.hasOwn(mask, String(step)) ? mask[String(step)] : undefined;
};

/** How many steps lead to the mark that covers a path, or undefined if none does. */
export const markAbove = (mask: Json, path: Path): number | undefined => {
  let at: Json | undefined = mask;
  for (const [index, step] of path.entries()) {
    if (at === true) return index;
    at = below(at, step);
  }
  return at === true ? path.length : undefined;
};

/** The mask of what lies at a path, where no mark covers it. */
export const maskAt = (mask: Json, path: Path): Json => path.reduce<Json | undefined>(below, mask) ?? null;

/** Whether something that lies below a path bears a mark. */
export const marksBelow = (mask: Json, path: Path): boolean => marks(maskAt(mask, path)).length > 0;

/** The paths of all marks. */
export const marks = (mask: Json, path: Path = []): Path[] => {
  if (mask === true) return [path];
  if (Array.isArray(mask)) return mask.flatMap((item, index) => marks(item, [...path, index]));
  return isObject(mask) ? Object.entries(mask).flatMap(([key, item]) => marks(item, [...path, key])) : [];
};
