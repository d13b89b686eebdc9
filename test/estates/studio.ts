import type { JsonObject } from "../../src/estate/json.ts";
import type { Draw } from "./draw.ts";
import { groups, hoursBefore, keyArn, roleArn, someone, sometimes, subnet, vpcId, type World } from "./place.ts";

const idle = (draw: Draw, share: number): JsonObject =>
  sometimes(draw, share, {
    AppLifecycleManagement: {
      IdleSettings: {
        LifecycleManagement: draw.chance(0.8) ? "ENABLED" : "DISABLED",
        IdleTimeoutInMinutes: draw.pick([60, 120, 1440, 10080]),
      },
    },
  });

export const domain = (world: World, index: number): JsonObject => {
  const { draw } = world;
  return {
    DomainId: `d-${(index + 0x4c2b9).toString(36).padStart(12, "q7m")}`,
    DomainName: `ml-team-${index}`,
    Status: "InService",
    AuthMode: "IAM",
    AppNetworkAccessType: draw.chance(0.6) ? "VpcOnly" : "PublicInternetOnly",
    VpcId: vpcId,
    SubnetIds: [subnet],
    HomeEfsFileSystemId: "fs-0c7e41b9d25a8f360",
    ...sometimes(draw, 0.8, { KmsKeyId: keyArn(world) }),
    DefaultUserSettings: {
      ExecutionRole: roleArn(world, "studio-execution-role"),
      SecurityGroups: groups,
      JupyterLabAppSettings: idle(draw, 0.7),
      CodeEditorAppSettings: idle(draw, 0.5),
    },
    CreationTime: hoursBefore(world, 5000 + draw.below(5000)),
    LastModifiedTime: hoursBefore(world, draw.below(900)),
    Tags: someone(world, index).tags,
  };
};

/** Which domain, and whose, is settled by what there is. */
export const userProfile = (world: World, index: number): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  return {
    DomainId: "d-unsettled",
    UserProfileName: `${owner.user}-${index}`,
    Status: "InService",
    UserSettings: {
      ...sometimes(draw, 0.5, { ExecutionRole: roleArn(world, "studio-execution-role") }),
      ...sometimes(draw, 0.2, { JupyterLabAppSettings: idle(draw, 1) }),
    },
    CreationTime: hoursBefore(world, 100 + draw.below(5000)),
    LastModifiedTime: hoursBefore(world, draw.below(100)),
    Tags: owner.tags,
  };
};

export type Space = { domain: string; name: string; type: string };

export const space = (world: World, index: number): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  const type = draw.chance(0.8) ? "JupyterLab" : "CodeEditor";
  return {
    DomainId: "d-unsettled",
    SpaceName: `${owner.user}-lab-${index}`,
    Status: "InService",
    OwnershipSettings: { OwnerUserProfileName: owner.user },
    SpaceSharingSettings: { SharingType: draw.chance(0.8) ? "Private" : "Shared" },
    SpaceSettings: {
      AppType: type,
      SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: draw.pick([5, 20, 100]) } },
      [type === "JupyterLab" ? "JupyterLabAppSettings" : "CodeEditorAppSettings"]: sometimes(draw, 0.5, {
        AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: draw.pick([60, 120, 1440]) } },
      }),
    },
    CreationTime: hoursBefore(world, 100 + draw.below(2000)),
    LastModifiedTime: hoursBefore(world, draw.below(90)),
    Tags: owner.tags,
  };
};

/** `more`: a number of its own, where several run in one space. */
export const app = (world: World, index: number, { domain: domainId, name, type, more }: Space & { more: string }): JsonObject => {
  const { draw } = world;
  return {
    DomainId: domainId,
    SpaceName: name,
    AppType: type,
    AppName: `default${more}`,
    Status: draw.pick(["InService", "InService", "Deleting", "Failed"]),
    CreationTime: hoursBefore(world, 1 + draw.below(80)),
    ResourceSpec: { InstanceType: draw.pick(["ml.t3.medium", "ml.g5.2xlarge", "system"]), SageMakerImageVersionAlias: "2.4.1" },
    Tags: someone(world, index).tags,
  };
};
