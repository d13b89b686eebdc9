/**
 * The paths of what a rule reads, below `resource`. `containers[*].image`: each element may convict alone. `apps[all].state`:
 * judged only when the list is complete. A list without either is read as a whole, which is the same as `[all]`.
 */
export type Step = { name: string; list?: "each" | "all" };

const stepPattern = /^([A-Za-z_][A-Za-z0-9_-]*)(\[\*\]|\[all\])?$/;

export const parseRead = (read: string): Step[] =>
  read.split(".").map((part) => {
    const match = stepPattern.exec(part);
    if (!match?.[1]) throw new Error(`"${read}" is not a read path: "${part}" is neither a name nor name[*] nor name[all]`);
    return match[2] === undefined ? { name: match[1] } : { name: match[1], list: match[2] === "[*]" ? "each" : "all" };
  });

/** What to send, as a tree: the union of the reads of several rules. `whole`: one of them ends here, and takes all that is below. */
export type ReadTree = { list?: "each" | "all"; whole?: true; below: Map<string, ReadTree> };

const grow = (tree: ReadTree, steps: readonly Step[]): void => {
  let at = tree;
  for (const step of steps) {
    const next: ReadTree = at.below.get(step.name) ?? { below: new Map() };
    if (step.list) next.list = step.list;
    at.below.set(step.name, next);
    at = next;
  }
  at.whole = true;
};

export const readTree = (reads: readonly string[]): ReadTree => {
  const root: ReadTree = { below: new Map() };
  for (const read of reads) grow(root, parseRead(read));
  return root;
};

/** Which lists a set of reads takes how: two rules that take one list differently are not sent the same document. */
export const listModes = (reads: readonly string[]): Map<string, "each" | "all"> => {
  const modes = new Map<string, "each" | "all">();
  for (const read of reads) {
    const names: string[] = [];
    for (const step of parseRead(read)) {
      names.push(step.name);
      if (step.list) modes.set(names.join("."), step.list);
    }
  }
  return modes;
};

const pattern = (read: string): string[] => parseRead(read).flatMap((step) => (step.list ? [step.name, "*"] : [step.name]));

const patterns = new Map<string, string[]>();
const patternOf = (read: string): string[] => {
  const known = patterns.get(read) ?? pattern(read);
  patterns.set(read, known);
  return known;
};

/** A read meets an open path when one is a prefix of the other; `*` matches every element, `-` the elements that may follow. */
export const meets = (read: string, path: readonly (string | number)[]): boolean => {
  const steps = patternOf(read);
  const length = Math.min(steps.length, path.length);
  for (let at = 0; at < length; at++) if (steps[at] !== "*" && path[at] !== "-" && steps[at] !== String(path[at])) return false;
  return true;
};
