import type { JsonObject } from "../../src/estate/json.ts";
import type { Seed } from "./store.ts";

export const account = "111122223333";
export const region = "eu-central-1";
export const start = "2026-11-21T12:00:00.000Z";

export const tagsOf = (tags: Readonly<Record<string, string>>): JsonObject[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const notebook = (name: string, differs: JsonObject = {}): JsonObject => ({
  NotebookInstanceName: name,
  NotebookInstanceStatus: "InService",
  InstanceType: "ml.t3.medium",
  RoleArn: `arn:aws:iam::${account}:role/notebooks`,
  RootAccess: "Disabled",
  DirectInternetAccess: "Disabled",
  VolumeSizeInGB: 5,
  PlatformIdentifier: "notebook-al2023-v1",
  CreationTime: "2026-11-01T08:00:00.000Z",
  LastModifiedTime: "2026-11-20T08:00:00.000Z",
  Tags: tagsOf({ project: "churn", user: "ada" }),
  ...differs,
});

export const notebooks = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => notebook(`nb-${String(index).padStart(4, "0")}`));

export const app = (name: string, differs: JsonObject = {}): JsonObject => ({
  DomainId: "d-1",
  SpaceName: "lab",
  AppType: "JupyterLab",
  AppName: name,
  Status: "InService",
  CreationTime: "2026-11-20T08:00:00.000Z",
  ...differs,
});

export const cluster = (id: string, differs: JsonObject = {}): JsonObject => ({
  Id: id,
  Name: `cluster ${id}`,
  Status: { State: "WAITING", Timeline: { CreationDateTime: "2026-11-20T08:00:00.000Z" } },
  Tags: tagsOf({ project: "churn" }),
  ...differs,
});

export const model = (name: string, differs: JsonObject = {}): JsonObject => ({
  ModelName: name,
  CreationTime: "2026-11-02T08:00:00.000Z",
  PrimaryContainer: { Image: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1" },
  ...differs,
});

export const seedOf = (resources: Seed["resources"]): Seed => ({ account, region, resources });
