import type { Json } from "./json.ts";
import type { Through } from "./relation.ts";

/** `s3://bucket/prefix` */
const bucketIn = (uri: string): string | null => /^s3[an]?:\/\/([^/]+)/.exec(uri)?.[1] ?? null;

const host = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:on\.aws|amazonaws\.com(\.cn)?|amazonwebservices\.com\.cn)\/([^@:]+)/;

const partitionOf = (region: string): string => {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
};

/** `account.dkr.ecr.region.amazonaws.com/name:tag`: a repository of ECR, by its ARN; other registries have none. */
const repositoryIn = (image: string): string | null => {
  const [, account, region = "", , name] = host.exec(image) ?? [];
  return name === undefined ? null : `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
};

const readers: Readonly<Record<Through, (value: string) => string | null>> = { bucket: bucketIn, repository: repositoryIn };

/** What a value says of what it lies in; null if in none of the kind, nothing if it is not known in clear. */
export const through = (way: Through | undefined, value: Json): Json | undefined => {
  if (way === undefined || value === null) return value;
  return typeof value === "string" ? readers[way](value) : undefined;
};
