import type { Resource } from "../estate/estate.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText, text } from "../kinds/field.ts";
import { appliedReads, projectOf } from "./applied.ts";
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

/** What a workplace runs at its start, and the name of that if it has one. Null: nothing, so that it is attached to nothing. */
type Starts = { name: string | null; scripts: readonly Derived<string | null>[] } | null;

type Configured = { by: string; kind: string; key: string; hooks: readonly string[] };

const configured: Readonly<Record<string, Configured>> = {
  app: { by: "lifecycleConfigArn", kind: "studio-lifecycle-config", key: "arn", hooks: ["script"] },
  "notebook-instance": { by: "lifecycleConfigName", kind: "notebook-lifecycle-config", key: "name", hooks: ["onCreate", "onStart"] },
};

const byConfiguration = (view: View, { by, kind, key, hooks }: Configured): Starts | { unknown: Unknown } => {
  const reference = readText(view.resource, by);
  if ("unknown" in reference) return reference;
  if (reference.value === null) return null;
  const config = view.one(kind, { [key]: reference.value });
  if ("unseen" in config) return { unknown: config.unseen };
  if ("missing" in config) return unmatched("the lifecycle configuration is gone, and what it did cannot be read");
  const name = readText(config.found, "name");
  if ("unknown" in name) return name;
  return { name: name.value, scripts: hooks.map((hook) => readText(config.found, hook)) };
};

/** An application that was deleted stays listed for a day, an instance that was terminated for an hour. */
const gone = new Set(["Deleted", "Deleting", "Failed", "terminated", "shutting-down"]);

const startsOf = (view: View): Starts | { unknown: Unknown } => {
  const { resource } = view;
  const how = configured[resource.kind];
  if (resource.kind !== "notebook-instance") {
    const state = readText(resource, "state");
    if ("unknown" in state) return state;
    if (gone.has(state.value ?? "")) return null;
  }
  return how ? byConfiguration(view, how) : { name: null, scripts: [readText(resource, "userData")] };
};

const attachment = (view: View): Derived => {
  const starts = startsOf(view);
  if (starts === null) return known(null);
  if ("unknown" in starts) return starts;
  const named = new Set(marksOfName(starts.name ?? ""));
  const unclear: string[] = [];
  for (const script of starts.scripts) {
    if ("unknown" in script) return script;
    const marks = marksOf(script.value ?? "");
    for (const mark of marks.named) named.add(mark);
    unclear.push(...marks.unclear);
  }
  const [first] = unclear;
  return first === undefined ? clusterOf(view, named) : { unknown: { reason: "unresolved", detail: first } };
};

/** Three kinds call their states by many names, and three things are asked of them: it runs, it could start, it is on its way down. */
const works: Readonly<Record<string, string>> = {
  InService: "running",
  running: "running",
  Pending: "still",
  pending: "still",
  Stopped: "still",
  stopped: "still",
  Updating: "still",
};

const work = ({ resource }: View): Derived => {
  const state = readText(resource, "state");
  return "unknown" in state ? state : known(works[state.value ?? ""] ?? "ending");
};

const project = (view: View): Derived => {
  const own = projectOf(view);
  return "unknown" in own ? own : known(own.value ?? "");
};

export const emrAttachment: FactSource = {
  kinds: ["app", "ec2-notebook", "notebook-instance"],
  reads: {
    app: ["state", "lifecycleConfigArn", ...appliedReads("app")],
    "ec2-notebook": ["state", "userData", "tags"],
    "notebook-instance": ["state", "lifecycleConfigName", "tags"],
  },
  looksAt: {
    "notebook-lifecycle-config": ["name", "onCreate", "onStart"],
    "studio-lifecycle-config": ["arn", "name", "script"],
    "emr-cluster": ["clusterId", "masterPublicDnsName", "state"],
    space: ["domainId", "name", "tags"],
  },
  fields: {
    // AWS has no field for it: it is what runs at the start says, matched with the clusters. Null: attached to none.
    emrClusterId: optionalText({ change: "stop-first", runtime: true, samples: ["j-1ABCDEFGHIJK2", "j-2BCDEFGHIJKL3"] }),
    // By its own tag, or by that of the space that an application runs in. Empty: by none.
    project: text({ change: "in-place", samples: ["churn", "grid", ""] }),
    // What it does, by its state.
    work: text({ change: "read-only", runtime: true, values: ["running", "still", "ending"] }),
  },
  derive: (view) => ({ emrClusterId: attachment(view), project: project(view), work: work(view) }),
};
