import type { JsonObject } from "../../estate/json.ts";
import { account, arn, type Clock, type DemoDocument, image, key, owned, role, strangerImage, vpc, xgboost } from "./team.ts";

const outputOf = (project: string | undefined): string => `s3://mlspace-data-${account}/project/${project ?? "none"}/output`;

type Job = { name: string; image: string; hours: number; differs?: JsonObject; machine?: JsonObject };

const machine = { InstanceType: "ml.m5.xlarge", InstanceCount: 1, VolumeSizeInGB: 50, VolumeKmsKeyId: key };

const job = (
  clock: Clock,
  { name, image: trainingImage, hours, differs, machine: other }: Job,
  tags: Record<string, string>,
): DemoDocument => ({
  kind: "training-job",
  document: {
    TrainingJobName: name,
    TrainingJobArn: arn(`training-job/${name}`),
    TrainingJobStatus: "Completed",
    SecondaryStatus: "Completed",
    AlgorithmSpecification: { TrainingImage: trainingImage, TrainingInputMode: "File" },
    RoleArn: role("mlspace-training-role"),
    OutputDataConfig: { KmsKeyId: key, S3OutputPath: outputOf(tags["project"]) },
    ModelArtifacts: { S3ModelArtifacts: `${outputOf(tags["project"])}/${name}/output/model.tar.gz` },
    ResourceConfig: { ...machine, ...other },
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    VpcConfig: vpc,
    EnableNetworkIsolation: true,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    CreationTime: clock.hoursAgo(hours),
    TrainingStartTime: clock.hoursAgo(hours - 0.1),
    TrainingEndTime: clock.hoursAgo(hours - 0.9),
    LastModifiedTime: clock.hoursAgo(hours - 0.9),
    ...differs,
  },
  tags,
});

const churn = (clock: Clock): DemoDocument[] => [
  job(clock, { name: "churn-xgb-weekly-1", image: xgboost, hours: 180 }, owned("churn", "oskar")),
  job(clock, { name: "churn-xgb-weekly-2", image: xgboost, hours: 12 }, owned("churn", "amara")),
  job(
    clock,
    { name: "churn-quick-try", image: strangerImage, hours: 30, differs: { EnableNetworkIsolation: false, VpcConfig: null } },
    owned("churn", "jonas"),
  ),
];

const vision = (clock: Clock): DemoDocument[] => [
  job(
    clock,
    {
      name: "vision-resnet-ddp",
      image: image("vision/train:5.0.3"),
      hours: 5,
      machine: { InstanceType: "ml.p4d.24xlarge", InstanceCount: 2, VolumeKmsKeyId: null },
    },
    owned("vision", "lena"),
  ),
  job(
    clock,
    {
      name: "vision-resnet-ddp-secure",
      image: image("vision/train:5.0.3"),
      hours: 2,
      differs: {
        TrainingJobStatus: "InProgress",
        SecondaryStatus: "Training",
        EnableInterContainerTrafficEncryption: true,
        TrainingEndTime: null,
      },
      machine: { InstanceType: "ml.p4d.24xlarge", InstanceCount: 4, VolumeKmsKeyId: null },
    },
    owned("vision", "lena"),
  ),
  job(clock, { name: "vision-segment", image: image("vision/train:4.9.0"), hours: 75 }, { project: "vision", user: "tomasz" }),
];

const forecasting = (clock: Clock): DemoDocument[] => [
  job(clock, { name: "forecast-demand", image: image("forecast/train:1.12.0"), hours: 26 }, owned("forecasting", "priya")),
  job(
    clock,
    { name: "forecast-demand-wide", image: image("forecast/train:1.12.0"), hours: 20, machine: { VolumeKmsKeyId: null } },
    owned("forecasting", "felix"),
  ),
  job(
    clock,
    {
      name: "forecast-failed-run",
      image: image("forecast/train:1.13.0"),
      hours: 8,
      differs: { TrainingJobStatus: "Failed", SecondaryStatus: "Failed" },
    },
    owned("forecasting", "felix"),
  ),
];

export const jobs = (clock: Clock): DemoDocument[] => [...churn(clock), ...vision(clock), ...forecasting(clock)];
