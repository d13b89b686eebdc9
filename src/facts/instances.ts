import { isObject, type Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import type { Derived } from "./derived.ts";
import { read, readText, type View } from "./view.ts";

/** Instances of one type, or of a type that is not named. */
export type Instances = { type: string | null; count: number };
export type AllInstances = { value: readonly Instances[] } | { unknown: Unknown };

const uncounted: Unknown = { reason: "not-collected", detail: "how many instances it has is not read" };

/** Studio's own instance costs nothing. */
const free = "system";

const one = (type: Derived<string | null>): AllInstances =>
  "unknown" in type ? type : { value: type.value === free ? [] : [{ type: type.value, count: 1 }] };

const ofJob = ({ resource }: View): AllInstances => {
  const [count, types] = [read(resource, "instanceCount"), read(resource, "instanceTypes")];
  if ("unknown" in count) return count;
  if ("unknown" in types) return types;
  if (typeof count.value !== "number") return { unknown: uncounted };
  const [type, ...others] = [types.value].flat();
  return { value: [{ type: typeof type === "string" && others.length === 0 ? type : null, count: count.value }] };
};

const ofVariant = (variant: Json): Instances | undefined => {
  if (!isObject(variant)) return undefined;
  const { instanceCount, instanceType, serverless } = variant;
  if (serverless === true) return { type: null, count: 0 };
  return typeof instanceCount === "number"
    ? { type: typeof instanceType === "string" ? instanceType : null, count: instanceCount }
    : undefined;
};

/** As many as its configuration asks for: what scaling made of them since is not counted. */
const ofEndpoint = ({ resource, one: find }: View): AllInstances => {
  const name = readText(resource, "configName");
  if ("unknown" in name) return name;
  const config = find("endpoint-config", { name: name.value });
  if ("unseen" in config) return { unknown: config.unseen };
  if (!("found" in config)) return { unknown: uncounted };
  const variants = read(config.found, "variants");
  if ("unknown" in variants) return variants;
  const hidden = Object.entries(config.found.unknown).find(([pointer]) => pointer.startsWith("/variants/"))?.[1];
  const counted = Array.isArray(variants.value) ? variants.value.map(ofVariant) : [];
  if (hidden || counted.includes(undefined)) return { unknown: hidden ?? uncounted };
  return { value: counted.filter((some) => some !== undefined).filter(({ count }) => count > 0) };
};

const single: readonly string[] = ["app", "ec2-notebook", "notebook-instance"];

/** What bills while it runs. */
export const instancesOf = (view: View): AllInstances => {
  const { kind } = view.resource;
  if (kind === "endpoint") return ofEndpoint(view);
  if (kind.endsWith("-job")) return ofJob(view);
  // A server of one of three sizes, which no list of instance types has.
  if (kind === "mlflow-tracking-server") return { value: [{ type: null, count: 1 }] };
  return single.includes(kind) ? one(readText(view.resource, "instanceType")) : { unknown: uncounted };
};

/** What `instancesOf` reads of a kind. */
export const instanceReads = (kind: string): readonly string[] => {
  if (kind === "endpoint") return ["configName"];
  if (kind.endsWith("-job")) return ["instanceCount", "instanceTypes"];
  return single.includes(kind) ? ["instanceType"] : [];
};
