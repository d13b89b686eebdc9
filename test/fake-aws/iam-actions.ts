import type { ServiceName } from "./shapes.ts";

/** The prefixes are AWS's, written out here too, since ours may be wrong. */
const prefixes: Readonly<Record<ServiceName, string>> = {
  sagemaker: "sagemaker",
  emr: "elasticmapreduce",
  "emr-serverless": "emr-serverless",
  iam: "iam",
  ec2: "ec2",
  s3: "s3",
  efs: "elasticfilesystem",
  ecr: "ecr",
  kms: "kms",
  organizations: "organizations",
  pricing: "pricing",
  ssm: "ssm",
  tagging: "tag",
  sts: "sts",
};

/** What S3's guide says of reading buckets ("Required permissions for Amazon S3 API operations"), where the action is not the operation. */
const ofBuckets: readonly (readonly [operation: string, action: string])[] = [
  ["HeadBucket", "ListBucket"],
  ["ListBuckets", "ListAllMyBuckets"],
  ["ListObjectsV2", "ListBucket"],
  ["GetBucketCors", "GetBucketCORS"],
  ["GetBucketEncryption", "GetEncryptionConfiguration"],
  ["GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"],
  ["GetBucketNotificationConfiguration", "GetBucketNotification"],
  ["GetBucketReplication", "GetReplicationConfiguration"],
  ["GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"],
  ["GetPublicAccessBlock", "GetBucketPublicAccessBlock"],
];

/** The permission that AWS wants for an operation: its name, but for S3, which is older than the custom. */
export const neededAction = (service: ServiceName, operation: string): string => {
  const other = service === "s3" ? ofBuckets.find(([name]) => name === operation)?.[1] : undefined;
  return `${prefixes[service]}:${other ?? operation}`;
};

type Asked = { service: ServiceName; operation: string };

/** Who they are is told to everybody, whatever their policies say. */
export const isAllowed = (allowed: ReadonlySet<string> | undefined, { service, operation }: Asked): boolean =>
  allowed === undefined || (service === "sts" && operation === "GetCallerIdentity") || allowed.has(neededAction(service, operation));
