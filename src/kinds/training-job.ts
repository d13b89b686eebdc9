import { bucketBy, keyBy, repositoryBy, roleBy } from "./around.ts";
import { count, elements, flag, optionalCount, optionalText, optionalTime, tags, text, texts, time } from "./field.ts";
import { instanceCount } from "./instance-count.ts";
import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { commandAt, commandIn, secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

const always = ["OutputDataConfig", "StoppingCondition"];

const kind: Kind = {
  name: "training-job",
  title: "Training job",
  plural: "Training jobs",
  service: "sagemaker",
  identity: { name: "TrainingJobName", arn: "TrainingJobArn", template: "training-job/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "TrainingJobName",
      terraform: "training_job_name",
      cloudformation: "TrainingJobName",
      change: "recreate",
      samples: ["churn-2026-11-20", "grid-forecast-tune-4"],
    }),
    state: text({
      api: "TrainingJobStatus",
      change: "read-only",
      runtime: true,
      values: ["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    startedAt: optionalTime({ api: "TrainingStartTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "TrainingEndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    // A completed job whose pool is Available or InUse still bills.
    warmPoolState: optionalText({
      api: "WarmPoolStatus.Status",
      change: "read-only",
      runtime: true,
      values: ["Available", "Terminated", "Reused", "InUse"],
    }),
    keepAliveSeconds: count({
      api: "ResourceConfig.KeepAlivePeriodInSeconds",
      terraform: "resource_config[0].keep_alive_period_in_seconds",
      cloudformation: "ResourceConfig.KeepAlivePeriodInSeconds",
      change: "in-place",
      default: 0,
      minimum: 0,
      maximum: 21600,
      samples: [0, 600, 3600],
    }),
    roleArn: text({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-training"],
    }),
    // Null where an algorithm of the marketplace or a serverless job brings its own.
    image: optionalText({
      api: "AlgorithmSpecification.TrainingImage",
      terraform: "algorithm_specification[0].training_image",
      cloudformation: "AlgorithmSpecification.TrainingImage",
      change: "recreate",
      samples: [
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn-train:1.4",
        "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.6-gpu",
        "docker.io/someone/train:latest",
      ],
    }),
    algorithmName: optionalText({
      api: "AlgorithmSpecification.AlgorithmName",
      terraform: "algorithm_specification[0].algorithm_name",
      cloudformation: "AlgorithmSpecification.AlgorithmName",
      change: "recreate",
    }),
    // One type, one per group of a heterogeneous cluster, or all that the job would accept.
    instanceTypes: texts({
      api: [
        "ResourceConfig.InstanceType",
        "ResourceConfig.InstanceGroups[*].InstanceType",
        "ResourceConfig.InstancePreferences[*].InstanceType",
      ],
      terraform: ["resource_config[0].instance_type", "resource_config[0].instance_groups[*].instance_type"],
      cloudformation: ["ResourceConfig.InstanceType", "ResourceConfig.InstanceGroups[*].InstanceType"],
      change: "recreate",
      samples: ["ml.m5.xlarge", "ml.g5.2xlarge", "ml.p3.2xlarge"],
    }),
    // Null for a serverless job.
    instanceCount: optionalCount({
      api: instanceCount("ResourceConfig", {
        count: "InstanceCount",
        groups: "InstanceGroups",
        chosen: "SelectedInstanceCount",
        preferences: "InstancePreferences",
      }),
      terraform: instanceCount("resource_config[0]", { count: "instance_count", groups: "instance_groups" }),
      cloudformation: instanceCount("ResourceConfig", { count: "InstanceCount", groups: "InstanceGroups" }),
      change: "recreate",
      minimum: 0,
      samples: [1, 2, 8],
    }),
    volumeSizeGb: optionalCount({
      api: "ResourceConfig.VolumeSizeInGB",
      terraform: "resource_config[0].volume_size_in_gb",
      cloudformation: "ResourceConfig.VolumeSizeInGB",
      change: "recreate",
      minimum: 0,
      samples: [30, 100],
    }),
    volumeKmsKeyId: optionalText({
      api: "ResourceConfig.VolumeKmsKeyId",
      terraform: "resource_config[0].volume_kms_key_id",
      cloudformation: "ResourceConfig.VolumeKmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    inputs: elements({
      key: "name",
      api: ["InputDataConfig"],
      terraform: ["input_data_config"],
      cloudformation: ["InputDataConfig"],
      fields: {
        name: text({
          api: "ChannelName",
          terraform: "channel_name",
          cloudformation: "ChannelName",
          change: "recreate",
          samples: ["train", "validation"],
        }),
        // Null for what comes from a file system.
        inputUri: optionalText({
          api: "DataSource.S3DataSource.S3Uri",
          terraform: "data_source[0].s3_data_source[0].s3_uri",
          cloudformation: "DataSource.S3DataSource.S3Uri",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/datasets/train", "s3://somewhere-else/train"],
        }),
      },
    }),
    outputUri: optionalText({
      api: "OutputDataConfig.S3OutputPath",
      terraform: "output_data_config[0].s3_output_path",
      cloudformation: "OutputDataConfig.S3OutputPath",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/output", "s3://somewhere-else/output"],
    }),
    outputKmsKeyId: optionalText({
      api: "OutputDataConfig.KmsKeyId",
      terraform: "output_data_config[0].kms_key_id",
      cloudformation: "OutputDataConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    interContainerEncryption: flag({
      api: "EnableInterContainerTrafficEncryption",
      terraform: "enable_inter_container_traffic_encryption",
      cloudformation: "EnableInterContainerTrafficEncryption",
      change: "recreate",
      default: false,
    }),
    networkIsolation: flag({
      api: "EnableNetworkIsolation",
      terraform: "enable_network_isolation",
      cloudformation: "EnableNetworkIsolation",
      change: "recreate",
      default: false,
    }),
    subnetIds: texts({
      api: "VpcConfig.Subnets",
      terraform: "vpc_config[0].subnets",
      cloudformation: "VpcConfig.Subnets",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      api: "VpcConfig.SecurityGroupIds",
      terraform: "vpc_config[0].security_group_ids",
      cloudformation: "VpcConfig.SecurityGroupIds",
      change: "recreate",
      samples: ["sg-0c3"],
    }),
    managedSpot: flag({
      api: "EnableManagedSpotTraining",
      terraform: "enable_managed_spot_training",
      cloudformation: "EnableManagedSpotTraining",
      change: "recreate",
      default: false,
    }),
    checkpointUri: optionalText({
      api: "CheckpointConfig.S3Uri",
      terraform: "checkpoint_config[0].s3_uri",
      cloudformation: "CheckpointConfig.S3Uri",
      change: "recreate",
    }),
    // AWS stops a job after a day where nobody says otherwise.
    maxRuntimeSeconds: count({
      api: "StoppingCondition.MaxRuntimeInSeconds",
      terraform: "stopping_condition[0].max_runtime_in_seconds",
      cloudformation: "StoppingCondition.MaxRuntimeInSeconds",
      change: "recreate",
      default: 86400,
      minimum: 1,
      samples: [3600, 86400, 864000],
    }),
    remoteDebug: flag({
      api: "RemoteDebugConfig.EnableRemoteDebug",
      terraform: "remote_debug_config[0].enable_remote_debug",
      cloudformation: "RemoteDebugConfig.EnableRemoteDebug",
      change: "in-place",
      default: false,
    }),
    tuningJobArn: optionalText({ api: "TuningJobArn", change: "read-only", runtime: true }),
    secretVariables: secretVariables({
      api: ["Environment", "HyperParameters", ...commandAt("AlgorithmSpecification")],
      terraform: ["environment", "hyper_parameters", ...commandIn("algorithm_specification[0]")],
      cloudformation: ["Environment", "HyperParameters", ...commandAt("AlgorithmSpecification")],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListTrainingJobs"),
    items: "TrainingJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "TrainingJobName",
      "TrainingJobArn",
      "TrainingJobStatus",
      "CreationTime",
      "TrainingEndTime",
      "LastModifiedTime",
      "WarmPoolStatus",
    ],
  },
  describe: [{ operation: sagemaker("DescribeTrainingJob"), input: { TrainingJobName: "TrainingJobName" }, always }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "TrainingJob", root: "TrainingJob", lacks: ["RemoteDebugConfig"] },
  taggingType: "sagemaker:training-job",
  states: jobStates,
  verbs: {
    stop: {
      ...stopJob({
        operation: sagemaker("StopTrainingJob"),
        input: { TrainingJobName: "name" },
        loses: "everything since the last checkpoint: the job has two minutes to save itself and cannot be continued, only started anew",
        keepsBilling: "output and checkpoints in S3",
      }),
      done: ["Stopping", "Stopped", "Completed", "Failed", "Deleting"],
    },
    // The pool is kept by the job that made it, which has ended.
    "release-warm-pool": {
      operation: sagemaker("UpdateTrainingJob"),
      input: { TrainingJobName: "name", "ResourceConfig.KeepAlivePeriodInSeconds": { value: 0 } },
      type: "recreatable",
      from: ["Completed"],
      done: [],
      onlyIf: { warmPoolState: ["Available", "Terminated"] },
      sets: { warmPoolState: "Terminated" },
      loses: "the warm instances: the next job like it waits for new ones, and finds an empty disk",
      keepsBilling: "output and checkpoints in S3",
    },
    delete: {
      operation: sagemaker("DeleteTrainingJob"),
      input: { TrainingJobName: "name" },
      type: "irreversible",
      // Refused while its warm pool is Available.
      from: ["Completed", "Failed", "Stopped"],
      done: ["Deleting"],
      to: null,
      loses: "the record of the job; its name can then be used again",
      keepsBilling: "output and checkpoints in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    role: roleBy("roleArn"),
    repository: repositoryBy("image"),
    outputBucket: bucketBy("outputUri"),
    outputKey: keyBy("outputKmsKeyId"),
    volumeKey: keyBy("volumeKmsKeyId"),
    checkpointBucket: bucketBy("checkpointUri"),
  },
  history: {
    after: null,
    always: [
      { member: "StatusEquals", field: "state", values: ["InProgress", "Stopping"] },
      { member: "WarmPoolStatusEquals", field: "warmPoolState", values: ["Available", "InUse"] },
    ],
  },
  unchanging: "when-terminal",
  // The AWS provider has it only in versions after 6.34.
  terraform: { type: "aws_sagemaker_training_job" },
  cloudformation: { type: "AWS::SageMaker::TrainingJob" },
};

export default withKeys(kind);
