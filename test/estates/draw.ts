import { dice } from "../fake-aws/dice.ts";

/** Chance that comes out the same for the same seed. */
export type Draw = {
  chance: (share: number) => boolean;
  pick: <Item>(items: readonly [Item, ...Item[]] | readonly Item[]) => Item;
  /** From 0 up to, and not including, `limit`. */
  below: (limit: number) => number;
};

export const drawFrom = (seed: number): Draw => {
  const roll = dice(seed);
  const below = (limit: number): number => Math.floor(roll() * limit);
  return {
    chance: (share) => roll() < share,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("Nothing to pick from.");
      return item;
    },
  };
};
