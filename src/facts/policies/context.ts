/**
 * What a request says of one condition key. `present`: it says something, and nobody knows what. `unknown`: perhaps not even that.
 * `own`: something of the caller's own, which is nothing that the request names. `free`: the caller chooses it, and so would meet what allows
 * and avoid what denies.
 */
export type Said = { values: readonly string[] } | "absent" | "present" | "unknown" | "own" | "free";

/** By the key in lower case, as AWS does not tell the case of keys. */
export type Context = (key: string) => Said;

/** What is said by key, in any case, or for all keys that begin alike (`aws:requesttag/*`). */
export type Given = Readonly<Record<string, Said>>;

type Read = { exact: ReadonlyMap<string, Said>; families: readonly (readonly [string, Said])[] };

/** Many requests say the same. */
const known = new WeakMap<Given, Read>();

const read = (given: Given): Read => {
  const all = Object.entries(given).map(([key, said]) => [key.toLowerCase(), said] as const);
  const families = all.filter(([key]) => key.endsWith("*")).map(([key, said]) => [key.slice(0, -1), said] as const);
  const one: Read = { exact: new Map(all), families };
  known.set(given, one);
  return one;
};

/** What is given, the last of it first; of all other keys nothing is known. A key that is named goes before keys that begin alike. */
export const contextOf = (given: readonly Given[]): Context => {
  // Most requests meet no condition that asks for anything.
  let all: readonly Read[] | undefined;
  return (key) => {
    all ??= given.map((one) => known.get(one) ?? read(one)).toReversed();
    for (const { exact } of all) {
      const said = exact.get(key);
      if (said !== undefined) return said;
    }
    for (const { families } of all) for (const [start, said] of families) if (key.startsWith(start)) return said;
    return "unknown";
  };
};
