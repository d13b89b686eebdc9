import type { JsonObject } from "../../estate/json.ts";

/** A resource as AWS describes it: what the collector would read, and what a stand-in of AWS can serve. */
export type DemoDocument = { kind: string; document: JsonObject; tags: Record<string, string> };

export const account = "111122223333";
export const region = "eu-central-1";

export const arn = (path: string): string => `arn:aws:sagemaker:${region}:${account}:${path}`;
export const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

export const key = `arn:aws:kms:${region}:${account}:key/3f1c9a52-7d0e-4b61-9c1e-5a2f8e7b4d10`;
export const subnets = ["subnet-0a41f2c9d3e8b7a10", "subnet-0b52e3dae4f9c8b21"];
export const groups = ["sg-07c1e5a9f3b2d4860"];
export const vpc = { SecurityGroupIds: groups, Subnets: subnets };

/** An image of the team's own registry, and one that nobody has approved. */
export const image = (name: string): string => `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
export const strangerImage = `444455556666.dkr.ecr.${region}.amazonaws.com/quick-automl:latest`;
export const xgboost = `492215442770.dkr.ecr.${region}.amazonaws.com/sagemaker-xgboost:1.7-1`;

/** Tags as the platform asks for them. */
export const owned = (project: string, user: string): Record<string, string> => ({ project, user, system: "MLSpace" });

/** The clock of the demo: everything happened so long before now, so that it never ages. */
export type Clock = { hoursAgo: (hours: number) => string; daysAgo: (days: number) => string };

export const clockAt = (now: string): Clock => {
  const hoursAgo = (hours: number): string => new Date(Date.parse(now) - hours * 3_600_000).toISOString();
  return { hoursAgo, daysAgo: (days) => hoursAgo(days * 24) };
};
