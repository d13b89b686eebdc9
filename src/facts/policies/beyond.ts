import type { Unknown } from "../../estate/unknown.ts";
import { type Derived, known } from "../derived.ts";
import type { Asker } from "./asker.ts";
import { anyBucketBy, bucketsNamedBy } from "./buckets.ts";
import { administratorBy, passesAnyRoleBy, type Power, waysOf } from "./more-rights.ts";
import { presignsBy } from "./presigned.ts";
import { some, type Truth } from "./truth.ts";

const everything = "everything";
const anyBucket = "any bucket";

const power = (name: string, by: Derived<string | null>): Power =>
  "unknown" in by ? { name, is: "perhaps", why: by.unknown } : { name, is: by.value === null ? "no" : "yes", why: undefined };

/** What a role may do of what is asked of every role, in the order in which it is told. */
export const powersOf = (asker: Asker): readonly Power[] => [
  power(everything, administratorBy(asker)),
  power(anyBucket, anyBucketBy(asker)),
  power("passing on any role", passesAnyRoleBy(asker)),
  power("addresses of anybody's notebook or profile", presignsBy(asker)),
  ...waysOf(asker, false),
];

/** Somebody who may do things, and what was found of him already. */
export type Mighty = { asker: Asker; powers: readonly Power[] };

/** Something that one may do, or perhaps, and whether one of the others may. */
type Compared = Power & { others: Truth };

const isOf = (name: string, { powers }: Mighty): Truth => powers.find((one) => one.name === name)?.is ?? "no";

const comparedPowers = (one: Mighty, others: readonly Mighty[]): Compared[] =>
  one.powers.map((own) => ({ ...own, others: some(others.map((other) => isOf(own.name, other))) }));

/** Whoever reaches any bucket may be denied one: so those count that one is allowed, and those that others are denied. */
const comparedBuckets = ({ asker }: Mighty, others: readonly Mighty[]): Compared[] => {
  const hidden = asker.rights.policies.mayAllow;
  const asked = [...bucketsNamedBy(asker, "Allow"), ...others.flatMap((other) => bucketsNamedBy(other.asker, "Deny"))];
  const named = asked.map(({ name, may }): Compared => {
    const { allowed, why } = may(asker);
    return { name, is: allowed, why, others: some(others.map((other) => may(other.asker).allowed)) };
  });
  return [...named, ...(hidden ? [{ name: "", is: "perhaps" as const, why: hidden, others: "no" as const }] : [])];
};

/** Who reaches any bucket reaches those that are named. */
const told = (names: readonly string[]): string => {
  if (names.includes(everything)) return everything;
  return [...new Set(names)].filter((name) => !names.includes(anyBucket) || !name.startsWith("arn:")).join(", ");
};

const unclear: Unknown = { reason: "unresolved", detail: "what the role of a member may do cannot be told" };

/**
 * What one may do and none of the others: any bucket, or those that its policies name; the ways to more rights. `hidden`: why there may be
 * others. Null: nothing.
 */
export const beyond = (one: Mighty, others: readonly Mighty[], hidden: Unknown | undefined): Derived<string | null> => {
  // Whoever may do everything may do what anybody may.
  if (others.some((other) => isOf(everything, other) === "yes")) return known(null);
  const all = [...comparedPowers(one, others), ...comparedBuckets(one, others)].filter(({ is, others: they }) => is !== "no" && they !== "yes");
  const more = all.filter(({ is, others: they }) => is === "yes" && they === "no" && !hidden).map(({ name }) => name);
  if (more.length > 0) return known(told(more));
  const doubt = all.map(({ why }) => why).find((why) => why !== undefined);
  return all.length > 0 ? { unknown: hidden ?? doubt ?? unclear } : known(null);
};
