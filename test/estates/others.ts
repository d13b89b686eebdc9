import type { JsonObject } from "../../src/estate/json.ts";
import type { Field } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { resourceOf } from "../fake-aws/every-kind.ts";
import { documentOf } from "../fake-aws/seed-from-estate.ts";
import { hoursBefore, someone, type World } from "./place.ts";
import { purposes } from "./words.ts";

/**
 * Of the kinds that nobody makes by themselves, how many there are (in parts, as with the others; 1 if it is not said), and what is
 * wrong with them: `lacks`, the share of those in which a field says nothing that may say nothing.
 */
type Entry = { share?: number; lacks?: Readonly<Record<string, number>> };

const entries: Readonly<Record<string, Entry>> = {
  // AWS always says how many machines a job has.
  "processing-job": { share: 12, lacks: { instanceCount: 0 } },
  "transform-job": { share: 5 },
  "hyperparameter-tuning-job": { share: 3 },
  "automl-job": { share: 2 },
  "model-package": { share: 6 },
  "model-package-group": { share: 2 },
  "inference-component": { share: 2 },
  "feature-group": { share: 3 },
  pipeline: { share: 4 },
  // By the name of its image it is known for a notebook.
  "ec2-notebook": { lacks: { imageName: 0 } },
  "emr-cluster": { lacks: { instanceCollection: 0 } },
  "studio-lifecycle-config": { share: 2 },
};

export const shareOf = (kind: string): number => entries[kind]?.share ?? 1;

/** A field that may say nothing does so in one of six, unless its entry says otherwise. */
const usualLack = 1 / 6;

const mayLack = (kind: Kind, name: string, field: Field): boolean =>
  field.shape === "leaf" && field.nullable && !kind.identity.key.includes(name) && kind.states?.field !== name;

const isFreeName = (kind: Kind, name: string, field: Field | undefined): boolean =>
  name === "name" && field?.shape === "leaf" && field.type === "string" && !field.values && kind.identity.key.length === 1;

/** What has ended has no instances any more. */
const nothingLeft: JsonObject = { instanceGroups: [], instanceFleets: [] };

/** Of a history, nearly all has ended. */
const endedOf = ({ draw }: World, { name, states, history }: Kind): JsonObject =>
  states && history && draw.chance(0.97) ? { [states.field]: draw.pick(states.terminal), ...(name === "emr-cluster" && nothingLeft) } : {};

/** A thing of any kind: what its fields may hold, named by a team, with the team's tags, and with gaps. */
export const other = (world: World, kind: Kind, index: number): JsonObject => {
  const { draw } = world;
  const owner = someone(world);
  const resource = resourceOf(kind, index);
  const config = { ...resource.config, ...endedOf(world, kind) };
  for (const [name, field] of Object.entries(kind.fields)) {
    const share = entries[kind.name]?.lacks?.[name] ?? usualLack;
    if (mayLack(kind, name, field) && draw.chance(share)) config[name] = null;
    if (isFreeName(kind, name, field) && kind.name !== "image")
      config[name] = `${kind.ours ? "sagemaker-" : ""}${owner.project}-${draw.pick(purposes)}-${index}`;
  }
  const createdAt = hoursBefore(world, 24 + draw.below(3000));
  return { ...documentOf(kind, { ...resource, config, createdAt }), Tags: kind.tags.from === "nowhere" ? [] : owner.tags };
};
