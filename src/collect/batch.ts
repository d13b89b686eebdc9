export type Batch<Item> = { add: (item: Item) => Promise<void>; flush: () => Promise<void> };

/** Hands things on by the hundred. While one batch is being taken, another may fill; then whoever comes waits, so that nothing piles up before a slow taker. */
export const createBatch = <Item>(size: number, take: (items: readonly Item[]) => Promise<void>): Batch<Item> => {
  let items: Item[] = [];
  let taking: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await taking;
    if (items.length === 0) return;
    const full = items;
    items = [];
    taking = take(full);
    await taking;
  };
  return {
    add: async (item) => {
      items.push(item);
      if (items.length >= size) await flush();
    },
    flush,
  };
};
