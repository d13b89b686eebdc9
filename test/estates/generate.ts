import type { JsonObject } from "../../src/estate/json.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import type { History } from "../fake-aws/history.ts";
import type { Seed } from "../fake-aws/store.ts";
import { shareOf } from "./habits.ts";
import { jobHistory } from "./jobs.ts";
import { type Manyfold, manyfold } from "./manyfold.ts";
import type { Organization, Place } from "./place.ts";

/** How an estate is made up, in parts of a whole; a kind that is left out has none. */
export type Mix = Readonly<Record<string, number>>;

/** About what an account of a busy team holds of the kinds that are made here by themselves. */
const ownMix: Mix = {
  "notebook-instance": 20,
  "notebook-lifecycle-config": 4,
  "emr-cluster": 4,
  model: 14,
  "endpoint-config": 8,
  endpoint: 6,
  "training-job": 22,
  domain: 1,
  "user-profile": 7,
  space: 8,
  app: 6,
};

/** Every kind there is: those that nobody makes by themselves are made from what their fields may hold. */
const usualMix: Mix = { ...Object.fromEntries(kinds.map(({ name }) => [name, shareOf(name)])), ...ownMix };

const smallest = 60;

export type GenerateOptions = {
  seed: number;
  /** How many resources there are in all, but for the history. */
  size: number;
  mix?: Mix;
  /** So many ended training jobs besides, made only when they are asked for. */
  history?: number;
  account?: string;
  region?: string;
  partition?: string;
  now?: string;
  organization?: Organization;
};

/** One of each at the least, where there is room for it. */
const leastOf = (size: number, mix: Mix): number => Number(size >= Object.keys(mix).length);

/** Of what ends and stays listed so many are held, and the others are made when they are asked for; of all else an account has no more. */
const most = { held: 300, there: 400 };

const mostOf = (name: string): number => {
  const kind = kindNamed(name);
  // Of some there is one in each account and region.
  if (kind?.list.items === null) return 1;
  return kind?.history === null ? most.there : Number.POSITIVE_INFINITY;
};

const countsOf = ({ size }: Pick<GenerateOptions, "size">, mix: Mix): ((kind: string) => number) => {
  const whole = Object.values(mix).reduce((sum, part) => sum + part, 0);
  const counts = new Map(
    Object.entries(mix).map(([kind, part]) => [
      kind,
      Math.min(mostOf(kind), Math.max(leastOf(size, mix), Math.floor((size * part) / whole))),
    ]),
  );
  // What lies in a domain needs one.
  const inDomains = ["user-profile", "space", "app"].some((kind) => (counts.get(kind) ?? 0) > 0);
  if (inDomains) counts.set("domain", Math.max(1, counts.get("domain") ?? 0));
  for (const [kind, needed] of [
    ["space", "user-profile"],
    ["app", "space"],
  ] as const)
    if (!counts.get(needed)) counts.set(kind, 0);
  // What rounding and bounds left over goes to whoever has the most, who also gives for those of whom there is one.
  const [largest = ""] =
    Object.entries(mix).toSorted(([a, first], [b, second]) => Number(mostOf(a) < mostOf(b)) || second - first)[0] ?? [];
  const given = [...counts.values()].reduce((sum, count) => sum + count, 0);
  counts.set(largest, (counts.get(largest) ?? 0) + size - given);
  return (kind) => counts.get(kind) ?? 0;
};

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => make(index));

/** Those of a kind that are held, and those that are not. */
const partsOf = (of: Manyfold, name: string): { held: JsonObject[]; history: History[] } => {
  const count = of.count(name);
  const isHistory = kindNamed(name)?.history !== null;
  const held = times(isHistory ? Math.min(count, most.held) : count, (index) => of.document(name, index));
  const older = count - held.length;
  const document = (index: number): JsonObject => of.document(name, held.length + index);
  return { held, history: older > 0 ? [{ kind: name, count: older, document, indexOf: of.indexOf(name, held.length) }] : [] };
};

const usual = { account: "111122223333", region: "eu-central-1", partition: "aws", now: "2026-11-21T12:00:00.000Z" };

const seedFrom = (place: Place, of: Manyfold, names: readonly string[]): Seed => {
  const parts = names.map((name) => ({ name, ...partsOf(of, name) }));
  const { account, region, partition } = place;
  const resources = Object.fromEntries(parts.map(({ name, held }) => [name, held]));
  return { account, region, partition, resources, histories: parts.flatMap(({ history }) => history) };
};

// What is too small for some of every kind is a small team's.
const mixFor = ({ size, mix = size < smallest ? ownMix : usualMix }: GenerateOptions): Mix => mix;

const placeOf = ({ organization = "platform", ...options }: GenerateOptions): Place => {
  const { account, region, partition, now } = { ...usual, ...options };
  return { account, region, partition, now, organization };
};

/** An estate that somebody might have: names, people and tags as teams use them, some of it wrong. The same seed, the same estate. */
export const generateSeed = (options: GenerateOptions): Seed => {
  const { seed, history = 0 } = options;
  const place = placeOf(options);
  const mix = mixFor(options);
  const made = seedFrom(place, manyfold(place, { seed, count: countsOf(options, mix), most: most.held }), Object.keys(mix));
  return history > 0 ? { ...made, histories: [...(made.histories ?? []), jobHistory(place, { seed, count: history })] } : made;
};

const isGlobal = (name: string): boolean => kindNamed(name)?.global === true;

/** One account in several regions, each of this size; what an account has once for all of them is in a seed of its own. */
export const generateSeeds = ({
  regions,
  ...options
}: Omit<GenerateOptions, "region" | "history"> & { regions: readonly string[] }): Seed[] => {
  const mix = mixFor(options);
  const count = countsOf(options, mix);
  const names = Object.keys(mix);
  return [globalRegion, ...regions].flatMap((region) => {
    const place = placeOf({ ...options, region });
    const here = names.filter((name) => isGlobal(name) === (region === globalRegion));
    return here.length > 0 ? [seedFrom(place, manyfold(place, { seed: options.seed, count, most: most.held }), here)] : [];
  });
};
