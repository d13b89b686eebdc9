type Assignment = { line: number; value: string; said?: string };

/** What a text says on a line of the script, with each variable put in whose value is known there. */
export type Say = (text: string, line: number) => string;

type Assigning = { line: number; sure: boolean; assigns: Record<string, string> };

const longest = 4096;
const deepest = 8;
/** Of a script of 16 KB, no more is made than this: variables within variables grow without measure. */
const room = 262_144;

type Variable = { all: Assignment[]; isOne: boolean; isSure: boolean };

/** The value on a line: the only one that there is, or the last one before it, if no branch can have left it out. */
const valueAt = (variable: Variable | undefined, line: number): Assignment | undefined => {
  if (!variable || variable.isOne) return variable?.all[0];
  return variable.isSure ? variable.all.findLast((one) => one.line <= line) : undefined;
};

const variablesIn = (commands: readonly Assigning[]): Map<string, Variable> => {
  const values = new Map<string, Variable>();
  for (const { assigns, line, sure } of commands)
    for (const [name, value] of Object.entries(assigns)) {
      const { all, isOne, isSure } = values.get(name) ?? { all: [], isOne: true, isSure: true };
      all.push({ line, value });
      values.set(name, { all, isOne: isOne && value === all[0]?.value, isSure: isSure && sure });
    }
  return values;
};

/** Nothing is known of a variable whose value another command brings. */
export const sayWith = (commands: readonly Assigning[]): Say => {
  const values = variablesIn(commands);
  let left = room;
  const say = (text: string, line: number, depth: number): string => {
    if (!text.includes("$") || text.length > longest) return text;
    const said = text.replaceAll(/\$(?:\{(\w+)(?:\[[@*]\])?\}|(\w+))/g, (all, braced?: string, bare?: string) => {
      const found = valueAt(values.get(braced ?? bare ?? ""), line);
      if (!found || depth === 0 || left <= 0 || /`|\$\(/.test(found.value)) return all;
      found.said ??= say(found.value, found.line, depth - 1);
      left -= found.said.length;
      return found.said;
    });
    return said.length > longest ? text : said;
  };
  return (text, line) => say(text, line, deepest);
};
