import type { Arrival, Bench, Estate, Notice, OpenShelf, ReportSource } from "../index.ts";
import type { Setting } from "./judging.ts";
import type { Keeping } from "./keeping.ts";
import { packageBytes, version } from "./package-files.ts";
import { withPlatform } from "./platform.ts";

/** What is known when a look is over. */
export type Seen = { collectedAt: string | null; target: string; calls?: Record<string, number>; notices?: readonly Notice[] };

/** Where an estate comes from, and how to have it come: part by part, no faster than it is taken. */
export type Look = {
  source: Bench["source"];
  come: (take: (arrival: Arrival) => Promise<void>) => Promise<Seen>;
  /** The organizational units above each account, where Organizations was asked. */
  ousOf?: Bench["ousOf"];
  /** Of a live look: one of those that are looked at, for who has a question about the caller. */
  region?: string;
  /** What a live look keeps of itself until its report is out. */
  keeping?: Pick<Keeping, "now" | "ended" | "close">;
};

/** An estate that is there already. */
export const lookAt = (estate: Estate, target: string): Look => ({
  source: estate.source,
  come: async (take) => {
    const { arrivalsOf } = await import("../index.ts");
    for (const arrival of arrivalsOf(estate)) await take(arrival);
    return { collectedAt: estate.collectedAt, target };
  },
});

/** So many rows of a sort are held in memory; more go to disk. */
const heldRows = 5_000;

/** Room for what is too much to hold, until the work is done. */
export const withShelves = async <Result>(work: (open: OpenShelf) => Promise<Result>, held = heldRows): Promise<Result> => {
  const { diskShelves, growingShelf } = await import("../index.ts");
  const disk = diskShelves();
  try {
    return await work(growingShelf(held, disk.open));
  } finally {
    disk.close();
  }
};

export type Judged = { report: ReportSource; seen: Seen };
type Judges = { setting: Setting; open: OpenShelf; also?: (arrival: Arrival) => void };

/** Judges an estate while it comes. The report is good for as long as the shelves are there. */
export const judgeLook = async (look: Look, { setting, open, also }: Judges): Promise<Judged> => {
  const { judging, loadWasmPolicy } = await import("../index.ts");
  const { loaded, catalogue, now } = setting;
  const config = await withPlatform(loaded.config);
  const policy = await loadWasmPolicy(await packageBytes("policies/policy.wasm"));
  const { source, ousOf } = look;
  const bench = { source, config, catalogue, policy, now, version: version(), open };
  const { take, finish } = judging({ ...bench, ...(ousOf && { ousOf }) });
  const seen = await look.come(async (arrival) => {
    also?.(arrival);
    take(arrival);
  });
  return { report: finish(seen), seen };
};
