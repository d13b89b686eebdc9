import { keyBy } from "./around.ts";
import { isObject, type Json } from "../estate/json.ts";
import { count, flag, optionalText, tags, text, texts } from "./field.ts";
import type { Describe, Kind } from "./kind.ts";
import { efs } from "./operation.ts";
import { resourceStatements } from "./policy-statements.ts";

type Getter = Parameters<typeof efs>[0];

const part = (operation: Getter, ...gives: string[]): Describe => ({
  operation: efs(operation),
  input: { FileSystemId: "FileSystemId" },
  gives,
});

/** `[{ TransitionToIA: "AFTER_30_DAYS" }]`, each as one word with its value. */
const transitions = (value: Json): string[] | undefined =>
  Array.isArray(value)
    ? value.flatMap((policy) => (isObject(policy) ? Object.entries(policy).map(([name, when]) => `${name}=${String(when)}`) : []))
    : undefined;

const kind: Kind = {
  name: "efs-file-system",
  title: "EFS file system",
  plural: "EFS file systems",
  surrounds: true,
  service: "efs",
  identity: {
    name: "FileSystemId",
    arn: "FileSystemArn",
    template: "file-system/{fileSystemId}",
    createdAt: "CreationTime",
    key: ["fileSystemId"],
  },
  fields: {
    fileSystemId: text({
      api: "FileSystemId",
      terraform: "id",
      cloudformation: "FileSystemId",
      change: "read-only",
      samples: ["fs-0a1b2c3d", "fs-1b2c3d4e"],
    }),
    name: optionalText({ api: "Name", terraform: "name", change: "in-place", samples: ["studio-home"] }),
    state: text({
      api: "LifeCycleState",
      change: "read-only",
      runtime: true,
      values: ["available", "creating", "deleting", "deleted", "updating", "error"],
    }),
    encrypted: flag({ api: "Encrypted", terraform: "encrypted", cloudformation: "Encrypted", change: "recreate", default: false }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      terraform: "kms_key_id",
      cloudformation: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    sizeBytes: count({ api: "SizeInBytes.Value", change: "read-only", runtime: true, minimum: 0, samples: [6144, 1073741824] }),
    mountTargetCount: count({ api: "NumberOfMountTargets", change: "read-only", runtime: true, minimum: 0, samples: [0, 2] }),
    subnetIds: texts({ api: "MountTargets[*].SubnetId", change: "in-place", samples: ["subnet-0a1", "subnet-0b2"] }),
    policy: resourceStatements({ api: ["Policy"] }),
    backup: optionalText({ api: "BackupPolicy.Status", change: "in-place", values: ["ENABLED", "ENABLING", "DISABLED", "DISABLING"] }),
    transitions: texts({
      api: { path: "LifecyclePolicies", as: transitions },
      change: "in-place",
      samples: ["TransitionToIA=AFTER_30_DAYS", "TransitionToArchive=AFTER_90_DAYS"],
    }),
    tags,
  },
  list: {
    operation: efs("DescribeFileSystems"),
    items: "FileSystems",
    pageSize: { member: "MaxItems", maximum: 100 },
    token: { input: "Marker", output: "NextMarker" },
    gives: [
      "FileSystemId",
      "FileSystemArn",
      "Name",
      "CreationTime",
      "LifeCycleState",
      "Encrypted",
      "KmsKeyId",
      "SizeInBytes",
      "NumberOfMountTargets",
      "Tags",
    ],
  },
  describe: [
    { ...part("DescribeMountTargets", "MountTargets"), token: { input: "Marker", output: "NextMarker" } },
    part("DescribeFileSystemPolicy", "Policy"),
    part("DescribeBackupPolicy", "BackupPolicy"),
    part("DescribeLifecycleConfiguration", "LifecyclePolicies"),
  ],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: "elasticfilesystem:file-system",
  states: null,
  verbs: {},
  relations: {
    domains: { to: "domain", many: true, on: { fileSystemId: "homeEfsFileSystemId" } },
    kmsKey: keyBy("kmsKeyId"),
    subnets: { to: "subnet", many: true, on: { subnetIds: "subnetId" } },
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_efs_file_system" },
  cloudformation: { type: "AWS::EFS::FileSystem", tags: "FileSystemTags" },
};

export default kind;
