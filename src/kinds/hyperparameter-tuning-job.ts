import { roleBy } from "./around.ts";
import { count, elements, flag, optionalCount, optionalText, optionalTime, tags, text, texts } from "./field.ts";

import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";

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
    name: text({ api: "HyperParameterTuningJobName", change: "recreate", samples: ["churn-tune-3", "grid-forecast-tune"] }),
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
      change: "recreate",
      values: ["Bayesian", "Random", "Hyperband", "Grid"],
    }),
    maxTrainingJobs: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs",
      change: "recreate",
      minimum: 1,
      samples: [20, 200],
    }),
    maxParallelTrainingJobs: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs",
      change: "recreate",
      minimum: 1,
      samples: [2, 10],
    }),
    // Null: only the time of each training job is limited.
    maxRuntimeSeconds: optionalCount({
      api: "HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds",
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
      fields: {
        // A lone definition need not have a name, but it always has an image or an algorithm.
        name: text({
          api: ["DefinitionName", "AlgorithmSpecification.TrainingImage", "AlgorithmSpecification.AlgorithmName"],
          change: "recreate",
          samples: ["xgboost", "lightgbm"],
        }),
        roleArn: text({ api: "RoleArn", change: "recreate", samples: ["arn:aws:iam::123456789012:role/churn-training"] }),
        image: optionalText({
          api: "AlgorithmSpecification.TrainingImage",
          change: "recreate",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn-train:1.4", "docker.io/someone/churn-train:latest"],
        }),
        algorithmName: optionalText({ api: "AlgorithmSpecification.AlgorithmName", change: "recreate" }),
        secretVariables: secretVariables({ api: ["Environment", "StaticHyperParameters"] }),
        // One type, one per group of a heterogeneous cluster, or all that the jobs would accept.
        instanceTypes: texts({
          api: [
            "ResourceConfig.InstanceType",
            "ResourceConfig.InstanceGroups[*].InstanceType",
            "ResourceConfig.InstancePreferences[*].InstanceType",
            "HyperParameterTuningResourceConfig.InstanceType",
            "HyperParameterTuningResourceConfig.InstanceConfigs[*].InstanceType",
          ],
          change: "recreate",
          samples: ["ml.m5.xlarge", "ml.g5.2xlarge"],
        }),
        // Of each training job. Null where every type comes with a number of its own.
        instanceCount: optionalCount({
          api: ["ResourceConfig.InstanceCount", "ResourceConfig.SelectedInstanceCount", "HyperParameterTuningResourceConfig.InstanceCount"],
          change: "recreate",
          minimum: 0,
          samples: [1, 2],
        }),
        volumeSizeGb: optionalCount({
          api: ["ResourceConfig.VolumeSizeInGB", "HyperParameterTuningResourceConfig.VolumeSizeInGB"],
          change: "recreate",
          minimum: 0,
          samples: [30, 100],
        }),
        volumeKmsKeyId: optionalText({
          api: ["ResourceConfig.VolumeKmsKeyId", "HyperParameterTuningResourceConfig.VolumeKmsKeyId"],
          change: "recreate",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        outputUri: optionalText({
          api: "OutputDataConfig.S3OutputPath",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/output", "s3://somewhere-else/output"],
        }),
        outputKmsKeyId: optionalText({
          api: "OutputDataConfig.KmsKeyId",
          change: "recreate",
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
        interContainerEncryption: flag({ api: "EnableInterContainerTrafficEncryption", change: "recreate", default: false }),
        networkIsolation: flag({ api: "EnableNetworkIsolation", change: "recreate", default: false }),
        subnetIds: texts({ api: "VpcConfig.Subnets", change: "recreate", samples: ["subnet-0a1", "subnet-0b2"] }),
        securityGroupIds: texts({ api: "VpcConfig.SecurityGroupIds", change: "recreate", samples: ["sg-0c3"] }),
        managedSpot: flag({ api: "EnableManagedSpotTraining", change: "recreate", default: false }),
        checkpointUri: optionalText({ api: "CheckpointConfig.S3Uri", change: "recreate" }),
        // AWS stops a job after a day where nobody says otherwise.
        maxRuntimeSeconds: count({
          api: "StoppingCondition.MaxRuntimeInSeconds",
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
  terraform: null,
  cloudformation: null,
};

export default kind;
