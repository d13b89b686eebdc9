import type { JsonObject } from "../../estate/json.ts";
import { account, arn, type Clock, type DemoDocument, image, key, owned, role, strangerImage, vpc, xgboost } from "./team.ts";

type Model = { name: string; images: readonly string[]; differs?: JsonObject };

const model = (clock: Clock, { name, images, differs }: Model, tags: Record<string, string>): DemoDocument => {
  const containers = images.map((each, index) => ({
    ContainerHostname: `step-${index + 1}`,
    Image: each,
    Mode: "SingleModel",
    ModelDataUrl: `s3://mlspace-data-${account}/project/${tags.project ?? "none"}/output/${name}/model.tar.gz`,
  }));
  const [only] = containers;
  return {
    kind: "model",
    document: {
      ModelName: name,
      ModelArn: arn(`model/${name}`),
      ExecutionRoleArn: role("mlspace-model-role"),
      ...(containers.length === 1 && only ? { PrimaryContainer: only } : { Containers: containers }),
      VpcConfig: vpc,
      EnableNetworkIsolation: true,
      CreationTime: clock.daysAgo(20),
      ...differs,
    },
    tags,
  };
};

type Served = { name: string; models: readonly string[]; type?: string; differs?: JsonObject; status?: string };

/** An endpoint and its configuration, which is never changed but replaced. */
const served = (clock: Clock, { name, models, type, differs, status }: Served, tags: Record<string, string>): DemoDocument[] => {
  const variants = models.map((ModelName, index) => ({
    VariantName: index === 0 ? "main" : `challenger-${index}`,
    ModelName,
    InitialInstanceCount: 2,
    InstanceType: type ?? "ml.m5.large",
    InitialVariantWeight: 1,
  }));
  return [
    {
      kind: "endpoint-config",
      document: {
        EndpointConfigName: `${name}-v3`,
        EndpointConfigArn: arn(`endpoint-config/${name}-v3`),
        ProductionVariants: variants,
        KmsKeyId: key,
        CreationTime: clock.daysAgo(12),
        ...differs,
      },
      tags,
    },
    {
      kind: "endpoint",
      document: {
        EndpointName: name,
        EndpointArn: arn(`endpoint/${name}`),
        EndpointConfigName: `${name}-v3`,
        EndpointStatus: status ?? "InService",
        ProductionVariants: variants.map(({ VariantName }) => ({ VariantName, CurrentInstanceCount: 2, CurrentWeight: 1 })),
        CreationTime: clock.daysAgo(60),
        LastModifiedTime: clock.daysAgo(12),
      },
      tags,
    },
  ];
};

export const endpoints = (clock: Clock): DemoDocument[] => [
  model(clock, { name: "churn-scoring-7", images: [xgboost] }, owned("churn", "amara")),
  model(clock, { name: "churn-pipeline-2", images: [image("churn/prepare:2.4.1"), xgboost, strangerImage] }, owned("churn", "jonas")),
  model(clock, { name: "vision-defects-12", images: [image("vision/serve:5.0.3")] }, owned("vision", "lena")),
  model(
    clock,
    { name: "vision-playground", images: [image("vision/serve:5.1.0-rc1")], differs: { EnableNetworkIsolation: false, VpcConfig: null } },
    owned("vision", "tomasz"),
  ),
  model(clock, { name: "forecast-demand-3", images: [image("forecast/serve:1.12.0")] }, owned("forecasting", "priya")),
  ...served(clock, { name: "churn-scoring", models: ["churn-scoring-7"] }, owned("churn", "amara")),
  ...served(
    clock,
    { name: "vision-defects", models: ["vision-defects-12", "vision-playground"], differs: { KmsKeyId: null } },
    owned("vision", "lena"),
  ),
  ...served(clock, { name: "vision-realtime", models: ["vision-defects-12"], type: "ml.g5.xlarge" }, owned("vision", "lena")),
  ...served(
    clock,
    { name: "forecast-demand", models: ["forecast-demand-3"], status: "Updating" },
    { project: "forecasting", user: "priya" },
  ),
];
