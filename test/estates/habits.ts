import type { Json } from "../../src/estate/json.ts";

/** What a field says where people take care, and what it says where they do not: in so large a share of all. */
export type Habit = { usual: readonly Json[]; wrong: readonly Json[]; share: number };

const mostly = (usual: readonly Json[], wrong: readonly Json[], share: number): Habit => ({ usual, wrong, share });
const on = (share: number): Habit => mostly([true], [false], share);
const off = (share: number): Habit => mostly([false], [true], share);
const always = (...usual: Json[]): Habit => mostly(usual, [], 0);

/** By the name of a field; by `kind.field`, or `list.field` inside a list, where that is unlike the others. */
const habits: Readonly<Record<string, Habit>> = {
  networkIsolation: on(0.2),
  interContainerEncryption: on(0.3),
  managedSpot: always(true, false),
  remoteDebug: off(0.1),
  ssmAccess: off(0.1),
  urlHoldsCredentials: off(0.1),
  encrypted: on(0.1),
  scanOnPush: on(0.3),
  tagMutability: mostly(["IMMUTABLE"], ["MUTABLE"], 0.5),
  "ecr-repository.encryption": mostly(["KMS"], ["AES256"], 0.4),
  "s3-bucket.encryption": mostly(["aws:kms"], ["AES256"], 0.3),
  blocksPublicAcls: on(0.1),
  ignoresPublicAcls: on(0.1),
  blocksPublicPolicy: on(0.1),
  restrictsPublicBuckets: on(0.1),
  blocksPublicRules: on(0.2),
  versioning: mostly(["Enabled"], ["Suspended", null], 0.3),
  ownership: mostly(["BucketOwnerEnforced"], ["ObjectWriter"], 0.15),
  backup: mostly(["ENABLED"], ["DISABLED", null], 0.3),
  rotation: on(0.25),
  manager: mostly(["CUSTOMER"], ["AWS"], 0.1),
  origin: always("AWS_KMS"),
  spec: always("SYMMETRIC_DEFAULT"),
  "kms-key.state": mostly(["Enabled"], ["Disabled", "PendingDeletion"], 0.05),
  inTransitEncryption: on(0.2),
  atRestEncryption: on(0.15),
  ebsEncryption: on(0.3),
  imdsVersion: mostly([2], [1, null], 0.25),
  imdsTokens: mostly(["required"], ["optional"], 0.25),
  imdsEndpoint: always("enabled"),
  imdsHopLimit: mostly([1], [2], 0.3),
  autoStop: on(0.2),
  autoStart: always(true, false),
  mapsPublicIp: off(0.2),
  privateDns: on(0.2),
  approval: mostly(["Approved"], ["PendingManualApproval", "Rejected"], 0.3),
  vendorGuidance: mostly(["STABLE"], ["ARCHIVED", "TO_BE_ARCHIVED"], 0.15),
  imageVersionStatus: mostly(["UpToDate"], ["SecurityUpdateRequired", "EndOfLife"], 0.3),
  nodeRecovery: mostly(["Automatic"], ["None"], 0.2),
  "emr-studio.authMode": always("SSO", "IAM"),
  releaseLabel: mostly(["emr-7.9.0", "emr-7.5.0"], ["emr-5.36.2", "emr-6.15.0"], 0.3),
  kernelGatewayUid: mostly([1000], [0], 0.2),
  jupyterLabUid: mostly([1000], [0], 0.2),
  codeEditorUid: mostly([1000], [0], 0.2),
  activity: mostly(["Inactive"], ["Active"], 0.5),
  // Half of all groups let the office in, and some let everybody in.
  "security-group.cidrBlocks": mostly([["10.0.0.0/8"], ["10.20.0.0/16"]], [["0.0.0.0/0"]], 0.15),
  "security-group.ipv6CidrBlocks": mostly([[]], [["::/0"]], 0.05),
  "security-group.prefixListIds": always([]),
  "route-table.gatewayId": mostly([null], ["igw-07c1e5a9f3b2d4860"], 0.3),
  "route-table.otherTarget": always(null),
  "route-table.state": mostly(["active"], ["blackhole"], 0.05),
  // Of a statement, the rare ways to write it are left to the tests of reading.
  effect: always("Allow"),
  notActions: always([]),
  notResources: always([]),
  notPrincipals: always([]),
  federated: always([]),
  actions: mostly([["s3:GetObject", "s3:ListBucket"], ["sagemaker:DescribeEndpoint"]], [["*"], ["s3:*"], ["iam:PassRole"]], 0.2),
  resources: mostly([["arn:aws:s3:::churn-data/*"]], [["*"]], 0.2),
  conditionKeys: mostly([["aws:SourceAccount"]], [[]], 0.3),
  principals: mostly([["arn:aws:iam::111122223333:root"]], [["*"], ["arn:aws:iam::210987654321:root"]], 0.2),
  services: always([]),
  "trust.actions": always(["sts:AssumeRole"]),
  "trust.principals": mostly([[]], [["*"], ["arn:aws:iam::210987654321:root"]], 0.1),
  "trust.services": always(["sagemaker.amazonaws.com"], ["elasticmapreduce.amazonaws.com"]),
  sharedWith: mostly([[]], [["arn:aws:iam::210987654321:root"]], 0.2),
  failureReason: always("ResourceLimitExceeded: the account-level service limit was reached", "AlgorithmError: exit code 137"),
};

/**
 * Of the kinds that nobody makes by themselves, how many there are (in parts, as with the others; 1 if it is not said), and in which
 * share of them a field that may say nothing says nothing.
 */
type Entry = { share?: number; lacks?: Readonly<Record<string, number>> };

const entries: Readonly<Record<string, Entry>> = {
  // AWS always says how many machines a job has.
  "processing-job": { share: 12, lacks: { instanceCount: 0 } },
  "transform-job": { share: 5 },
  "hyperparameter-tuning-job": { share: 3 },
  "automl-job": { share: 2 },
  "model-package": { share: 6, lacks: { groupName: 0, version: 0 } },
  "model-package-group": { share: 2 },
  "inference-component": { share: 2 },
  "feature-group": { share: 3 },
  pipeline: { share: 4 },
  "studio-lifecycle-config": { share: 2 },
  "iam-role": { share: 3, lacks: { boundaryArn: 0.3 } },
  "iam-policy": { share: 2 },
  subnet: { share: 2 },
  "security-group": { share: 2 },
  // What tells a notebook from a server, and a policy of an endpoint, which is always there.
  "ec2-notebook": { lacks: { userData: 0, imageName: 0, imageOwner: 0 } },
  "vpc-endpoint": { lacks: { policy: 0, serviceName: 0 } },
  "efs-file-system": { lacks: { name: 0 } },
};

export const shareOf = (kind: string): number => entries[kind]?.share ?? 1;

/** A key of one's own is left out by one in five, anything else that may say nothing by one in six. */
export const lackOf = (kind: string, field: string): number => entries[kind]?.lacks?.[field] ?? (/kmskeyid$/i.test(field) ? 0.2 : 1 / 6);

/** In which share a job or a machine is in no network of the account's. */
export const outside = 0.15;

/** `list`: in which it stands, if in one. */
export const habitOf = (kind: string, field: string, list = ""): Habit | undefined =>
  habits[`${kind}.${field}`] ?? habits[`${list}.${field}`] ?? habits[field];
