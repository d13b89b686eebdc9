import type { Resource } from "../estate/estate.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { kinds } from "../kinds/registry.ts";
import { isClusterId, marksOf, marksOfName, normalAddress } from "./emr-marks.ts";
import { type Derived, known } from "./derived.ts";
import { type FactSource } from "./fact.ts";
import { read, readText, type View } from "./view.ts";

const terminal = new Set(kinds.find((kind) => kind.name === "emr-cluster")?.states?.terminal);

const unmatched = (detail: string): { unknown: Unknown } => ({ unknown: { reason: "unmatched", detail } });

const hasEnded = (cluster: Resource): boolean | undefined => {
  const state = readText(cluster, "state");
  return "unknown" in state ? undefined : terminal.has(state.value ?? "");
};

const newest = (clusters: readonly Resource[]): Resource | undefined => {
  const created = (cluster: Resource): number => Date.parse(cluster.createdAt ?? "");
  const [first, second] = clusters.toSorted((a, b) => created(b) - created(a));
  return first && second && created(first) > created(second) ? first : undefined;
};

/** Addresses are used again: of several clusters that had one, the one that lives counts, or else the last. */
const holderOf = (clusters: readonly Resource[]): Resource | undefined => {
  if (clusters.length <= 1) return clusters[0];
  if (clusters.some((cluster) => hasEnded(cluster) === undefined)) return undefined;
  const living = clusters.filter((cluster) => hasEnded(cluster) === false);
  return living.length === 0 ? newest(clusters) : living.length === 1 ? living[0] : undefined;
};

const byAddress = (view: View, address: string): Derived => {
  const { resources, open } = view.all("emr-cluster");
  // A cluster that was not seen could have the address as well, and be the one that lives.
  if (open) return { unknown: open };
  const candidates: Resource[] = [];
  for (const cluster of resources) {
    const host = readText(cluster, "masterPublicDnsName");
    if ("unknown" in host) return host;
    if (host.value !== null && normalAddress(host.value) === address) candidates.push(cluster);
  }
  if (candidates.length === 0) return unmatched(`no cluster's primary node has the address ${address}`);
  const holder = holderOf(candidates);
  return holder ? read(holder, "clusterId") : unmatched(`${candidates.length} clusters have had the address ${address}`);
};

const byId = (view: View, id: string): Derived => {
  const cluster = view.one("emr-cluster", { clusterId: id });
  if ("unseen" in cluster) return { unknown: cluster.unseen };
  return "found" in cluster ? known(id) : unmatched(`there is no cluster ${id}`);
};

const clusterOf = (view: View, named: ReadonlySet<string>): Derived => {
  const found = [...named].sort().map((name) => (isClusterId(name) ? byId(view, name) : byAddress(view, name)));
  const [first = known(null), ...others] = found;
  const unknown = found.find((one) => "unknown" in one);
  if (unknown) return unknown;
  const agree = others.every((other) => "value" in other && "value" in first && other.value === first.value);
  return agree ? first : unmatched("the lifecycle configuration names several clusters");
};

const attachment = (view: View): Derived => {
  const name = readText(view.resource, "lifecycleConfigName");
  if ("unknown" in name || name.value === null) return name;
  const config = view.one("notebook-lifecycle-config", { name: name.value });
  if ("unseen" in config) return { unknown: config.unseen };
  if ("missing" in config) return unmatched("the lifecycle configuration is gone, and what it did cannot be read");
  const named = new Set(marksOfName(name.value));
  const unclear: string[] = [];
  for (const hook of ["onCreate", "onStart"]) {
    const script = readText(config.found, hook);
    if ("unknown" in script) return script;
    const marks = marksOf(script.value ?? "");
    for (const mark of marks.named) named.add(mark);
    unclear.push(...marks.unclear);
  }
  const [first] = unclear;
  return first === undefined ? clusterOf(view, named) : { unknown: { reason: "unresolved", detail: first } };
};

export const emrAttachment: FactSource = {
  kinds: ["notebook-instance"],
  reads: { "notebook-instance": ["lifecycleConfigName"] },
  looksAt: { "notebook-lifecycle-config": ["name", "onCreate", "onStart"], "emr-cluster": ["clusterId", "masterPublicDnsName", "state"] },
  fields: {
    // AWS has no field for it: it is what the lifecycle configuration says, matched with the clusters. Null: attached to none.
    emrClusterId: optionalText({ change: "stop-first", runtime: true, samples: ["j-1ABCDEFGHIJK2", "j-2BCDEFGHIJKL3"] }),
  },
  derive: (view) => ({ emrClusterId: attachment(view) }),
};
