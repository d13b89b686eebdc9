/** Rows in the order of their keys, for those who have more of them than they want to hold. */
export type Shelf<Row> = {
  put: (key: readonly string[], row: Row) => void;
  get: (key: readonly string[]) => Row | undefined;
  /** May be read again and again. Rows under one key stay in the order in which they were put. */
  rows: Iterable<Row>;
};

/** Rows are JSON: some shelves write them down. */
export type OpenShelf = <Row>() => Shelf<Row>;

const compareKeys = (a: readonly string[], b: readonly string[]): number => {
  for (const [at, part] of a.entries()) {
    const other = b[at];
    if (other === undefined || part > other) return 1;
    if (part < other) return -1;
  }
  return a.length - b.length;
};

type Entry<Row> = { key: readonly string[]; row: Row };

type Kept<Row> = Shelf<Row> & { entries: () => readonly Entry<Row>[] };

const keep = <Row>(): Kept<Row> => {
  const entries: Entry<Row>[] = [];
  let isSorted = true;
  const sorted = (): readonly Entry<Row>[] => {
    if (!isSorted) entries.sort((a, b) => compareKeys(a.key, b.key));
    isSorted = true;
    return entries;
  };
  const find = (key: readonly string[]): Row | undefined => {
    const all = sorted();
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(all[middle]?.key ?? [], key) < 0) low = middle + 1;
      else high = middle;
    }
    const found = all[low];
    return found && compareKeys(found.key, key) === 0 ? found.row : undefined;
  };
  return {
    put: (key, row) => {
      entries.push({ key, row });
      isSorted = false;
    },
    get: find,
    rows: {
      *[Symbol.iterator]() {
        for (const { row } of sorted()) yield row;
      },
    },
    entries: () => entries,
  };
};

export const memoryShelf: OpenShelf = () => keep();

/** In memory up to so many rows; with the next one all of them move to a shelf of the other sort. */
export const growingShelf =
  (limit: number, open: OpenShelf): OpenShelf =>
  <Row>(): Shelf<Row> => {
    let small: Kept<Row> | undefined = keep<Row>();
    let shelf: Shelf<Row> = small;
    return {
      put: (key, row) => {
        shelf.put(key, row);
        if (!small || small.entries().length <= limit) return;
        shelf = open<Row>();
        for (const entry of small.entries()) shelf.put(entry.key, entry.row);
        small = undefined;
      },
      get: (key) => shelf.get(key),
      rows: { [Symbol.iterator]: () => shelf.rows[Symbol.iterator]() },
    };
  };
