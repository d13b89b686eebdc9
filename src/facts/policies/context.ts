/**
 * What a request says of one condition key. `present`: it says something, and nobody knows what. `unknown`: perhaps not even that.
 * `own`: something of the caller's own, which is nothing that the request names. `free`: the caller chooses it, and so would meet what allows
 * and avoid what denies.
 */
export type Said = { values: readonly string[] } | "absent" | "present" | "unknown" | "own" | "free";

/** By the key in lower case, as AWS does not tell the case of keys. */
export type Context = (key: string) => Said;

/** What is given for a key, or for all keys that begin alike (`aws:requesttag/*`); of all others nothing is known. */
export const contextOf = (given: Readonly<Record<string, Said>>): Context => {
  const exact = new Map(Object.entries(given).map(([key, said]) => [key.toLowerCase(), said]));
  const families = [...exact].filter(([key]) => key.endsWith("*")).map(([key, said]) => [key.slice(0, -1), said] as const);
  return (key) => exact.get(key) ?? families.find(([start]) => key.startsWith(start))?.[1] ?? "unknown";
};
