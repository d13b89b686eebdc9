import { roleBy } from "./around.ts";
import { count, elements, flag, optionalCount, optionalText, optionalTime, tags, text, texts } from "./field.ts";

import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "hyperparameter-tuning-job",
  title: "Hyperparameter tuning job",
  plural: "Hyperparameter tuning jobs",
  service: "sagemaker",
  identity: {
    name: "HyperParameterTuningJobName",
    arn: "HyperParameterTuningJobArn",
    template: "hyper-parameter-tuning-job/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "HyperParameterTuningJobName",
      terraform: "name",
      change: "recreate",
      samples: ["churn-tune-3", "grid-forecast-tune"],
    }),
    state: text({
      api: "HyperParameterTuningJobStatus",
      change: "read-only",
      runtime: true,
      values: ["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting", "DeleteFailed"],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "HyperParameterTuningEndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    strategy: optionalText({
      api: "HyperParameterTuningJobConfig.Strategy",
      terraform: "config[0].strategy",
      change: "recreate",
      values: ["Bayesian", "Random", "Hyperband", "Grid"],
    }),
    maxTrainingJobs: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs",
      terraform: "config[0].resource_limits[0].max_number_of_training_jobs",
      change: "recreate",
      minimum: 1,
      samples: [20, 200],
    }),
    maxParallelTrainingJobs: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs",
      terraform: "config[0].resource_limits[0].max_parallel_training_jobs",
      change: "recreate",
      minimum: 1,
      samples: [2, 10],
    }),
    // Null: only the time of each training job is limited.
    maxRuntimeSeconds: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds",
      terraform: "config[0].resource_limits[0].max_runtime_in_seconds",
      change: "recreate",
      minimum: 120,
      samples: [86400],
    }),
    runningTrainingJobs: optionalCount({
      api: "TrainingJobStatusCounters.InProgress",
      change: "read-only",
      runtime: true,
      minimum: 0,
      samples: [0, 2],
    }),
    // One, or up to ten.
    definitions: elements({
      key: "name",
      api: ["TrainingJobDefinition", "TrainingJobDefinitions"],
      terraform: ["training_job_definition", "training_job_definitions"],
      fields: {
        // A lone definition need not have a name, but it always has an image or an algorithm.
        name: text({
          api: ["DefinitionName", "AlgorithmSpecification.TrainingImage", "AlgorithmSpecification.AlgorithmName"],
          terraform: ["definition_name", "algorithm_specification[0].training_image", "algorithm_specification[0].algorithm_name"],
          change: "recreate",
          samples: ["xgboost", "lightgbm"],
        }),
        roleArn: text({
          api: "RoleArn",
          terraform: "role_arn",
          change: "recreate",
          samples: ["arn:aws:iam::123456789012:role/churn-training"],
        }),
        image: optionalText({
          api: "AlgorithmSpecification.TrainingImage",
          terraform: "algorithm_specification[0].training_image",
          change: "recreate",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn-train:1.4", "docker.io/someone/churn-train:latest"],
        }),
        algorithmName: optionalText({
          api: "AlgorithmSpecification.AlgorithmName",
          terraform: "algorithm_specification[0].algorithm_name",
          change: "recreate",
        }),
        secretVariables: secretVariables({
          api: ["Environment", "StaticHyperParameters"],
          terraform: ["environment", "static_hyper_parameters"],
        }),
        // One type, one per group of a heterogeneous cluster, or all that the jobs would accept.
        instanceTypes: texts({
          api: [
            "ResourceConfig.InstanceType",
            "ResourceConfig.InstanceGroups[*].InstanceType",
            "ResourceConfig.InstancePreferences[*].InstanceType",
            "HyperParameterTuningResourceConfig.InstanceType",
            "HyperParameterTuningResourceConfig.InstanceConfigs[*].InstanceType",
          ],
          terraform: [
            "resource_config[0].instance_type",
            "resource_config[0].instance_groups[*].instance_type",
            "hyper_parameter_tuning_resource_config[0].instance_type",
            "hyper_parameter_tuning_resource_config[0].instance_configs[*].instance_type",
          ],
          change: "recreate",
          samples: ["ml.m5.xlarge", "ml.g5.2xlarge"],
        }),
        // Of each training job. Null where every type comes with a number of its own.
        instanceCount: optionalCount({
          api: ["ResourceConfig.InstanceCount", "ResourceConfig.SelectedInstanceCount", "HyperParameterTuningResourceConfig.InstanceCount"],
          terraform: ["resource_config[0].instance_count", "hyper_parameter_tuning_resource_config[0].instance_count"],
          change: "recreate",
          minimum: 0,
          samples: [1, 2],
        }),
        volumeSizeGb: optionalCount({
          api: ["ResourceConfig.VolumeSizeInGB", "HyperParameterTuningResourceConfig.VolumeSizeInGB"],
          terraform: ["resource_config[0].volume_size_in_gb", "hyper_parameter_tuning_resource_config[0].volume_size_in_gb"],
          change: "recreate",
          minimum: 0,
          samples: [30, 100],
        }),
        volumeKmsKeyId: optionalText({
          api: ["ResourceConfig.VolumeKmsKeyId", "HyperParameterTuningResourceConfig.VolumeKmsKeyId"],
          terraform: ["resource_config[0].volume_kms_key_id", "hyper_parameter_tuning_resource_config[0].volume_kms_key_id"],
          change: "recreate",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        outputUri: optionalText({
          api: "OutputDataConfig.S3OutputPath",
          terraform: "output_data_config[0].s3_output_path",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/output", "s3://somewhere-else/output"],
        }),
        outputKmsKeyId: optionalText({
          api: "OutputDataConfig.KmsKeyId",
          terraform: "output_data_config[0].kms_key_id",
          change: "recreate",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        interContainerEncryption: flag({
          api: "EnableInterContainerTrafficEncryption",
          terraform: "enable_inter_container_traffic_encryption",
          change: "recreate",
          default: false,
        }),
        networkIsolation: flag({
          api: "EnableNetworkIsolation",
          terraform: "enable_network_isolation",
          change: "recreate",
          default: false,
        }),
        subnetIds: texts({
          api: "VpcConfig.Subnets",
          terraform: "vpc_config[0].subnets",
          change: "recreate",
          samples: ["subnet-0a1", "subnet-0b2"],
        }),
        securityGroupIds: texts({
          api: "VpcConfig.SecurityGroupIds",
          terraform: "vpc_config[0].security_group_ids",
          change: "recreate",
          samples: ["sg-0c3"],
        }),
        managedSpot: flag({
          api: "EnableManagedSpotTraining",
          terraform: "enable_managed_spot_training",
          change: "recreate",
          default: false,
        }),
        checkpointUri: optionalText({ api: "CheckpointConfig.S3Uri", terraform: "checkpoint_config[0].s3_uri", change: "recreate" }),
        // AWS stops a job after a day where nobody says otherwise.
        maxRuntimeSeconds: count({
          api: "StoppingCondition.MaxRuntimeInSeconds",
          terraform: "stopping_condition[0].max_runtime_in_seconds",
          change: "recreate",
          default: 86400,
          minimum: 1,
          samples: [3600, 864000],
        }),
      },
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListHyperParameterTuningJobs"),
    items: "HyperParameterTuningJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "HyperParameterTuningJobName",
      "HyperParameterTuningJobArn",
      "HyperParameterTuningJobStatus",
      "CreationTime",
      "HyperParameterTuningEndTime",
      "LastModifiedTime",
      "TrainingJobStatusCounters",
    ],
  },
  describe: [
    {
      operation: sagemaker("DescribeHyperParameterTuningJob"),
      input: { HyperParameterTuningJobName: "HyperParameterTuningJobName" },
      always: ["HyperParameterTuningJobConfig", "TrainingJobStatusCounters"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "HyperParameterTuningJob", root: "HyperParameterTuningJob" },
  taggingType: "sagemaker:hyper-parameter-tuning-job",
  states: jobStates,
  verbs: {
    stop: {
      ...stopJob({
        operation: sagemaker("StopHyperParameterTuningJob"),
        input: { HyperParameterTuningJobName: "name" },
        loses: "the search as it stands: training jobs under way are stopped too, with what they have not saved",
        keepsBilling: "output and models in S3",
      }),
      done: ["Stopping", "Stopped", "Completed", "Failed", "Deleting"],
    },
    delete: {
      operation: sagemaker("DeleteHyperParameterTuningJob"),
      input: { HyperParameterTuningJobName: "name" },
      type: "irreversible",
      from: ["Completed", "Failed", "Stopped", "DeleteFailed"],
      done: ["Deleting"],
      to: null,
      loses: "the record of the search; its training jobs stay",
      keepsBilling: "output and models in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    "definitions[*].role": roleBy("roleArn"),
  },
  history: { after: null, always: [{ member: "StatusEquals", field: "state", values: ["InProgress", "Stopping"] }] },
  unchanging: "when-terminal",
  terraform: { type: "aws_sagemaker_hyper_parameter_tuning_job" },
  cloudformation: null,
};

export default withKeys(kind);
