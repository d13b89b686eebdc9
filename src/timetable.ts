import type { Config } from "./config/config.ts";
import type { Arrival } from "./estate/arrival.ts";
import type { Resource } from "./estate/estate.ts";
import { isObject } from "./estate/json.ts";
import type { Unknown } from "./estate/unknown.ts";
import type { Wanted } from "./estate/wanted.ts";
import { factStage } from "./facts/index.ts";
import { factReads } from "./facts/reads.ts";
import { factContext } from "./judge.ts";
import { kindNamed, kinds } from "./kinds/registry.ts";
import { stoppableKinds } from "./schedule/stoppable.ts";

/** Unknown, and why; or a value, null being none. */
export type Said<Value> = { value: Value | null } | { unknown: Unknown };

/** When one thing is due, and by whose word. */
export type Entry = {
  resource: string;
  kind: string;
  name: string;
  account: string;
  region: string;
  project: string | null;
  user: string | null;
  state: string | null;
  due: Said<string>;
  runningSince: Said<string>;
  overdueSeconds: Said<number>;
  source: Said<string>;
};

const said = <Value>(resource: Resource, name: string, isRight: (value: unknown) => value is Value): Said<Value> => {
  const unknown = resource.unknown[`/facts/${name}`];
  if (unknown) return { unknown };
  const { facts } = resource.config;
  const value = isObject(facts) ? facts[name] : null;
  return { value: isRight(value) ? value : null };
};

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";

const tag = ({ config: { tags } }: Resource, key: string): string | null => {
  const value = isObject(tags) && Object.hasOwn(tags, key) ? tags[key] : null;
  return isText(value) ? value : null;
};

/** Every application of Studio is called `default`: what it runs in tells them apart. */
const nameOf = ({ kind, name, config }: Resource): string => {
  const home = kind === "app" ? (config["spaceName"] ?? config["userProfileName"]) : null;
  return isText(home) ? `${home}/${name}` : name;
};

const entryOf = (resource: Resource): Entry => ({
  resource: resource.id,
  kind: resource.kind,
  name: nameOf(resource),
  account: resource.account,
  region: resource.region,
  project: tag(resource, "project"),
  user: tag(resource, "user"),
  state: isText(resource.config["state"]) ? resource.config["state"] : null,
  due: said(resource, "due", isText),
  runningSince: said(resource, "runningSince", isText),
  overdueSeconds: said(resource, "overdueSeconds", isNumber),
  source: said(resource, "source", isText),
});

const isNone = (one: Said<unknown>): boolean => "value" in one && one.value === null;

/** What neither runs nor will be due is no part of a timetable: jobs that have ended, applications that were deleted. */
const hasTime = ({ kind, state, due, runningSince }: Entry): boolean => {
  if (!isNone(runningSince)) return true;
  return !isNone(due) && !(kindNamed(kind)?.states?.terminal ?? []).includes(state ?? "");
};

const order = (one: Entry): string => JSON.stringify([one.account, one.region, one.kind, one.name, one.resource]);

export type Timetabling = { take: (arrival: Arrival) => void; finish: () => Entry[] };

/** An estate in as it comes, its timetable out: all that runs or will be stopped. */
export const timetabling = (config: Config, now: string): Timetabling => {
  const entries: Entry[] = [];
  const stage = factStage(factContext(config, now), (arrival) => {
    if (arrival.type === "resources" && stoppableKinds.includes(arrival.kind))
      entries.push(...arrival.resources.map(entryOf).filter(hasTime));
  });
  return {
    take: stage.take,
    finish: () => {
      stage.finish();
      return entries.sort((one, other) => (order(one) < order(other) ? -1 : 1));
    },
  };
};

/** What has to be seen for it. */
export const timetableWants = (): Wanted => {
  const fields = new Map<string, Set<string>>();
  for (const { name } of kinds.filter((kind) => stoppableKinds.includes(kind.name)))
    for (const [kind, reads] of Object.entries(factReads(name, "due"))) fields.set(kind, new Set([...(fields.get(kind) ?? []), ...reads]));
  return new Map([...fields].map(([kind, reads]) => [kind, { fields: reads, tags: true, tagKeys: new Set<string>() }]));
};
