import pLimit from "p-limit";
import { cellName } from "../estate/cell.ts";
import { estateFormat, type Estate } from "../estate/estate.ts";
import type { Kind } from "../kinds/kind.ts";
import { createCaller } from "./call.ts";
import type { CallCounts } from "./call-counts.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { collectKind } from "./collect-kind.ts";
import type { OnEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import { identify, stillKnown } from "./identity.ts";

export type CollectOptions = {
  kinds: readonly Kind[];
  regions: readonly string[];
  clients: Clients;
  clock: Clock;
  /** The most calls under way at one moment, over all regions and kinds. */
  concurrency: number;
  /** After so long, what is not yet known stays unknown. */
  budgetSeconds: number;
  on?: OnEvent;
};

export type Collected = {
  estate: Estate;
  calls: CallCounts;
  /** Listed, and deleted before it could be described. */
  gone: number;
};

/** A region that is switched off refuses credentials that are good elsewhere; if they are good nowhere any more, they have expired. */
const regionOrCredentials =
  (clients: Clients, regions: readonly string[]) =>
  async (failure: Failure): Promise<Failure> =>
    failure.type !== "region-disabled" || (await stillKnown(clients, regions)) ? failure : { ...failure, type: "credentials-expired" };

const byText = <Item>(items: readonly Item[], text: (item: Item) => string): Item[] =>
  items
    .map((item) => ({ item, key: text(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);

/** Reads a live estate. Every resource is in it with what was seen of it, and every place that could not be looked at is in its coverage. */
export const collect = async (options: CollectOptions): Promise<Collected> => {
  const { kinds, regions, clients, clock, concurrency, on = () => undefined } = options;
  const collectedAt = clock.now().toISOString();
  const { account, partition } = await identify(clients, regions);
  on({ type: "started", account, regions, kinds: kinds.map(({ name }) => name) });
  const { call, counts } = createCaller({ clients, clock, concurrency, budgetSeconds: options.budgetSeconds, on });
  const judge = regionOrCredentials(clients, regions);
  // So many kinds and regions at once that the calls of one may fill the gaps of another, and no more.
  const places = regions.flatMap((region) => kinds.map((kind) => ({ kind, place: { account, partition, region } })));
  const reads = await pLimit(concurrency).map(places, ({ kind, place }) =>
    collectKind(kind, { place, call, workers: concurrency, on, judge }),
  );
  const resources = byText(
    reads.flatMap((read) => read.resources),
    ({ id }) => id,
  );
  const coverage = byText(
    reads.flatMap((read) => read.cells),
    cellName,
  );
  const estate: Estate = { format: estateFormat, source: "live", collectedAt, resources, coverage };
  return { estate, calls: counts(), gone: reads.reduce((sum, read) => sum + read.gone, 0) };
};
