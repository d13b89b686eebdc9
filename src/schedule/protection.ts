import type { Instant } from "./instant.ts";
import type { Protection } from "./stop-policy.ts";

/** A pattern with `*` for any text, which must match the whole. */
const matches = (pattern: string, text: string): boolean => {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
};

/** A date holds until it begins, in UTC. */
const endOf = ({ expires }: Protection): Instant => Date.parse(expires);

export type Tag = { value: string | null } | "hidden";

/** Whether it protects a thing of this name: undefined where that hangs on a tag that is hidden. */
const covers = (protection: Protection, name: string, tagOf: (key: string) => Tag): boolean | undefined => {
  if (protection.name !== null && !matches(protection.name, name)) return false;
  if (protection.tag === null) return protection.name !== null;
  const tag = tagOf(protection.tag);
  if (tag === "hidden") return undefined;
  if (tag.value === null) return false;
  return protection.value === null || tag.value === protection.value;
};

export type Protected = "holds" | "expired" | null;

/** What may protect a thing now: the last to end decides. Several answers where hidden tags leave them open. */
export const protectionsOf = (
  protections: readonly Protection[],
  { name, tagOf, now }: { name: string; tagOf: (key: string) => Tag; now: Instant },
): { state: Protected; by: Protection | null }[] => {
  const sorted = [...protections].sort((one, other) => endOf(other) - endOf(one));
  const possible: { state: Protected; by: Protection | null }[] = [];
  for (const by of sorted) {
    const covered = covers(by, name, tagOf);
    if (covered === false) continue;
    possible.push({ state: endOf(by) > now ? "holds" : "expired", by });
    if (covered) return possible;
  }
  return [...possible, { state: null, by: null }];
};
