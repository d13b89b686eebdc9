import fc from "fast-check";
import { type Cell, cellStates } from "../../src/estate/cell.ts";
import { type Estate, estateFormat, type Resource } from "../../src/estate/estate.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { unknownReasons, type Unknowns } from "../../src/estate/unknown.ts";

/** So few names that references usually lead somewhere, and sometimes to several. */
const few = fc.constantFrom("a", "a", "a", "b", "c");
const orNone = fc.oneof({ weight: 8, arbitrary: few }, { weight: 1, arbitrary: fc.constant(null) });
const clusterIds = fc.constantFrom("j-1ABCDEFGHIJK2", "j-2BCDEFGHIJKL3");
const switches = fc.constantFrom("ENABLED", "DISABLED", null);
const minutes = fc.constantFrom(60, 120, null);

const idle = (prefix: string): Record<string, fc.Arbitrary<JsonObject[string]>> => ({
  [`${prefix}IdleLifecycle`]: switches,
  [`${prefix}IdleTimeoutMinutes`]: minutes,
  [`${prefix}MinIdleTimeoutMinutes`]: minutes,
  [`${prefix}MaxIdleTimeoutMinutes`]: minutes,
});

/** Kinds that refer to each other, with the fields by which they do and some that rules and facts look at. */
const configs: Record<string, Record<string, fc.Arbitrary<JsonObject[string]>>> = {
  domain: { name: few, domainId: few, networkAccess: few, ...idle("jupyterLab"), ...idle("codeEditor"), ...idle("defaultSpaceJupyterLab") },
  "user-profile": { name: few, domainId: few, ...idle("jupyterLab"), ...idle("codeEditor") },
  space: {
    name: few,
    domainId: few,
    ownerName: orNone,
    sharingType: fc.constantFrom("Private", "Shared", null),
    appType: fc.constantFrom("JupyterLab", "CodeEditor", null),
    idleTimeoutMinutes: minutes,
  },
  app: { name: few, domainId: few, userProfileName: orNone, spaceName: orNone, state: few },
  model: { name: few, networkIsolation: fc.boolean() },
  "endpoint-config": {
    name: few,
    kmsKeyId: orNone,
    variants: fc.array(fc.record({ name: few, modelName: orNone }, { noNullPrototype: true }), { maxLength: 2 }),
  },
  endpoint: { name: few, configName: few },
  "notebook-lifecycle-config": { name: few, onCreate: orNone, onStart: clusterIds.map((id) => `export EMR_CLUSTER_ID=${id}`) },
  "notebook-instance": {
    name: few,
    lifecycleConfigName: orNone,
    rootAccess: fc.constantFrom("Enabled", "Disabled"),
    state: fc.constantFrom("InService", "Stopped"),
    modifiedAt: fc.constantFrom("2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z"),
  },
  "emr-cluster": { name: few, clusterId: clusterIds, masterPublicDnsName: orNone, state: fc.constantFrom("RUNNING", "TERMINATED") },
  "training-job": { name: few, image: few, networkIsolation: fc.boolean() },
};

const unknown = fc.record({ reason: fc.constantFrom(...unknownReasons), detail: few });
const regions = ["eu-central-1", "us-east-1"];

/** Those that refer to each other: an estate is mostly of one such family, or nothing in it would meet. */
const families = [
  ["domain", "user-profile", "space", "app"],
  ["model", "endpoint-config", "endpoint"],
  ["notebook-lifecycle-config", "notebook-instance", "emr-cluster"],
];

const draw = (g: fc.GeneratorValue, at: number, family: readonly string[]): Resource => {
  const kind = g(() => fc.constantFrom(...(g(fc.integer, { min: 0, max: 9 }) === 0 ? Object.keys(configs) : family)));
  const tags = g(() => fc.dictionary(fc.constantFrom("project", "user", "__proto__"), few, { noNullPrototype: true }));
  const config: JsonObject = { ...g(() => fc.record(configs[kind] ?? {})), tags };
  const hidden: Unknowns = {};
  for (const field of Object.keys(config)) {
    if (g(fc.integer, { min: 0, max: 24 }) > 0) continue;
    delete config[field];
    hidden[`/${field}`] = g(() => unknown);
  }
  if ("tags" in config && g(fc.integer, { min: 0, max: 9 }) === 0) hidden["/tags/-"] = g(() => unknown);
  return {
    id: `${g(() => few)}-${at}`,
    kind,
    name: String(config["name"] ?? "?"),
    arn: null,
    account: "111122223333",
    region: regions[Number(g(fc.integer, { min: 0, max: 7 }) === 0)] ?? "",
    createdAt: "2026-11-01T09:00:00Z",
    config,
    unknown: hidden,
    defaulted: [],
  };
};

const cellOf = (g: fc.GeneratorValue, kind: string, region: string): Cell => {
  const state = g(fc.integer, { min: 0, max: 19 }) > 0 ? "complete" : g(() => fc.constantFrom(...cellStates));
  return { account: "111122223333", region, kind, phase: "list", state, seen: 1 };
};

/** Live estates in which things refer to each other, some of it unseen. */
export const arbitraryStudio: fc.Arbitrary<Estate> = fc.gen().map((g) => {
  const family = g(() => fc.constantFrom(...families));
  return {
    format: estateFormat,
    source: g(() => fc.constantFrom("live", "live", "terraform-plan" as const)),
    collectedAt: "2026-11-21T12:00:00Z",
    resources: Array.from({ length: g(fc.integer, { min: 5, max: 24 }) }, (_, at) => draw(g, at, family)),
    coverage: Object.keys(configs).flatMap((kind) => regions.map((region) => cellOf(g, kind, region))),
  };
});
