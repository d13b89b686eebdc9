/** Works through a source with so many workers; the next item is fetched only when one of them is free. Gives what the source ended with. */
export const drain = async <Item, End>(
  source: AsyncGenerator<Item, End>,
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<End | undefined> => {
  // The source tells its end to the first who asks, and nothing to those after.
  let end: IteratorReturnResult<End> | undefined;
  const worker = async (): Promise<void> => {
    for (let next = await source.next(); ; next = await source.next()) {
      if (next.done) {
        end ??= next;
        return;
      }
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return end?.value;
};
