import type { Cell } from "../estate/cell.ts";
import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Call } from "./call.ts";
import { describeAll } from "./describe.ts";
import { drain } from "./drain.ts";
import type { OnEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import { listAll } from "./list.ts";
import { arnOf, keyOf, toResource, type Place } from "./normalise.ts";
import { readTags } from "./tags.ts";
import { fail, listCell, newTally, visitCell, visited, type Visit } from "./tally.ts";

export type Read = { resource: Resource; visits: { describe: Visit; tags: Visit } };
export type Source = { place: Place; call: Call };

/** All that AWS tells of one resource, from its summary on. */
export const readOne = async (kind: Kind, summary: JsonObject, { place, call }: Source): Promise<Read | "gone"> => {
  const { region } = place;
  const description = await describeAll(kind, summary, { region, call });
  if (description === "gone") return "gone";
  // A summary is always there, so that the id is the same whether or not the description was refused.
  const id = arnOf(kind, summary, place).arn;
  const arn = arnOf(kind, description.document, place);
  const tagged = await readTags({ kind, description, arn, region, call });
  if (tagged === "gone") return "gone";
  return {
    resource: toResource({ kind, place, id, description, arn: arn.arn, tags: tagged.tags }),
    visits: {
      describe: { failures: description.refused.map(({ failure }) => failure), came: description.refused.length < kind.describe.length },
      tags: { failures: tagged.failure ? [tagged.failure] : [], came: !tagged.failure },
    },
  };
};

export type KindOptions = Source & { workers: number; on: OnEvent; judge: (failure: Failure) => Promise<Failure> };
export type KindRead = { resources: Resource[]; cells: Cell[]; gone: number };

/** One kind in one region: describing begins while listing goes on, so that many workers share one list. */
export const collectKind = async (kind: Kind, options: KindOptions): Promise<KindRead> => {
  const { place, on } = options;
  const where = { account: place.account, region: place.region, kind: kind.name };
  const tallies = { list: newTally(), describe: newTally(), tags: newTally() };
  const resources: Resource[] = [];
  const seen = new Set<string>();
  let gone = 0;
  const visit = async (summary: JsonObject): Promise<void> => {
    const key = keyOf(kind, summary);
    if (key === undefined) fail(tallies.list, { type: "error", detail: `${kind.list.operation.name}: a summary without a name` });
    if (key === undefined || seen.has(key)) return;
    seen.add(key);
    tallies.list.seen += 1;
    on({ type: "listed", region: place.region, kind: kind.name, seen: tallies.list.seen });
    const read = await readOne(kind, summary, options);
    if (read === "gone") {
      gone += 1;
      return;
    }
    visited(tallies.describe, read.visits.describe);
    visited(tallies.tags, read.visits.tags);
    resources.push(read.resource);
    on({ type: "resource", region: place.region, kind: kind.name, id: read.resource.id });
  };
  const ended = await drain(listAll(kind.list, place.region, options.call), options.workers, visit);
  if (ended) fail(tallies.list, await options.judge(ended));
  const list = listCell(where, tallies.list);
  const cells = [list];
  if (kind.describe.length > 0) cells.push(visitCell(where, "describe", { list, visits: tallies.describe }));
  if (kind.tags.from === "operation") cells.push(visitCell(where, "tags", { list, visits: tallies.tags }));
  cells.forEach((cell) => on({ type: "cell", cell }));
  return { resources, cells, gone };
};
