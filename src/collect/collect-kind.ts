import type { Cell } from "../estate/cell.ts";
import type { JsonObject } from "../estate/json.ts";
import { leftOut, type List } from "../kinds/kind.ts";
import type { Resource } from "../estate/estate.ts";
import { createBatch } from "./batch.ts";
import type { Call } from "./call.ts";
import { keyOf } from "./document.ts";
import { drain } from "./drain.ts";
import type { OnEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { Kept } from "./lasting.ts";
import type { Place } from "./normalise.ts";
import type { KindPlan } from "./plan.ts";
import { readOne, type ReadOptions } from "./read-one.ts";
import { recognise } from "./recognise.ts";
import { createSeen } from "./seen.ts";
import { openSource, type Item } from "./source.ts";
import type { Seat } from "./tag-desk.ts";
import { phasesOf } from "./unseen.ts";
import { fail, listCell, newTally, type Tally, visitCell, visited } from "./tally.ts";

/** So many resources are worked on at once, for each kind and region: more than calls may be under way, so that those who wait for tags hold nobody up. */
const workers = 128;
const batchSize = 100;

export type KindOptions = {
  plan: KindPlan;
  place: Place;
  call: Call;
  since: string | undefined;
  seat: Seat;
  kept: Kept | undefined;
  on: OnEvent;
  judge: (failure: Failure) => Promise<Failure>;
  isMeant?: ReadOptions["isMeant"];
  deliver: (resources: readonly Resource[]) => Promise<void>;
};
export type KindRead = { cells: Cell[]; gone: number };

type Tallies = { list: Tally; describe: Tally; tags: Tally };

const cellsOf = ({ plan, place }: KindOptions, tallies: Tallies, bounds: readonly string[]): Cell[] => {
  const where = { account: place.account, region: place.region, kind: plan.kind.name };
  const list = listCell(where, tallies.list, bounds);
  return phasesOf(plan).map((phase) =>
    phase === "describe" || phase === "tags" ? visitCell(where, phase, { list, visits: tallies[phase] }) : list,
  );
};

/** Whether AWS lists what is there no more. */
const isGone = ({ gone }: List, summary: JsonObject): boolean => gone !== undefined && summary[gone.member] === gone.says;

/** One kind in one region: describing begins while listing goes on, so that many workers share one list. */
export const collectKind = async (options: KindOptions): Promise<KindRead> => {
  const { plan, place, call, kept, on } = options;
  const { kind } = plan;
  const { account, region } = place;
  const tallies: Tallies = { list: newTally(), describe: newTally(), tags: newTally() };
  const batch = createBatch(batchSize, options.deliver);
  const seen = createSeen();
  let gone = 0;
  let unsure = 0;
  const visit = async (listed: Item): Promise<void> => {
    const key = keyOf(kind, listed.summary);
    if (key === undefined) fail(tallies.list, { type: "error", detail: `${kind.list.operation.name}: a summary without a name` });
    if (key === undefined || !seen.add(key)) return;
    if (isGone(kind.list, listed.summary)) {
      gone += 1;
      return;
    }
    const reading = { plan, place, reach: { region, call }, kept, isMeant: options.isMeant };
    const { is, item, failure } = await recognise(listed, reading);
    if (failure) fail(tallies.list, failure);
    unsure += Number(is === "unsure");
    if (is !== "one") return;
    tallies.list.seen += 1;
    // What was refused for the whole page is missing in each of it.
    const [refusal] = item.refused ?? [];
    if (refusal && !failure) fail(tallies.list, refusal.failure);
    on({ type: "listed", account, region, kind: kind.name, seen: tallies.list.seen });
    const read = await readOne(item, reading);
    if (read === "gone") {
      gone += 1;
      return;
    }
    visited(tallies.describe, read.visits.describe);
    visited(tallies.tags, read.visits.tags);
    on({ type: "resource", account, region, kind: kind.name, id: read.resource.id });
    await batch.add(read.resource);
  };
  const { items, bounds } = openSource(options);
  const ended = await drain(items, workers, visit);
  await batch.flush();
  if (ended) fail(tallies.list, await options.judge(ended));
  const cells = cellsOf(options, tallies, [...bounds(), ...(unsure > 0 ? [leftOut(unsure)] : [])]);
  cells.forEach((cell) => on({ type: "cell", cell }));
  return { cells, gone };
};
