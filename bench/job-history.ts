import type { Arrival } from "../src/estate/arrival.ts";
import type { Resource } from "../src/estate/estate.ts";
import type { JsonObject } from "../src/estate/json.ts";

const account = "111122223333";
const region = "eu-central-1";
const projects = ["churn", "fraud", "vision", "forecast", "pricing", "search", "grid"];
const people = ["ada", "grace", "edsger", "barbara", "katherine", "oskar", "lena", "jonas"];

export type HistoryOptions = {
  jobs: number;
  /** Jobs come from so many pipelines; those of one look alike to the rules. */
  pipelines: number;
  /** Every job bears a tag of its own, so that no two look alike. */
  distinct: boolean;
};

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? "";
const instant = (at: number): string => new Date(Date.UTC(2024, 0, 1) + at * 120_000).toISOString();

/** One pipeline in four breaks some of the rules. */
const configOf = (at: number, { pipelines, distinct }: HistoryOptions): JsonObject => {
  const pipeline = (at * 7919) % pipelines;
  const careless = pipeline % 4 === 0;
  const project = pick(projects, pipeline);
  return {
    name: `${project}-train-${pipeline}-${at}`,
    state: "Completed",
    modifiedAt: instant(at + 30),
    startedAt: instant(at + 1),
    endedAt: instant(at + 30),
    failureReason: null,
    warmPoolState: null,
    keepAliveSeconds: 0,
    roleArn: `arn:aws:iam::${account}:role/${project}-training`,
    image: `${account}.dkr.ecr.${region}.amazonaws.com/${project}-train:${pipeline}.${Math.floor(at / 10_000)}`,
    algorithmName: null,
    instanceTypes: [pick(["ml.m5.xlarge", "ml.g5.2xlarge", "ml.p4d.24xlarge"], pipeline)],
    instanceCount: 1 + (pipeline % 3),
    volumeSizeGb: 100,
    volumeKmsKeyId: careless ? null : `arn:aws:kms:${region}:${account}:key/0f1e2d3c-1111-2222-3333-444455556666`,
    outputUri: `s3://data-${account}/project/${project}/output`,
    outputKmsKeyId: null,
    interContainerEncryption: !careless,
    networkIsolation: !careless,
    subnetIds: careless ? [] : ["subnet-0a1", "subnet-0b2"],
    securityGroupIds: ["sg-0c3"],
    managedSpot: false,
    checkpointUri: null,
    maxRuntimeSeconds: 86_400,
    remoteDebug: false,
    secretVariables: [],
    tuningJobArn: null,
    tags: { project, user: pick(people, pipeline), ...(distinct ? { run: `run-${at}` } : {}) },
  };
};

const jobOf = (at: number, options: HistoryOptions): Resource => {
  const config = configOf(at, options);
  const name = String(config["name"]);
  const arn = `arn:aws:sagemaker:${region}:${account}:training-job/${name}`;
  return { id: arn, kind: "training-job", name, arn, account, region, createdAt: instant(at), config, unknown: {}, defaulted: [] };
};

const pageSize = 100;

/** The history of an account's training jobs, page by page, the newest first: nobody ever holds all of it. */
export function* jobHistory(options: HistoryOptions): Generator<Arrival> {
  for (let end = options.jobs; end > 0; end -= pageSize) {
    const length = Math.min(pageSize, end);
    yield { type: "resources", kind: "training-job", resources: Array.from({ length }, (_, at) => jobOf(end - 1 - at, options)) };
  }
  const cell = { account, region, kind: "training-job", state: "complete", seen: options.jobs } as const;
  // Whoever looks at jobs alone looks at no roles; nothing is said of those that are not there.
  yield {
    type: "closed",
    kind: "iam-role",
    cells: [{ account, region: "global", kind: "iam-role", phase: "list", state: "complete", seen: 0 }],
  };
  yield { type: "closed", kind: "training-job", cells: (["list", "describe", "tags"] as const).map((phase) => ({ ...cell, phase })) };
}
