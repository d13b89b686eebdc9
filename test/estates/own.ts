import { isObject, type JsonObject } from "../../src/estate/json.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { trainingJob } from "./jobs.ts";
import { emrCluster, lifecycleConfig, notebook } from "./notebooks.ts";
import type { World } from "./place.ts";
import type { Peers } from "./refer.ts";
import type { Drawn } from "./sampled.ts";
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

const timeIn = (document: JsonObject, path: string | null): string => {
  const found = (path ?? "").split(".").reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), document);
  return typeof found === "string" ? found : "";
};

/** One that somebody makes by itself, if somebody does. */
export const own = (world: World, kind: Kind, made: Made): Drawn | undefined => {
  const document = makers[kind.name]?.(world, made);
  if (!document) return undefined;
  const { config } = readFields(kind.fields, "api", document, () => undefined);
  const { Tags } = document;
  return {
    config,
    tags: Array.isArray(Tags) ? Tags.filter(isObject) : [],
    createdAt: timeIn(document, kind.identity.createdAt),
  };
};
