import type { JsonObject } from "../../src/estate/json.ts";
import type { Seed } from "../fake-aws/store.ts";
import { drawFrom } from "./draw.ts";
import { jobHistory, trainingJob } from "./jobs.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import { emrCluster, lifecycleConfig, notebook } from "./notebooks.ts";
import { other, shareOf } from "./others.ts";
import type { Organization, World } from "./place.ts";
import { endpoint, endpointConfig, model } from "./serving.ts";
import { app, domain, space, userProfile } from "./studio.ts";

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
  now?: string;
  organization?: Organization;
};

/** There is one of it in each account and region. */

/** One of each at the least, where there is room for it. */
const leastOf = (size: number, mix: Mix): number => Number(size >= Object.keys(mix).length);

/** Of some there is one in each account and region. */
const mostOf = (kind: string): number => (kindNamed(kind)?.list.items === null ? 1 : Number.POSITIVE_INFINITY);

const countsOf = (size: number, mix: Mix): ((kind: string) => number) => {
  const whole = Object.values(mix).reduce((sum, part) => sum + part, 0);
  const counts = new Map(
    Object.entries(mix).map(([kind, part]) => [
      kind,
      Math.min(mostOf(kind), Math.max(leastOf(size, mix), Math.floor((size * part) / whole))),
    ]),
  );
  // What rounding left over goes to whoever has the most, who also gives for those of whom there is one.
  const [largest = ""] = Object.entries(mix).toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const given = [...counts.values()].reduce((sum, count) => sum + count, 0);
  counts.set(largest, (counts.get(largest) ?? 0) + size - given);
  return (kind) => counts.get(kind) ?? 0;
};

const times = <Item>(count: number, make: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => make(index));
const namesOf = (documents: readonly JsonObject[], member: string): string[] => documents.map((document) => String(document[member]));

const machines = (world: World, count: (kind: string) => number): Record<string, JsonObject[]> => {
  const clusters = times(count("emr-cluster"), (index) => emrCluster(world, index));
  const lifecycles = times(count("notebook-lifecycle-config"), (index) =>
    lifecycleConfig(
      world,
      index,
      clusters.map(({ cluster }) => cluster),
    ),
  );
  const names = namesOf(lifecycles, "NotebookInstanceLifecycleConfigName");
  return {
    "emr-cluster": clusters.map(({ document }) => document),
    "notebook-lifecycle-config": lifecycles,
    "notebook-instance": times(count("notebook-instance"), (index) => notebook(world, index, names)),
    "training-job": times(count("training-job"), (index) => trainingJob(world, index)),
  };
};

const served = (world: World, count: (kind: string) => number): Record<string, JsonObject[]> => {
  const models = times(count("model"), (index) => model(world, index));
  const configs = times(count("endpoint-config"), (index) => endpointConfig(world, index, namesOf(models, "ModelName")));
  const endpoints = times(count("endpoint"), (index) => endpoint(world, index, namesOf(configs, "EndpointConfigName")));
  return { model: models, "endpoint-config": configs, endpoint: endpoints };
};

/** Where there are more apps than spaces, some run in one. */
const appIn = (world: World, spaces: readonly ReturnType<typeof space>[], index: number): JsonObject => {
  const one = spaces[index % spaces.length];
  if (!one) throw new Error("An app needs a space.");
  const made = app(world, one.space);
  return index < spaces.length ? made : { ...made, AppName: `${String(made["AppName"])}-${index}` };
};

const studioOf = (world: World, count: (kind: string) => number): Record<string, JsonObject[]> => {
  const needed = count("user-profile") + count("space") + count("app") > 0;
  const domains = times(Math.max(count("domain"), Number(needed)), (index) => domain(world, index));
  const ids = namesOf(domains, "DomainId");
  const profiles = times(count("user-profile"), (index) => userProfile(world, index, ids));
  const owners = profiles.map((document) => ({ domain: String(document["DomainId"]), name: String(document["UserProfileName"]) }));
  const spaces = times(owners.length > 0 ? count("space") : 0, (index) => space(world, index, owners));
  const apps = times(spaces.length > 0 ? count("app") : 0, (index) => appIn(world, spaces, index));
  return { domain: domains, "user-profile": profiles, space: spaces.map(({ document }) => document), app: apps };
};

/** An estate that somebody might have: names, people and tags as teams use them, some of it wrong. The same seed, the same estate. */
export const generateSeed = (options: GenerateOptions): Seed => {
  const {
    seed,
    size,
    // What is too small for some of every kind is a small team's.
    mix = size < smallest ? ownMix : usualMix,
    history = 0,
    account = "111122223333",
    region = "eu-central-1",
    now = "2026-11-21T12:00:00.000Z",
    organization = "platform",
  } = options;
  const world: World = { account, region, now, draw: drawFrom(seed), organization };
  const count = countsOf(size, mix);
  const own = { ...machines(world, count), ...served(world, count), ...studioOf(world, count) };
  const rest = kinds.filter(({ name }) => !Object.hasOwn(own, name) && Object.hasOwn(mix, name));
  const resources = {
    ...own,
    ...Object.fromEntries(rest.map((kind) => [kind.name, times(count(kind.name), (at) => other(world, kind, at))])),
  };
  const histories = history > 0 ? [jobHistory({ account, region, now, organization }, { seed, count: history })] : [];
  return { account, region, resources, histories };
};
