import type { Resource } from "../estate/estate.ts";
import { type Instances, writeInstances } from "../estate/instances.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { type Derived, known } from "./derived.ts";
import { read, readText, type View } from "./view.ts";

type Counted = { value: readonly Instances[] } | { unknown: Unknown };

const uncounted: Unknown = { reason: "not-collected", detail: "how many instances it has is not known" };

const texts = (values: Json): string[] => [values].flat().filter((value) => typeof value === "string");
/** Of several types nobody can tell which one it is. */
const only = ([type, ...others]: readonly string[]): string | null => (type !== undefined && others.length === 0 ? type : null);

/** The values of these fields, or why one of them is not known. */
const readAll = (resource: Resource, fields: readonly string[]): { values: JsonObject } | { unknown: Unknown } => {
  const values: JsonObject = {};
  for (const field of fields) {
    const found = read(resource, field);
    if ("unknown" in found) return found;
    values[field] = found.value;
  }
  return { values };
};

const ofNotebook = ({ resource }: View): Counted => {
  const type = readText(resource, "instanceType");
  return "unknown" in type ? type : { value: [{ count: 1, type: type.value, terms: null }] };
};

/** Studio's own instance costs nothing; an application without an instance bills in other ways. */
const ofApp = ({ resource }: View): Counted => {
  const [type, app] = [readText(resource, "instanceType"), readText(resource, "appType")];
  if ("unknown" in type) return type;
  if (type.value === "system") return { value: [] };
  if (type.value === null) return { unknown: uncounted };
  return "unknown" in app ? app : { value: [{ count: 1, type: type.value, terms: app.value }] };
};

/** What makes an instance of EC2 cost otherwise than the usual one, which is Linux on shared hardware, bought on demand. */
const termsOnEc2 = ({ lifecycle, platform, tenancy }: JsonObject): string | null => {
  if (typeof platform !== "string" || typeof tenancy !== "string") return "on terms that are not told";
  const own = [lifecycle, platform === "Linux/UNIX" ? null : platform, tenancy === "default" ? null : tenancy];
  const terms = own.filter((one) => typeof one === "string").map((one) => one.replaceAll(/[(),]/g, ""));
  return terms.length === 0 ? null : terms.join("; ");
};

const ofEc2 = ({ resource }: View): Counted => {
  const [type, found] = [readText(resource, "instanceType"), readAll(resource, ["lifecycle", "platform", "tenancy"])];
  if ("unknown" in type) return type;
  return "unknown" in found ? found : { value: [{ count: 1, type: type.value, terms: termsOnEc2(found.values) }] };
};

const ofJob = ({ resource }: View): Counted => {
  const found = readAll(resource, ["instanceCount", "instanceTypes"]);
  if ("unknown" in found) return found;
  const { instanceCount: count = null, instanceTypes = null } = found.values;
  if (typeof count !== "number") return { unknown: uncounted };
  return { value: [{ count, type: only(texts(instanceTypes)), terms: null }] };
};

/** Spare capacity has a price of its own, and so has what waits in a warm pool. */
const ofTraining = (view: View): Counted => {
  const [jobs, found] = [ofJob(view), readAll(view.resource, ["managedSpot", "warmPoolState"])];
  if ("unknown" in jobs) return jobs;
  if ("unknown" in found) return found;
  const { managedSpot, warmPoolState } = found.values;
  const terms = managedSpot === true ? "spot" : warmPoolState === "Available" ? "warm pool" : null;
  return { value: jobs.value.map((one) => ({ ...one, terms })) };
};

const ofVariant = (variant: Json): Instances | undefined => {
  if (!isObject(variant)) return undefined;
  const { instanceCount: count, instanceType: type, serverless } = variant;
  if (serverless === true) return { count: null, type: null, terms: null };
  return typeof count === "number" ? { count, type: typeof type === "string" ? type : null, terms: null } : undefined;
};

/** What lies in a list, if all of it was seen and counted. */
const listed = (resource: Resource, field: string, one: (element: Json) => Instances | undefined): Counted => {
  const list = read(resource, field);
  if ("unknown" in list) return list;
  const hidden = Object.entries(resource.unknown).find(([pointer]) => pointer.startsWith(`/${field}/`))?.[1];
  const counted = Array.isArray(list.value) ? list.value.map(one) : [];
  if (hidden || counted.includes(undefined)) return { unknown: hidden ?? uncounted };
  return { value: counted.filter((some) => some !== undefined).filter(({ count }) => count !== 0) };
};

