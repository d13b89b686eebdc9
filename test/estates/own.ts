import { isObject, type JsonObject } from "../../src/estate/json.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { trainingJob } from "./jobs.ts";
import { emrCluster, lifecycleConfig, notebook } from "./notebooks.ts";
import type { World } from "./place.ts";
import type { Peers } from "./refer.ts";
import { type Drawn, sampled } from "./sampled.ts";
import { endpoint, endpointConfig, model } from "./serving.ts";
import { app, domain, space, userProfile } from "./studio.ts";

/** `like`: the same world, with the chances of another thing. */
export type Made = { index: number; age: number; hasEnded: boolean; peers: Peers; like: (kind: string, index: number) => World };

const appOf = (world: World, { index, peers }: Made): JsonObject => {
  const spaces = peers.count("space");
  const said = peers.said("space", index % spaces);
  const [domainId, name, type] = [said["domainId"], said["name"], said["appType"]].map(String);
  // Where there are more apps than spaces, some run in one.
  return app(world, index, { domain: domainId ?? "", name: name ?? "", type: type ?? "", more: index < spaces ? "" : `-${index}` });
};

const lifecycleOf = (world: World, { index, peers, like }: Made): JsonObject => {
  const clusters = peers.count("emr-cluster");
  const at = world.draw.below(Math.max(1, clusters));
  return lifecycleConfig(world, index, clusters > 0 ? [emrCluster(like("emr-cluster", at), at).cluster] : []);
};

/** The kinds that somebody here makes with more in mind than what their fields may hold, as AWS would describe them. */
const makers: Readonly<Record<string, (world: World, made: Made) => JsonObject>> = {
  "notebook-instance": (world, { index, peers }) =>
    notebook(world, index, peers.count("notebook-lifecycle-config") > 0 ? ["unsettled"] : []),
  "notebook-lifecycle-config": lifecycleOf,
  "emr-cluster": (world, { index }) => emrCluster(world, index).document,
  "training-job": (world, made) => trainingJob(world, made.index, made),
  model: (world, { index }) => model(world, index),
  "endpoint-config": (world, { index }) => endpointConfig(world, index),
  endpoint: (world, { index }) => endpoint(world, index),
  domain: (world, { index }) => domain(world, index),
  "user-profile": (world, { index }) => userProfile(world, index),
  space: (world, { index }) => space(world, index),
  app: appOf,
};

export const isMade = (kind: string): boolean => Object.hasOwn(makers, kind);

const timeIn = (document: JsonObject, path: string | null): string => {
  const found = (path ?? "").split(".").reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), document);
  return typeof found === "string" ? found : "";
};

const configOf = (kind: Kind, document: JsonObject): JsonObject => readFields(kind.fields, "api", document, () => undefined).config;

/** Fields that a maker never speaks of, and that may be set without a thought for the others. */
const leftTo = (kind: Kind, config: JsonObject): string[] => {
  const referring = new Set(Object.values(kind.relations).flatMap(({ on, many }) => (many ? [] : Object.keys(on))));
  return Object.entries(kind.fields).flatMap(([name, field]) => {
    const isPlain = field.shape === "leaf" && (typeof field.api === "string" || Array.isArray(field.api)) && field.type !== "time";
    if (!isPlain || config[name] !== (field.default ?? null) || name === "failureReason" || kind.identity.key.includes(name)) return [];
    return (field.samples ?? field.values) !== undefined || field.type === "boolean" || referring.has(name) ? [name] : [];
  });
};

/** How many of a kind are looked at to know of what its maker speaks. */
const sight = 25;
const silent = new Map<string, readonly string[]>();
const silentOf = (kind: Kind, made: Made): readonly string[] => {
  const speaking = (index: number): JsonObject =>
    configOf(kind, makers[kind.name]?.(made.like(kind.name, index), { ...made, index, hasEnded: index % 2 === 0 }) ?? {});
  const found =
    silent.get(kind.name) ??
    Array.from({ length: sight }, (_, index) => speaking(index))
      .map((config) => leftTo(kind, config))
      .reduce((all, some) => all.filter((name) => some.includes(name)));
  silent.set(kind.name, found);
  return found;
};

/** Of the fields that its maker leaves alone, so many are set all the same. */
const talk = 0.4;

/** What follows from the rest of it, or would contradict it. */
const apart: Readonly<Record<string, readonly string[]>> = {
  app: ["userProfileName", "imageVersionArn", "imageArn"],
  "notebook-instance": ["defaultCodeRepository"],
  "endpoint-config": ["networkIsolation"],
  "emr-cluster": ["instanceCollection", "masterPublicDnsName"],
};

const enriched = (config: JsonObject, other: JsonObject, { world, kind, made }: { world: World; kind: Kind; made: Made }): JsonObject => {
  const free = silentOf(kind, made).filter((name) => !apart[kind.name]?.includes(name) && world.draw.chance(talk));
  return { ...config, ...Object.fromEntries(free.map((name) => [name, other[name] ?? config[name] ?? null])) };
};

/** One that somebody makes by itself, if somebody does; what its maker is silent about says what it says elsewhere. */
export const own = (world: World, kind: Kind, made: Made): Drawn | undefined => {
  const document = makers[kind.name]?.(world, made);
  if (!document) return undefined;
  const { Tags } = document;
  return {
    config: enriched(configOf(kind, document), sampled(world, kind, made).config, { world, kind, made }),
    tags: Array.isArray(Tags) ? Tags.filter(isObject) : [],
    createdAt: timeIn(document, kind.identity.createdAt),
  };
};
