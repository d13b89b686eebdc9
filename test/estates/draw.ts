import { dice, rollOf } from "../fake-aws/dice.ts";

/** Chance that comes out the same for the same seed. */
export type Draw = {
  chance: (share: number) => boolean;
  pick: <Item>(items: readonly [Item, ...Item[]] | readonly Item[]) => Item;
  /** From 0 up to, and not including, `limit`. */
  below: (limit: number) => number;
};

/** `words`: of which part of the estate, each of which is drawn by itself, whoever asks for it and when. */
export const drawFrom = (seed: number, ...words: (string | number)[]): Draw => {
  const roll = dice(words.length === 0 ? seed : Math.floor(rollOf([seed, ...words].join("\n")) * 2 ** 32));
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
