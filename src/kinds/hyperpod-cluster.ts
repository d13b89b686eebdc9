import { isObject, type Json } from "../estate/json.ts";
import { bucketBy, keysBy, roleBy } from "./around.ts";
import type { Relations } from "../estate/relation.ts";
import { count, elements, optionalCount, optionalText, tags, text, texts, type Spelling } from "./field.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

/** The volumes among a group's storage; the rest is file systems. */
const volumesIn = (storage: Json): Json[] =>
  Array.isArray(storage)
    ? storage.flatMap((one) => (isObject(one) && one["EbsVolumeConfig"] !== undefined ? [one["EbsVolumeConfig"]] : []))
    : [];

const storage = "InstanceStorageConfigs";
const volumeKeys: Spelling = {
  path: storage,
  as: (given) =>
    volumesIn(given).flatMap((volume) =>
      isObject(volume) && typeof volume["VolumeKmsKeyId"] === "string" ? [volume["VolumeKmsKeyId"]] : [],
    ),
};
const volumeCount: Spelling = { path: storage, as: (given) => volumesIn(given).length, reads: [] };

const nameInArn = (path: string): Spelling => ({
  path,
  as: (arn) => (typeof arn === "string" ? (arn.split("/").at(-1) ?? "") : undefined),
});

/** What every group of instances has, also those that AWS restricts to training its own models. */
const groupFields = {
  name: text({ api: "InstanceGroupName", cloudformation: "InstanceGroupName", change: "recreate", samples: ["workers", "controller"] }),
  // Null for a group that may hold several types.
  instanceType: optionalText({
    api: "InstanceType",
    cloudformation: "InstanceType",
    change: "recreate",
    samples: ["ml.p5.48xlarge", "ml.m5.2xlarge"],
  }),
  instanceCount: optionalCount({ api: "TargetCount", cloudformation: "InstanceCount", change: "in-place", minimum: 0, samples: [1, 4] }),
  currentCount: optionalCount({ api: "CurrentCount", change: "read-only", runtime: true, minimum: 0, samples: [1, 4] }),
  roleArn: optionalText({
    api: "ExecutionRole",
    cloudformation: "ExecutionRole",
    change: "recreate",
    samples: ["arn:aws:iam::123456789012:role/hyperpod-nodes"],
  }),
  // Volumes with a key of one's own, and all volumes that were asked for.
  volumeKmsKeyIds: texts({
    api: volumeKeys,
    cloudformation: volumeKeys,
    change: "recreate",
    samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
  }),
  volumeCount: count({ api: volumeCount, cloudformation: volumeCount, change: "recreate", default: 0, minimum: 0, samples: [1, 2] }),
  // Empty: those of the cluster.
  subnetIds: texts({
    api: "OverrideVpcConfig.Subnets",
    cloudformation: "OverrideVpcConfig.Subnets",
    change: "recreate",
    samples: ["subnet-0a1"],
  }),
  securityGroupIds: texts({
    api: "OverrideVpcConfig.SecurityGroupIds",
    cloudformation: "OverrideVpcConfig.SecurityGroupIds",
    change: "recreate",
    samples: ["sg-0c3"],
  }),
} as const;

const groupRelations = (list: string): Relations => ({
  [`${list}[*].role`]: roleBy("roleArn"),
  [`${list}[*].volumeKeys`]: keysBy("volumeKmsKeyIds"),
});

const kind: Kind = {
  name: "hyperpod-cluster",
  title: "HyperPod cluster",
  plural: "HyperPod clusters",
  service: "sagemaker",
  identity: { name: "ClusterName", arn: "ClusterArn", template: "cluster/{clusterId}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({ api: "ClusterName", cloudformation: "ClusterName", change: "recreate", samples: ["foundation", "grid-pretrain"] }),
    clusterId: text({ api: nameInArn("ClusterArn"), change: "read-only", samples: ["a1b2c3d4e5f6", "b2c3d4e5f6a7"] }),
    state: text({
      api: "ClusterStatus",
      change: "read-only",
      runtime: true,
      values: ["Creating", "Deleting", "Failed", "InService", "RollingBack", "SystemUpdating", "Updating"],
    }),
    failureReason: optionalText({ api: "FailureMessage", change: "read-only", runtime: true }),
    instanceGroups: elements({
      key: "name",
      api: ["InstanceGroups"],
      cloudformation: ["InstanceGroups"],
      fields: {
        ...groupFields,
        instanceTypes: texts({
          api: "InstanceRequirements.CurrentInstanceTypes",
          cloudformation: "InstanceRequirements.InstanceTypes",
          change: "in-place",
          samples: ["ml.g5.xlarge", "ml.g6.xlarge"],
        }),
        // Where the scripts lie that run as root when a node is made.
        lifecycleUri: optionalText({
          api: "LifeCycleConfig.SourceS3Uri",
          cloudformation: "LifeCycleConfig.SourceS3Uri",
          change: "in-place",
          samples: ["s3://acme-ml-data/hyperpod/lifecycle"],
        }),
        // Whether the machine image is due for an update.
        imageVersionStatus: optionalText({
          api: "ImageVersionStatus",
          change: "read-only",
          runtime: true,
          values: ["UpToDate", "UpdateAvailable", "SecurityUpdateRequired", "EndOfLife"],
        }),
      },
    }),
    restrictedGroups: elements({
      key: "name",
      api: ["RestrictedInstanceGroups"],
      cloudformation: ["RestrictedInstanceGroups"],
      fields: {
        ...groupFields,
      },
    }),
    subnetIds: texts({
      api: "VpcConfig.Subnets",
      cloudformation: "VpcConfig.Subnets",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      api: "VpcConfig.SecurityGroupIds",
      cloudformation: "VpcConfig.SecurityGroupIds",
      change: "recreate",
      samples: ["sg-0c3"],
    }),
    // Null: Slurm, or nothing, puts the work on the nodes.
    eksClusterArn: optionalText({
      api: "Orchestrator.Eks.ClusterArn",
      cloudformation: "Orchestrator.Eks.ClusterArn",
      change: "recreate",
      samples: ["arn:aws:eks:eu-central-1:123456789012:cluster/foundation"],
    }),
    // Without a word of it nobody can tell: AWS promises no default.
    nodeRecovery: text({ api: "NodeRecovery", cloudformation: "NodeRecovery", change: "in-place", values: ["Automatic", "None"] }),
    tags,
  },
  list: {
    operation: sagemaker("ListClusters"),
    items: "ClusterSummaries",
    ...sagemakerPaging,
    gives: ["ClusterName", "ClusterArn", "ClusterStatus", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribeCluster"), input: { ClusterName: "ClusterName" }, always: ["InstanceGroups"] }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:cluster",
  // A cluster never stops: its groups are scaled in, or it is deleted.
  states: {
    field: "state",
    running: ["InService", "Creating", "Updating", "SystemUpdating", "RollingBack"],
    billing: ["InService", "Creating", "Updating", "SystemUpdating", "RollingBack", "Deleting"],
    stoppable: [],
    terminal: ["Failed"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeleteCluster"),
      input: { ClusterName: "name" },
      type: "irreversible",
      from: ["InService", "Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the nodes with everything on their disks, and what runs on them",
      keepsBilling: "shared file systems (FSx), data in S3, training plans that were paid ahead",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    ...groupRelations("instanceGroups"),
    ...groupRelations("restrictedGroups"),
    "instanceGroups[*].lifecycleBucket": bucketBy("lifecycleUri"),
  },
  history: null,
  unchanging: null,
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::Cluster" },
};

export default withKeys(kind);