/** As many as its configuration asks for: what scaling made of them since is not counted. */
const ofEndpoint = ({ resource, one: find }: View): Counted => {
  const name = readText(resource, "configName");
  if ("unknown" in name) return name;
  const config = find("endpoint-config", { name: name.value });
  if ("unseen" in config) return { unknown: config.unseen };
  if (!("found" in config)) return { unknown: uncounted };
  const [variants, queue] = [listed(config.found, "variants", ofVariant), readText(config.found, "asyncOutputUri")];
  if ("unknown" in variants) return variants;
  if ("unknown" in queue) return queue;
  const terms = queue.value === null ? null : "asynchronous";
  return { value: variants.value.map((one) => (one.count === null ? one : { ...one, terms })) };
};

const ofMarket = (market: Json | undefined): string | null => (market === "SPOT" ? "spot" : null);

const ofInstanceGroup = (group: Json): Instances | undefined => {
  if (!isObject(group)) return undefined;
  const { instanceType: type, market, runningCount: count } = group;
  return typeof count === "number" ? { count, type: typeof type === "string" ? type : null, terms: ofMarket(market) } : undefined;
};

/** A fleet is told in units of capacity: instances, only where each of its types is worth equally many of them. */
const ofFleet = (fleet: Json): Instances | undefined => {
  if (!isObject(fleet)) return undefined;
  const { instanceTypes = null, onDemandUnits, spotUnits, weights = null } = fleet;
  const [weight, ...others] = texts(weights).map(Number);
  if (weight === undefined || others.length > 0 || typeof onDemandUnits !== "number" || typeof spotUnits !== "number") return undefined;
  const count = (onDemandUnits + spotUnits) / weight;
  if (!Number.isInteger(count)) return undefined;
  return { count, type: only(texts(instanceTypes)), terms: spotUnits === 0 ? null : onDemandUnits === 0 ? "spot" : "partly spot" };
};

/** What runs in it at this moment: primary, core and task nodes. */
const ofCluster = ({ resource }: View): Counted => {
  const collection = readText(resource, "instanceCollection");
  if ("unknown" in collection) return collection;
  if (collection.value === null) return { unknown: uncounted };
  return collection.value === "INSTANCE_FLEET"
    ? listed(resource, "instanceFleets", ofFleet)
    : listed(resource, "instanceGroups", ofInstanceGroup);
};

const ofNodeGroup = (group: Json): Instances | undefined => {
  if (!isObject(group)) return undefined;
  const { currentCount: count, instanceType: type } = group;
  return typeof count === "number" ? { count, type: typeof type === "string" ? type : null, terms: null } : undefined;
};

const ofHyperpod = ({ resource }: View): Counted => {
  const [groups, restricted] = [listed(resource, "instanceGroups", ofNodeGroup), listed(resource, "restrictedGroups", ofNodeGroup)];
  if ("unknown" in groups) return groups;
  return "unknown" in restricted ? restricted : { value: [...groups.value, ...restricted.value] };
};

/** How they are counted, and the fields that they are counted by. */
type Counter = { count: (view: View) => Counted; reads: readonly string[] };
const job = ["instanceCount", "instanceTypes"];

// A tuning job's instances are those of its training jobs, which come and go, and which are seen themselves.
const counters: Readonly<Record<string, Counter>> = {
  app: { count: ofApp, reads: ["instanceType", "appType"] },
  "ec2-notebook": { count: ofEc2, reads: ["instanceType", "lifecycle", "platform", "tenancy"] },
  "emr-cluster": { count: ofCluster, reads: ["instanceCollection", "instanceGroups", "instanceFleets"] },
  endpoint: { count: ofEndpoint, reads: ["configName"] },
  "hyperpod-cluster": { count: ofHyperpod, reads: ["instanceGroups", "restrictedGroups"] },
  // A server of one of three sizes, which no list of instance types has.
  "mlflow-tracking-server": { count: () => ({ value: [{ count: 1, type: "server", terms: null }] }), reads: [] },
  "notebook-instance": { count: ofNotebook, reads: ["instanceType"] },
  "processing-job": { count: ofJob, reads: job },
  "training-job": { count: ofTraining, reads: [...job, "managedSpot", "warmPoolState"] },
  "transform-job": { count: ofJob, reads: job },
};

/** What bills while it runs, in words. Unknown where nobody can count it: then its hours are its own, and no more is said. */
export const instancesOf = (view: View): Derived<string | null> => {
  const counted = counters[view.resource.kind]?.count(view) ?? { unknown: uncounted };
  return "unknown" in counted ? counted : known(writeInstances(counted.value));
};

/** What `instancesOf` reads of a kind. */
export const instanceReads = (kind: string): readonly string[] => counters[kind]?.reads ?? [];
