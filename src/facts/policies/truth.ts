/** What can be said of a policy: it is so, it is not so, or it cannot be told. */
export type Truth = "yes" | "no" | "perhaps";

export const truth = (is: boolean): Truth => (is ? "yes" : "no");

export const not = (one: Truth): Truth => (one === "yes" ? "no" : one === "no" ? "yes" : "perhaps");

/** One that is not so decides. */
export const every = (all: readonly Truth[]): Truth => (all.includes("no") ? "no" : all.includes("perhaps") ? "perhaps" : "yes");

/** One that is so decides. */
export const some = (all: readonly Truth[]): Truth => (all.includes("yes") ? "yes" : all.includes("perhaps") ? "perhaps" : "no");
