import type { JsonObject } from "../../estate/json.ts";
import { arn, type Clock, type DemoDocument, groups, key, owned, region, role, subnets } from "./team.ts";

const domainId = "d-4xk2v9qm7pza";

const idleAfter = (minutes: number): JsonObject => ({
  AppLifecycleManagement: { IdleSettings: { LifecycleManagement: "ENABLED", IdleTimeoutInMinutes: minutes } },
});

const domain = (clock: Clock): DemoDocument => ({
  kind: "domain",
  document: {
    DomainId: domainId,
    DomainArn: arn(`domain/${domainId}`),
    DomainName: "ml-team",
    Status: "InService",
    AuthMode: "IAM",
    AppNetworkAccessType: "PublicInternetOnly",
    VpcId: "vpc-0d83b1e6f7a2c4951",
    SubnetIds: subnets,
    KmsKeyId: key,
    HomeEfsFileSystemId: "fs-0c7d1e92ab34f5680",
    Url: `https://${domainId}.studio.${region}.sagemaker.aws`,
    DefaultUserSettings: {
      ExecutionRole: role("studio-execution-role"),
      SecurityGroups: groups,
      JupyterLabAppSettings: idleAfter(120),
      CodeEditorAppSettings: idleAfter(120),
    },
    DefaultSpaceSettings: { ExecutionRole: role("studio-execution-role") },
    CreationTime: clock.daysAgo(400),
    LastModifiedTime: clock.daysAgo(33),
  },
  tags: { ...owned("vision", "lena"), Name: "ml-team" },
});

/** A profile that leaves idle times to the domain. Whether it does, only a description tells. */
const profile = (clock: Clock, name: string, project: string): DemoDocument => ({
  kind: "user-profile",
  document: {
    DomainId: domainId,
    UserProfileName: name,
    UserProfileArn: arn(`user-profile/${domainId}/${name}`),
    Status: "InService",
    UserSettings: { ExecutionRole: role("studio-execution-role") },
    CreationTime: clock.daysAgo(300),
    LastModifiedTime: clock.daysAgo(200),
  },
  tags: owned(project, name),
});

type Space = { name: string; user: string; type?: "JupyterLab" | "CodeEditor"; idle?: number; shared?: true; gb?: number };

const space = (
  clock: Clock,
  { name, user, type = "JupyterLab", idle, shared, gb = 20 }: Space,
  tags: Record<string, string>,
): DemoDocument => ({
  kind: "space",
  document: {
    DomainId: domainId,
    SpaceName: name,
    SpaceArn: arn(`space/${domainId}/${name}`),
    Status: "InService",
    OwnershipSettings: { OwnerUserProfileName: user },
    SpaceSharingSettings: { SharingType: shared ? "Shared" : "Private" },
    SpaceSettings: {
      AppType: type,
      SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: gb } },
      [type === "JupyterLab" ? "JupyterLabAppSettings" : "CodeEditorAppSettings"]: {
        DefaultResourceSpec: { InstanceType: "ml.t3.medium" },
        ...(idle === undefined ? {} : { AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: idle } } }),
      },
    },
    CreationTime: clock.daysAgo(80),
    LastModifiedTime: clock.daysAgo(3),
  },
  tags,
});

type App = { space: string; type?: "JupyterLab" | "CodeEditor"; instance: string; hours: number; status?: string };

const app = (
  clock: Clock,
  { space: name, type = "JupyterLab", instance, hours, status = "InService" }: App,
  tags: Record<string, string>,
): DemoDocument => ({
  kind: "app",
  document: {
    DomainId: domainId,
    SpaceName: name,
    AppType: type,
    AppName: "default",
    AppArn: arn(`app/${domainId}/${name}/${type.toLowerCase()}/default`),
    Status: status,
    CreationTime: clock.hoursAgo(hours),
    LastUserActivityTimestamp: clock.hoursAgo(hours / 2),
    LastHealthCheckTimestamp: clock.hoursAgo(0.1),
    ResourceSpec: {
      InstanceType: instance,
      SageMakerImageArn: `arn:aws:sagemaker:${region}:545423591354:image/sagemaker-distribution-cpu`,
      SageMakerImageVersionAlias: "2.4.1",
    },
  },
  tags,
});

const people = [
  ["amara", "churn"],
  ["jonas", "churn"],
  ["lena", "vision"],
  ["tomasz", "vision"],
  ["priya", "forecasting"],
  ["felix", "forecasting"],
] as const;

const spaces = (clock: Clock): DemoDocument[] => [
  space(clock, { name: "amara-lab", user: "amara", idle: 60 }, owned("churn", "amara")),
  space(clock, { name: "jonas-lab", user: "jonas", idle: 1440, gb: 100 }, owned("churn", "jonas")),
  space(clock, { name: "vision-review", user: "lena", shared: true }, owned("vision", "lena")),
  space(clock, { name: "tomasz-code", user: "tomasz", type: "CodeEditor", idle: 120 }, owned("vision", "tomasz")),
  space(clock, { name: "priya-lab", user: "priya" }, { project: "forecasting" }),
  space(clock, { name: "felix-lab", user: "felix", idle: 90, gb: 50 }, owned("forecasting", "felix")),
];

const apps = (clock: Clock): DemoDocument[] => [
  app(clock, { space: "amara-lab", instance: "ml.t3.medium", hours: 6 }, owned("churn", "amara")),
  app(clock, { space: "jonas-lab", instance: "ml.g5.2xlarge", hours: 31 }, owned("churn", "jonas")),
  app(clock, { space: "vision-review", instance: "ml.m5.xlarge", hours: 50 }, owned("vision", "lena")),
  app(clock, { space: "tomasz-code", type: "CodeEditor", instance: "ml.t3.large", hours: 4 }, owned("vision", "tomasz")),
  app(clock, { space: "priya-lab", instance: "ml.t3.medium", hours: 2 }, {}),
  app(clock, { space: "felix-lab", instance: "ml.t3.medium", hours: 90, status: "Deleted" }, owned("forecasting", "felix")),
];

export const studio = (clock: Clock): DemoDocument[] => [
  domain(clock),
  ...people.map(([name, project]) => profile(clock, name, project)),
  ...spaces(clock),
  ...apps(clock),
];
