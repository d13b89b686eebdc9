import type { JsonObject } from "../../src/estate/json.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import type { History } from "../fake-aws/history.ts";
import { start, tagsOf } from "../fake-aws/samples.ts";
import type { Seed } from "../fake-aws/store.ts";
import { drawFrom } from "./draw.ts";
import { generateSeed } from "./generate.ts";
import { jobHistory, trainingJob } from "./jobs.ts";
import { other } from "./others.ts";
import { hoursBefore, type World } from "./place.ts";

/** Of what does not pile up, how much there is of it. */
const standing = {
  "hyperparameter-tuning-job": 200,
  model: 300,
  "endpoint-config": 300,
  endpoint: 60,
  "notebook-instance": 40,
  "notebook-lifecycle-config": 10,
  domain: 3,
  "user-profile": 150,
  space: 200,
  app: 400,
  "studio-lifecycle-config": 10,
  "hyperpod-cluster": 5,
  "feature-group": 50,
  pipeline: 40,
  "model-package-group": 30,
  "mlflow-tracking-server": 5,
} as const;

const piles = { "training-job": 5000, "processing-job": 2000, "transform-job": 800 } as const;

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, count) => all + count, 0);

/** How many resources the account has, and how many a day later. */
export const busyAccountSize = sum(standing) + sum(piles);
export const newInADay = {
  "training-job": 200,
  "processing-job": 80,
  "transform-job": 20,
  "endpoint-config": 10,
  "user-profile": 5,
} as const;

const place = { account: "111122223333", region: "eu-central-1", now: start, organization: "platform" } as const;
const worldOf = (seed: number): World => ({ ...place, draw: drawFrom(seed) });

/** The history is of less than the thirty days that a scan looks back. */
const hours = { from: 30, to: 600 };
const ageOf = (index: number, count: number): number => hours.from + (index * (hours.to - hours.from)) / count;

const tagged = (document: JsonObject): JsonObject => ({
  ...document,
  Tags: tagsOf({ project: "churn", user: "amara", system: "MLSpace" }),
});

/** A job of a kind, so many hours old, that ended an hour later. */
const ended = (stem: "ProcessingJob" | "TransformJob", name: string, { index, age }: { index: number; age: number }): JsonObject => {
  const world = worldOf(index + 1);
  const kind = kindNamed(stem === "ProcessingJob" ? "processing-job" : "transform-job");
  if (!kind) throw new Error(`no kind for a ${stem}`);
  const short = stem.replace("Job", "");
  return tagged({
    ...other(world, kind, index),
    [`${stem}Name`]: name,
    [`${stem}Status`]: world.draw.pick(["Completed", "Completed", "Failed", "Stopped"]),
    CreationTime: hoursBefore(world, age),
    [`${short}StartTime`]: hoursBefore(world, age - 0.1),
    [`${short}EndTime`]: hoursBefore(world, age - 1),
    ...(stem === "ProcessingJob" && { LastModifiedTime: hoursBefore(world, age - 1) }),
  });
};

/** Each is made when it is asked for, and then kept, as pages are looked through again and again. */
const kept = (document: History["document"]): History["document"] => {
  const made = new Map<number, JsonObject>();
  return (index) => {
    const known = made.get(index) ?? document(index);
    made.set(index, known);
    return known;
  };
};

const pile = (kind: string, stem: "ProcessingJob" | "TransformJob", count: number): History => {
  const named = `${kind}-run-`;
  const nameOf = (index: number): string => `${named}${String(index).padStart(5, "0")}`;
  return {
    kind,
    count,
    document: kept((index) => ended(stem, nameOf(index), { index, age: ageOf(index, count) })),
    indexOf: (name) => {
      const index = name.startsWith(named) ? Number(name.slice(named.length)) : Number.NaN;
      return Number.isInteger(index) && index >= 0 && index < count && nameOf(index) === name ? index : undefined;
    },
  };
};

const training = (): History => {
  const count = piles["training-job"];
  const past = jobHistory(place, { seed: count, count });
  const document = (index: number): JsonObject => {
    const world = worldOf(index);
    const age = ageOf(index, count);
    const endedAt = hoursBefore(world, age - 1);
    const instants = { CreationTime: hoursBefore(world, age), TrainingStartTime: hoursBefore(world, age), TrainingEndTime: endedAt };
    return tagged({ ...past.document(index), ...instants, LastModifiedTime: endedAt });
  };
  return { ...past, document: kept(document) };
};

/** The same for every scan of it. */
const histories = [
  training(),
  pile("processing-job", "ProcessingJob", piles["processing-job"]),
  pile("transform-job", "TransformJob", piles["transform-job"]),
];

const times = (count: number, make: (index: number) => JsonObject): JsonObject[] =>
  Array.from({ length: count }, (_, index) => make(index));

const ofADay = (): Record<string, JsonObject[]> => ({
  "training-job": times(newInADay["training-job"], (index) =>
    tagged({
      ...trainingJob(worldOf(index + 1), index),
      TrainingJobName: `new-${index}`,
      CreationTime: hoursBefore(worldOf(1), 1 + index / 10),
    }),
  ),
  "processing-job": times(newInADay["processing-job"], (index) =>
    ended("ProcessingJob", `new-processing-${index}`, { index, age: 2 + index / 4 }),
  ),
  "transform-job": times(newInADay["transform-job"], (index) => ended("TransformJob", `new-transform-${index}`, { index, age: 2 + index })),
});

/** What there is besides; the last of some are new. */
const others = (later: boolean): Record<string, JsonObject[]> => {
  const more = { "endpoint-config": newInADay["endpoint-config"], "user-profile": newInADay["user-profile"] };
  const mix: Record<string, number> = { ...standing };
  for (const [kind, count] of Object.entries(more)) mix[kind] = (mix[kind] ?? 0) + count;
  const { resources } = generateSeed({ ...place, seed: 9600, size: sum(mix), mix });
  const sizes: Readonly<Record<string, number>> = later ? mix : standing;
  return Object.fromEntries(
    Object.entries(resources).map(([kind, documents]) => [
      kind,
      documents.slice(0, sizes[kind]).map((document, index) => {
        const isTuning = kind === "hyperparameter-tuning-job";
        // A tuning job every three hours, so that all are of the last month.
        return tagged({ ...document, ...(isTuning && { CreationTime: hoursBefore(worldOf(1), 30 + 3 * index) }) });
      }),
    ]),
  );
};

export type BusyAccount = {
  /** A day later: with what was made in it. */
  later?: boolean;
  /** Whether the index knows processing and transform jobs by the trial components that track them. AWS does not say that it does. */
  tracked: boolean;
};

/** One account and region with 9,600 resources, all tagged, most of them jobs of the last weeks. */
export const busyAccount = ({ later = false, tracked }: BusyAccount): Seed => ({
  account: place.account,
  region: place.region,
  resources: { ...others(later), ...(later && ofADay()) },
  histories,
  ...(!tracked && { indexed: { "processing-job": [], "transform-job": [] } }),
});
