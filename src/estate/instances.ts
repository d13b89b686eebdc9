/** Instances of one type on the same terms. No count: nothing is counted, as capacity comes and goes with the work. */
export type Instances = { count: number | null; type: string | null; terms: string | null };

const uncounted = "serverless";
const untyped = "of several types";

const written = ({ count, type, terms }: Instances): string => {
  if (count === null) return uncounted;
  return `${count} ${type ?? untyped}${terms === null ? "" : ` (${terms})`}`;
};

/** As people read them: `2 ml.m5.large, 1 ml.g5.xlarge (spot)`. Null: none that bills. */
export const writeInstances = (all: readonly Instances[]): string | null => (all.length === 0 ? null : all.map(written).join(", "));

const readOne = (text: string): Instances | undefined => {
  if (text === uncounted) return { count: null, type: null, terms: null };
  const [, count, rest = "", terms = null] = /^(\d+) (.+?)(?: \((.+)\))?$/.exec(text) ?? [];
  return count === undefined ? undefined : { count: Number(count), type: rest === untyped ? null : rest, terms };
};

/** What `writeInstances` wrote; undefined where somebody else did. */
export const readInstances = (text: string | null): Instances[] | undefined => {
  const all = text === null ? [] : text.split(", ").map(readOne);
  const known = all.filter((one) => one !== undefined);
  return known.length === all.length ? known : undefined;
};

/** How many there are altogether; undefined where none of them is counted. */
export const countOf = (all: readonly Instances[]): number | undefined => {
  const counts = all.map(({ count }) => count).filter((count) => count !== null);
  return counts.length === 0 && all.length > 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
};
