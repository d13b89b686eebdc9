import { awsError } from "./errors.ts";
import { type Place, type Table, word } from "./table.ts";
import type { JsonObject } from "../../src/estate/json.ts";

type Arn = Table["arn"];
const iamArn =
  (type: string, member: string): Arn =>
  (document, { partition, account }) =>
    `arn:${partition}:iam::${account}:${type}${word(document, "Path") || "/"}${word(document, member)}`;
const arnAt =
  (service: string, type: string, member: string): Arn =>
  (document: JsonObject, { partition, region, account }: Place) =>
    `arn:${partition}:${service}:${region}:${account}:${type}${word(document, member)}`;

const principal = (kind: string, items: string, name: string, type: string): Table => ({
  kind,
  service: "iam",
  list: "GetAccountAuthorizationDetails",
  items,
  key: { [name]: name },
  arnMember: "Arn",
  arn: iamArn(type, name),
  status: undefined,
  created: "CreateDate",
  tagsIn: "Tags",
  notFound: (arn) => awsError("NoSuchEntity", `The ${type} ${arn} cannot be found.`, 404),
});

const noBucket: Table["notFound"] = () => awsError("NoSuchBucket", "The specified bucket does not exist", 404);
const noSetting = (type: string) => () => awsError(type, "The configuration does not exist", 404);

/** What an account has around its notebooks and jobs: who may act, where data lies, what encrypts it. */
export const accountTables: readonly Table[] = [
  principal("iam-role", "RoleDetailList", "RoleName", "role"),
  principal("iam-user", "UserDetailList", "UserName", "user"),
  principal("iam-group", "GroupDetailList", "GroupName", "group"),
  principal("iam-policy", "Policies", "PolicyName", "policy"),
  {
    kind: "s3-bucket",
    service: "s3",
    list: "ListBuckets",
    items: "Buckets",
    filter: { BucketRegion: "BucketRegion" },
    key: { Bucket: "Name" },
    arnMember: "BucketArn",
    arn: (document, { partition }) => `arn:${partition}:s3:::${word(document, "Name")}`,
    status: undefined,
    created: "CreationDate",
    notFound: noBucket,
    beside: [
      {
        operation: "GetBucketEncryption",
        members: ["ServerSideEncryptionConfiguration"],
        none: noSetting("ServerSideEncryptionConfigurationNotFoundError"),
      },
      {
        operation: "GetPublicAccessBlock",
        members: ["PublicAccessBlockConfiguration"],
        none: noSetting("NoSuchPublicAccessBlockConfiguration"),
      },
      { operation: "GetBucketPolicy", members: ["Policy"], none: noSetting("NoSuchBucketPolicy") },
      { operation: "GetBucketLogging", members: ["LoggingEnabled"] },
      { operation: "GetBucketOwnershipControls", members: ["OwnershipControls"], none: noSetting("OwnershipControlsNotFoundError") },
      { operation: "GetBucketLifecycleConfiguration", members: ["Rules"], none: noSetting("NoSuchLifecycleConfiguration") },
      { operation: "GetBucketTagging", members: ["TagSet"], none: noSetting("NoSuchTagSet") },
      { operation: "GetBucketVersioning", members: ["Status", "MFADelete"] },
    ],
  },
  {
    kind: "efs-file-system",
    service: "efs",
    list: "DescribeFileSystems",
    items: "FileSystems",
    key: { FileSystemId: "FileSystemId" },
    arnMember: "FileSystemArn",
    arn: arnAt("elasticfilesystem", "file-system/", "FileSystemId"),
    status: "LifeCycleState",
    created: "CreationTime",
    tagsIn: "Tags",
    notFound: (_, document) => awsError("FileSystemNotFound", `File system '${word(document, "FileSystemId")}' does not exist.`, 404),
    beside: [
      { operation: "DescribeFileSystemPolicy", members: ["Policy"], none: () => awsError("PolicyNotFound", "No policy is attached.", 404) },
      { operation: "DescribeBackupPolicy", members: ["BackupPolicy"], none: () => awsError("PolicyNotFound", "No backup policy.", 404) },
      { operation: "DescribeLifecycleConfiguration", members: ["LifecyclePolicies"] },
      { operation: "DescribeMountTargets", members: ["MountTargets"] },
    ],
  },
  {
    kind: "ecr-repository",
    service: "ecr",
    list: "DescribeRepositories",
    items: "repositories",
    key: { repositoryName: "repositoryName" },
    arnMember: "repositoryArn",
    arn: arnAt("ecr", "repository/", "repositoryName"),
    status: undefined,
    created: "createdAt",
    notFound: () => awsError("RepositoryNotFoundException", "The repository does not exist in the registry."),
    beside: [
      {
        operation: "GetRepositoryPolicy",
        members: ["policyText"],
        none: () => awsError("RepositoryPolicyNotFoundException", "Repository policy does not exist."),
      },
      {
        operation: "GetLifecyclePolicy",
        members: ["lifecyclePolicyText"],
        none: () => awsError("LifecyclePolicyNotFoundException", "Lifecycle policy does not exist."),
      },
    ],
  },
  {
    kind: "kms-key",
    service: "kms",
    list: "ListKeys",
    items: "Keys",
    describe: "DescribeKey",
    root: "KeyMetadata",
    key: { KeyId: "Arn" },
    arnMember: "Arn",
    arn: arnAt("kms", "key/", "KeyId"),
    status: "KeyState",
    created: "CreationDate",
    summary: (document) => ({ KeyArn: document["Arn"] ?? null }),
    notFound: (arn) => awsError("NotFoundException", `Key '${arn}' does not exist`),
    beside: [
      { operation: "GetKeyRotationStatus", members: ["KeyRotationEnabled"] },
      { operation: "ListAliases", members: ["Aliases"] },
    ],
  },
];
