import type { JsonObject } from "../../src/estate/json.ts";
import type { History } from "../fake-aws/history.ts";
import { drawFrom } from "./draw.ts";
import { hoursBefore, imageOf, keyArn, roleArn, someone, sometimes, vpc, type Place, type World } from "./place.ts";
import { instanceTypes, modelNames } from "./words.ts";

type Run = { name?: string; created: number; status: string };

const job = (world: World, index: number, { name, created, status }: Run): JsonObject => {
  const { draw, account } = world;
  const owner = someone(world, index);
  const ended = status === "InProgress" ? {} : { TrainingEndTime: hoursBefore(world, created * 0.9) };
  return {
    TrainingJobName: name ?? `${owner.project}-${draw.pick(modelNames)}-${index}`,
    TrainingJobStatus: status,
    SecondaryStatus: status === "InProgress" ? "Training" : status,
    AlgorithmSpecification: { TrainingImage: imageOf(world, `${owner.project}/train`), TrainingInputMode: "File" },
    RoleArn: roleArn(world, "mlspace-training-role"),
    OutputDataConfig: {
      S3OutputPath: `s3://mlspace-data-${account}/project/${owner.project}/output`,
      ...sometimes(draw, 0.8, { KmsKeyId: keyArn(world) }),
    },
    ResourceConfig: {
      InstanceType: draw.pick(instanceTypes),
      InstanceCount: draw.pick([1, 1, 1, 2, 4]),
      VolumeSizeInGB: 50,
      ...sometimes(draw, 0.85, { VolumeKmsKeyId: keyArn(world) }),
    },
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    ...sometimes(draw, 0.85, { VpcConfig: vpc }),
    EnableNetworkIsolation: draw.chance(0.8),
    EnableInterContainerTrafficEncryption: draw.chance(0.5),
    CreationTime: hoursBefore(world, created),
    TrainingStartTime: hoursBefore(world, created * 0.99),
    ...ended,
    LastModifiedTime: hoursBefore(world, created * 0.9),
    Tags: owner.tags,
  };
};

/** The jobs of the last days: what a history begins after. */
export const recentHours = 300;

export const trainingJob = (world: World, index: number, { age, hasEnded }: { age: number; hasEnded: boolean }): JsonObject =>
  job(world, index, {
    created: age,
    status: hasEnded ? world.draw.pick(["Completed", "Completed", "Completed", "Failed", "Stopped"]) : "InProgress",
  });

const stem = "pipeline-run-";

/** Ended jobs of years, one every so many hours, each drawn from its own number. */
export const jobHistory = (place: Place, { seed, count, years = 3 }: { seed: number; count: number; years?: number }): History => {
  const step = (years * 365 * 24) / Math.max(1, count);
  const width = String(count).length;
  return {
    kind: "training-job",
    count,
    document: (index) => {
      const draw = drawFrom(seed + 7919 * (index + 1));
      const status = draw.pick(["Completed", "Completed", "Completed", "Completed", "Failed", "Stopped"]);
      const name = `${stem}${String(index).padStart(width, "0")}`;
      return job({ ...place, draw }, index, { name, created: recentHours + index * step, status });
    },
    indexOf: (name) => {
      const index = name.startsWith(stem) ? Number(name.slice(stem.length)) : Number.NaN;
      return Number.isInteger(index) && index >= 0 && index < count && name === `${stem}${String(index).padStart(width, "0")}`
        ? index
        : undefined;
    },
  };
};
