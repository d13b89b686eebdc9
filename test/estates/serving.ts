import type { JsonObject } from "../../src/estate/json.ts";
import { hoursBefore, imageOf, keyArn, roleArn, someone, sometimes, vpc, type World } from "./place.ts";
import { modelNames, servingTypes } from "./words.ts";

export const model = (world: World, index: number): JsonObject => {
  const { draw, account } = world;
  const owner = someone(world, index);
  const name = `${owner.project}-${draw.pick(modelNames)}-${index}`;
  const container = (step: number): JsonObject => ({
    ContainerHostname: `step-${step}`,
    Image: imageOf(world, `${owner.project}/serve`),
    Mode: "SingleModel",
    ModelDataUrl: `s3://mlspace-data-${account}/project/${owner.project}/${name}/model.tar.gz`,
  });
  return {
    ModelName: name,
    ExecutionRoleArn: roleArn(world, "mlspace-model-role"),
    ...(draw.chance(0.8) ? { PrimaryContainer: container(1) } : { Containers: [container(1), container(2), container(3)] }),
    ...sometimes(draw, 0.85, { VpcConfig: vpc }),
    EnableNetworkIsolation: draw.chance(0.8),
    CreationTime: hoursBefore(world, 24 + draw.below(5000)),
    Tags: owner.tags,
  };
};

/** Which models, and of an endpoint which configuration, is settled by what there is. */
export const endpointConfig = (world: World, index: number): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  const variants = Array.from({ length: 1 + draw.below(3) }, (_, at) => ({
    VariantName: at === 0 ? "main" : `challenger-${at}`,
    ModelName: "deleted-model",
    InitialInstanceCount: 1 + draw.below(3),
    InstanceType: draw.pick(servingTypes),
    InitialVariantWeight: 1,
    EnableSSMAccess: draw.chance(0.1),
  }));
  return {
    EndpointConfigName: `${owner.project}-serve-${index}-v${1 + draw.below(9)}`,
    ProductionVariants: variants,
    ...sometimes(draw, 0.8, { KmsKeyId: keyArn(world) }),
    CreationTime: hoursBefore(world, 20 + draw.below(3000)),
    Tags: owner.tags,
  };
};

export const endpoint = (world: World, index: number): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  const created = 10 + draw.below(2000);
  return {
    EndpointName: `${owner.project}-live-${index}`,
    EndpointConfigName: "deleted-config",
    EndpointStatus: draw.pick(["InService", "InService", "InService", "Updating", "Failed", "OutOfService"]),
    CreationTime: hoursBefore(world, created),
    LastModifiedTime: hoursBefore(world, draw.below(created)),
    Tags: owner.tags,
  };
};
