import type { Cell } from "../../src/estate/cell.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import type { Wanted } from "../../src/estate/wanted.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { tagsOf } from "../fake-aws/samples.ts";
import type { Scan } from "./scan.ts";

export const kind = (name: string): Kind => {
  const found = kindNamed(name);
  if (!found) throw new Error(`no kind ${name}`);
  return found;
};

export const denied = (...operations: string[]): Fault[] => operations.map((operation) => ({ effect: "deny", operation }));

export const cellOf = ({ estate }: Scan, name: string, phase: Cell["phase"]): Cell => {
  const found = estate.coverage.find((cell) => cell.kind === name && cell.phase === phase);
  if (!found) throw new Error(`no cell of ${name} ${phase}`);
  return found;
};

/** Everything of some kinds but these fields; tags with these keys. */
export const wantedBut = (names: readonly string[], less: readonly string[], tagKeys: readonly string[] = []): Wanted =>
  new Map(
    names.map((name) => {
      const fields = Object.keys(kind(name).fields).filter((field) => !less.includes(field));
      return [name, { fields: new Set(fields), tags: true, tagKeys: new Set(tagKeys) }];
    }),
  );

const day = 86_400_000;
const now = Date.parse("2026-11-21T12:00:00Z");
export const daysAgo = (days: number): string => new Date(now - days * day).toISOString();

/** A job that was made so many days ago and ended a day later. */
export const job = (name: string, age: number, differs: JsonObject = {}): JsonObject => ({
  TrainingJobName: name,
  TrainingJobStatus: "Completed",
  RoleArn: "arn:aws:iam::111122223333:role/training",
  OutputDataConfig: { S3OutputPath: "s3://acme/output" },
  ResourceConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 1, VolumeSizeInGB: 30 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  CreationTime: daysAgo(age),
  TrainingEndTime: daysAgo(age - 1),
  LastModifiedTime: daysAgo(age - 1),
  Tags: tagsOf({ project: "churn" }),
  ...differs,
});

/** `job-000` is the newest, and each is so many days older than the one before. */
export const jobs = (count: number, every: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => job(`job-${String(index).padStart(3, "0")}`, 2 + index * every));
