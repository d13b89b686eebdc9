import type { Cell, CellState } from "../../src/estate/cell.ts";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import { deriveFacts } from "../../src/facts/index.ts";

const [account, region] = ["111122223333", "eu-central-1"];

type Sketch = { kind: string; name: string; config: JsonObject; unknown?: Unknowns; createdAt?: string };

const resource = ({ kind, name, config, unknown = {}, createdAt = "2026-11-01T09:00:00Z" }: Sketch): Resource => ({
  id: `arn:aws:sagemaker:${region}:${account}:${kind}/${name}`,
  kind,
  name,
  arn: `arn:aws:sagemaker:${region}:${account}:${kind}/${name}`,
  account,
  region,
  createdAt,
  config: { name, ...config },
  unknown,
  defaulted: [],
});

/** An estate of these resources; every cell is complete but those named. */
export const estateOf = (sketches: readonly Sketch[], states: Record<string, CellState> = {}): Estate => ({
  format: "sagewarden/estate@1",
  source: "live",
  collectedAt: "2026-11-21T21:00:00Z",
  resources: sketches.map(resource),
  coverage: ["notebook-instance", "notebook-lifecycle-config", "emr-cluster", "endpoint-config", "domain", "user-profile", "space"].map(
    (kind): Cell => ({
      account,
      region,
      kind,
      phase: "list",
      state: states[kind] ?? "complete",
      seen: 1,
    }),
  ),
});

export const nowhere: FactContext = { now: "2026-11-21T21:00:00Z", stop: { default: null, projects: new Map() } };

/** What the first resource's fact says: its value, or why it is unknown. */
export const factOf = (estate: Estate, name: string, context: FactContext = nowhere): Json | { unknown: string } => {
  const [first] = deriveFacts(estate, context).resources;
  const unknown = first?.unknown[`/facts/${name}`];
  if (unknown) return { unknown: unknown.reason };
  const facts = first?.config["facts"];
  return typeof facts === "object" && facts !== null && !Array.isArray(facts) && facts[name] !== undefined
    ? facts[name]
    : { unknown: "lost" };
};
