const names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** Monday to Friday; Friday to Monday goes round the end of the week. */
export const dayRange = (first: number, last: number): readonly number[] =>
  Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, offset) => ((first - 1 + offset) % 7) + 1);

const dayNamed = (text: string): number | undefined => {
  const at = names.findIndex((name) => text === name || text === name.slice(0, 3));
  return at < 0 ? undefined : at + 1;
};

const rangeOf = (text: string): readonly number[] | undefined => {
  const ends = text.split("-").map((name) => dayNamed(name.trim()));
  const [first, last = first] = ends;
  return first === undefined || last === undefined || ends.includes(undefined) || ends.length > 2 ? undefined : dayRange(first, last);
};

/** `Mon-Fri`, `Sat,Sun`, `Fri-Mon`: ISO weekdays in order, or undefined where it is none of these. */
export const parseDays = (text: string): readonly number[] | undefined => {
  const ranges = text
    .toLowerCase()
    .split(",")
    .map((part) => rangeOf(part.trim()));
  const days = new Set<number>();
  for (const range of ranges) {
    if (!range) return undefined;
    for (const day of range) days.add(day);
  }
  return [...days].sort((one, other) => one - other);
};
