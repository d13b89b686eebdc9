import { keyBy, roleBy } from "./around.ts";
import { count, optionalText, tags, text, texts, time } from "./field.ts";
import { notebookRepositories } from "./repository-list.ts";
import type { Json } from "../estate/json.ts";
import { type Kind, sagemakerPaging, type Verb } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

/** A change of a stopped notebook: it is Updating for a while, and then Stopped again. */
const change = (input: Verb["input"], undo: string, sets?: Record<string, Json>): Verb => ({
  operation: sagemaker("UpdateNotebookInstance"),
  input: { NotebookInstanceName: "name", ...input },
  type: "reversible",
  from: ["Stopped"],
  done: ["Updating"],
  to: "Stopped",
  ...(sets && { sets }),
  loses: "nothing; it holds from the next start on",
  keepsBilling: "the ML storage volume",
  undo,
});

const rootAccess = (value: string, undo: string): Verb => change({ RootAccess: { value } }, undo, { rootAccess: value });

const imds = (value: string, undo: string): Verb =>
  change({ "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion": { value } }, undo, { imdsVersion: value });

const kind: Kind = {
  name: "notebook-instance",
  title: "Notebook instance",
  plural: "Notebook instances",
  service: "sagemaker",
  identity: {
    name: "NotebookInstanceName",
    arn: "NotebookInstanceArn",
    template: "notebook-instance/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "NotebookInstanceName",
      terraform: "name",
      cloudformation: "NotebookInstanceName",
      change: "recreate",
      samples: ["ada-churn", "grid-explore"],
    }),
    state: text({
      api: "NotebookInstanceStatus",
      change: "read-only",
      runtime: true,
      values: ["Pending", "InService", "Stopping", "Stopped", "Failed", "Deleting", "Updating", "PendingMaintenance", "InMaintenance"],
    }),
    // A start updates it, and so does every other update: the earliest instant since when it may have been running.
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    instanceType: text({
      api: "InstanceType",
      terraform: "instance_type",
      cloudformation: "InstanceType",
      change: "stop-first",
      samples: ["ml.t3.medium", "ml.g5.xlarge"],
    }),
    roleArn: text({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "stop-first",
      samples: ["arn:aws:iam::123456789012:role/churn-notebook"],
    }),
    rootAccess: text({
      api: "RootAccess",
      terraform: "root_access",
      cloudformation: "RootAccess",
      change: "stop-first",
      values: ["Enabled", "Disabled"],
      default: "Enabled",
    }),
    directInternetAccess: text({
      api: "DirectInternetAccess",
      terraform: "direct_internet_access",
      cloudformation: "DirectInternetAccess",
      change: "recreate",
      values: ["Enabled", "Disabled"],
      default: "Enabled",
    }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      terraform: "kms_key_id",
      cloudformation: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    subnetId: optionalText({
      api: "SubnetId",
      terraform: "subnet_id",
      cloudformation: "SubnetId",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    // The same one, as all other kinds say where they lie.
    subnetIds: texts({
      api: ["SubnetId"],
      terraform: ["subnet_id"],
      cloudformation: ["SubnetId"],
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      api: "SecurityGroups",
      terraform: "security_groups",
      cloudformation: "SecurityGroupIds",
      change: "recreate",
      samples: ["sg-0c3"],
    }),
    imdsVersion: optionalText({
      api: "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion",
      terraform: "instance_metadata_service_configuration[0].minimum_instance_metadata_service_version",
      cloudformation: { path: "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion", as: String },
      change: "stop-first",
      values: ["1", "2"],
    }),
    volumeSizeGb: count({
      api: "VolumeSizeInGB",
      terraform: "volume_size",
      cloudformation: "VolumeSizeInGB",
      change: "stop-first",
      default: 5,
      minimum: 5,
      maximum: 16384,
      samples: [5, 50],
    }),
    platform: optionalText({
      api: "PlatformIdentifier",
      terraform: "platform_identifier",
      cloudformation: "PlatformIdentifier",
      change: "stop-first",
      samples: ["notebook-al2023-v1", "notebook-al2-v2"],
    }),
    lifecycleConfigName: optionalText({
      api: "NotebookInstanceLifecycleConfigName",
      terraform: "lifecycle_config_name",
      cloudformation: "LifecycleConfigName",
      change: "stop-first",
      samples: ["idle-stop", "attach-emr"],
    }),
    defaultCodeRepository: optionalText({
      api: "DefaultCodeRepository",
      terraform: "default_code_repository",
      cloudformation: "DefaultCodeRepository",
      change: "stop-first",
    }),
    additionalCodeRepositories: texts({
      api: "AdditionalCodeRepositories",
      terraform: "additional_code_repositories",
      cloudformation: "AdditionalCodeRepositories",
      change: "stop-first",
    }),
    repositories: notebookRepositories({
      api: ["DefaultCodeRepository", "AdditionalCodeRepositories"],
      terraform: ["default_code_repository", "additional_code_repositories"],
      cloudformation: ["DefaultCodeRepository", "AdditionalCodeRepositories"],
    }),
    // Elastic Inference, which AWS has withdrawn: infrastructure code can no longer ask for it.
    acceleratorTypes: texts({
      api: "AcceleratorTypes",
      terraform: [],
      cloudformation: [],
      change: "stop-first",
      samples: ["ml.eia1.medium", "ml.eia2.large"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListNotebookInstances"),
    items: "NotebookInstances",
    ...sagemakerPaging,
    gives: [
      "NotebookInstanceName",
      "NotebookInstanceArn",
      "NotebookInstanceStatus",
      "InstanceType",
      "CreationTime",
      "LastModifiedTime",
      "NotebookInstanceLifecycleConfigName",
      "DefaultCodeRepository",
      "AdditionalCodeRepositories",
    ],
  },
  describe: [
    {
      operation: sagemaker("DescribeNotebookInstance"),
      input: { NotebookInstanceName: "NotebookInstanceName" },
      always: ["PlatformIdentifier"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:notebook-instance",
  states: {
    field: "state",
    running: ["InService", "Pending", "Updating", "PendingMaintenance", "InMaintenance"],
    billing: ["InService", "Pending", "Updating", "PendingMaintenance", "InMaintenance", "Stopping"],
    stoppable: ["InService"],
    terminal: ["Failed"],
  },
  verbs: {
    stop: {
      operation: sagemaker("StopNotebookInstance"),
      input: { NotebookInstanceName: "name" },
      type: "reversible",
      from: ["InService"],
      done: ["Stopping", "Stopped"],
      to: "Stopped",
      loses: "running kernels, /tmp and everything outside the persistent home folder",
      keepsBilling: "the ML storage volume",
      undo: "start",
    },
    start: {
      operation: sagemaker("StartNotebookInstance"),
      input: { NotebookInstanceName: "name" },
      type: "reversible",
      from: ["Stopped", "Failed"],
      done: ["Pending", "InService"],
      to: "InService",
      loses: "nothing",
      keepsBilling: "the instance and its ML storage volume",
      undo: "stop",
    },
    "disable-root": rootAccess("Disabled", "enable-root"),
    "enable-root": rootAccess("Enabled", "disable-root"),
    "require-imdsv2": imds("2", "allow-imdsv1"),
    "allow-imdsv1": imds("1", "require-imdsv2"),
    "set-lifecycle-config": {
      ...change({ LifecycleConfigName: { given: "lifecycleConfigName" } }, "set-lifecycle-config"),
      loses: "what the former lifecycle configuration did at each start; the new one's scripts run as root from the next start on",
      elseUndo: "detach-lifecycle-config",
    },
    "detach-lifecycle-config": {
      ...change({ DisassociateLifecycleConfig: { value: true } }, "set-lifecycle-config", { lifecycleConfigName: null }),
      loses: "what the lifecycle configuration did at each start, an idle stop among it",
    },
    "set-platform": {
      ...change({ PlatformIdentifier: { given: "platform" } }, "set-platform"),
      loses: "what was installed outside the persistent home folder; kernels and packages of the new platform are others",
    },
    "set-role": {
      ...change({ RoleArn: { given: "roleArn" } }, "set-role"),
      loses: "what only the former role could reach; whoever applies it needs iam:PassRole for the new one",
    },
    resize: {
      // Elastic Inference has ended: a type of instance that it does not fit would be refused.
      ...change({ InstanceType: { given: "instanceType" }, DisassociateAcceleratorTypes: { value: true } }, "resize"),
      loses: "nothing; from the next start on it has another size, and another price",
    },
    delete: {
      operation: sagemaker("DeleteNotebookInstance"),
      input: { NotebookInstanceName: "name" },
      type: "irreversible",
      from: ["Stopped", "Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the ML storage volume with everything on it",
      keepsBilling: "nothing",
    },
    ...sagemakerTagVerbs,
  },
  stores: ["Stopped", "Failed"],
  relations: {
    role: roleBy("roleArn"),
    kmsKey: keyBy("kmsKeyId"),
    lifecycle: { to: "notebook-lifecycle-config", many: false, on: { lifecycleConfigName: "name" } },
    sameRole: { to: "notebook-instance", many: true, on: { roleArn: "roleArn" } },
    // Where a name was given; a URL leads to none.
    repository: { to: "code-repository", many: false, on: { defaultCodeRepository: "name" } },
    subnet: { to: "subnet", many: false, on: { subnetId: "subnetId" } },
    groups: { to: "security-group", many: true, on: { securityGroupIds: "groupId" } },
    cluster: { to: "emr-cluster", many: false, on: { "facts.emrClusterId": "clusterId" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_notebook_instance" },
  cloudformation: { type: "AWS::SageMaker::NotebookInstance", filled: ["SubnetId", "LifecycleConfigName"] },
};

export default kind;
