import type { Arrival } from "../../src/estate/arrival.ts";
import type { Estate } from "../../src/estate/estate.ts";

/** Numbers below a limit: the same for the same seed. */
const diceOf = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % limit;
  };
};

const shuffled = <Item>(items: readonly Item[], dice: (limit: number) => number): Item[] => {
  const left = [...items];
  return items.flatMap(() => left.splice(dice(left.length), 1));
};

/**
 * An estate as it may come in: kinds mixed, in every order and in parts of every size, with the one promise kept that nothing of a
 * kind follows the word that it is closed.
 */
export const shuffledArrivals = ({ resources, coverage }: Estate, seed: number): Arrival[] => {
  const dice = diceOf(seed);
  const kinds = [...new Set([...resources, ...coverage].map(({ kind }) => kind))];
  const lines = kinds.map((kind): Arrival[] => {
    const left = shuffled(
      resources.filter((one) => one.kind === kind),
      dice,
    );
    const parts: Arrival[] = [];
    while (left.length > 0) parts.push({ type: "resources", kind, resources: left.splice(0, 1 + dice(4)) });
    const cells = coverage.filter((cell) => cell.kind === kind);
    return [...parts, { type: "closed", kind, cells: shuffled(cells, dice) }];
  });
  const arrivals: Arrival[] = [];
  for (let open = lines; open.length > 0; open = open.filter((line) => line.length > 0)) {
    const next = open[dice(open.length)]?.shift();
    if (next) arrivals.push(next);
  }
  return arrivals;
};
