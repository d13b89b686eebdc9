/**
 * Puts together, a few at a time, what has nothing in common: what is told of one of a group is then not told because of another.
 * `touches` names all that one has a say in.
 */
export const apart = <One>(ones: readonly One[], touches: (one: One) => readonly string[], most: number): One[][] => {
  const groups: { members: One[]; touched: Set<string> }[] = [];
  for (const one of ones) {
    const touched = touches(one);
    const fits = groups.find((group) => group.members.length < most && !touched.some((name) => group.touched.has(name)));
    if (fits && touched.length > 0) {
      fits.members.push(one);
      for (const name of touched) fits.touched.add(name);
    } else groups.push({ members: [one], touched: new Set(touched) });
  }
  return groups.map(({ members }) => members);
};
