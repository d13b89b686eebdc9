import { keyBy, repositoryBy, roleBy } from "./around.ts";
import { count, elements, flag, optionalCount, optionalText, optionalTime, tags, text, texts } from "./field.ts";
import { instanceCount } from "./instance-count.ts";
import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { trialComponents } from "./trial-components.ts";
import { commandAt, secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "processing-job",
  title: "Processing job",
  plural: "Processing jobs",
  service: "sagemaker",
  identity: {
    name: "ProcessingJobName",
    arn: "ProcessingJobArn",
    template: "processing-job/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "ProcessingJobName",
      cloudformation: "ProcessingJobName",
      change: "recreate",
      samples: ["churn-features-2026-11-20", "grid-clean"],
    }),
    state: text({
      api: "ProcessingJobStatus",
      change: "read-only",
      runtime: true,
      values: ["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    startedAt: optionalTime({ api: "ProcessingStartTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "ProcessingEndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    roleArn: optionalText({
      api: "RoleArn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-processing"],
    }),
    image: optionalText({
      api: "AppSpecification.ImageUri",
      cloudformation: "AppSpecification.ImageUri",
      change: "recreate",
      samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn-features:1.4", "docker.io/someone/churn-features:latest"],
    }),
    // One type, or all that the job would accept.
    instanceTypes: texts({
      api: ["ProcessingResources.ClusterConfig.InstanceType", "ProcessingResources.ClusterConfig.InstancePreferences[*].InstanceType"],
      cloudformation: ["ProcessingResources.ClusterConfig.InstanceType"],
      change: "recreate",
      samples: ["ml.m5.xlarge", "ml.r5.4xlarge"],
    }),
    instanceCount: optionalCount({
      api: instanceCount("ProcessingResources.ClusterConfig", {
        count: "InstanceCount",
        chosen: "SelectedInstanceCount",
        preferences: "InstancePreferences",
      }),
      cloudformation: "ProcessingResources.ClusterConfig.InstanceCount",
      change: "recreate",
      minimum: 1,
      samples: [1, 4],
    }),
    volumeSizeGb: optionalCount({
      api: "ProcessingResources.ClusterConfig.VolumeSizeInGB",
      cloudformation: "ProcessingResources.ClusterConfig.VolumeSizeInGB",
      change: "recreate",
      minimum: 1,
      samples: [30, 100],
    }),
    volumeKmsKeyId: optionalText({
      api: "ProcessingResources.ClusterConfig.VolumeKmsKeyId",
      cloudformation: "ProcessingResources.ClusterConfig.VolumeKmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    inputs: elements({
      key: "name",
      api: ["ProcessingInputs"],
      cloudformation: ["ProcessingInputs"],
      fields: {
        name: text({ api: "InputName", cloudformation: "InputName", change: "recreate", samples: ["raw", "code"] }),
        // Null for what Athena or Redshift are asked.
        inputUri: optionalText({
          api: "S3Input.S3Uri",
          cloudformation: "S3Input.S3Uri",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/datasets/raw"],
        }),
      },
    }),
    outputs: elements({
      key: "name",
      api: ["ProcessingOutputConfig.Outputs"],
      cloudformation: ["ProcessingOutputConfig.Outputs"],
      fields: {
        name: text({ api: "OutputName", cloudformation: "OutputName", change: "recreate", samples: ["features", "report"] }),
        // Null for what goes to a feature group.
        outputUri: optionalText({
          api: "S3Output.S3Uri",
          cloudformation: "S3Output.S3Uri",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/features", "s3://somewhere-else/features"],
        }),
      },
    }),
    outputKmsKeyId: optionalText({
      api: "ProcessingOutputConfig.KmsKeyId",
      cloudformation: "ProcessingOutputConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    interContainerEncryption: flag({
      api: "NetworkConfig.EnableInterContainerTrafficEncryption",
      cloudformation: "NetworkConfig.EnableInterContainerTrafficEncryption",
      change: "recreate",
      default: false,
    }),
    networkIsolation: flag({
      api: "NetworkConfig.EnableNetworkIsolation",
      cloudformation: "NetworkConfig.EnableNetworkIsolation",
      change: "recreate",
      default: false,
    }),
    subnetIds: texts({
      api: "NetworkConfig.VpcConfig.Subnets",
      cloudformation: "NetworkConfig.VpcConfig.Subnets",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      api: "NetworkConfig.VpcConfig.SecurityGroupIds",
      cloudformation: "NetworkConfig.VpcConfig.SecurityGroupIds",
      change: "recreate",
      samples: ["sg-0c3"],
    }),
    // AWS stops a job after a day where nobody says otherwise.
    maxRuntimeSeconds: count({
      api: "StoppingCondition.MaxRuntimeInSeconds",
      cloudformation: "StoppingCondition.MaxRuntimeInSeconds",
      change: "recreate",
      default: 86400,
      minimum: 1,
      samples: [3600, 864000],
    }),
    // Whose doing the job is, if no person started it.
    monitoringScheduleArn: optionalText({ api: "MonitoringScheduleArn", change: "read-only", runtime: true }),
    autoMlJobArn: optionalText({ api: "AutoMLJobArn", change: "read-only", runtime: true }),
    secretVariables: secretVariables({
      api: ["Environment", ...commandAt("AppSpecification")],
      cloudformation: ["Environment", ...commandAt("AppSpecification")],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListProcessingJobs"),
    items: "ProcessingJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "ProcessingJobName",
      "ProcessingJobArn",
      "ProcessingJobStatus",
      "CreationTime",
      "ProcessingEndTime",
      "LastModifiedTime",
      "FailureReason",
    ],
  },
  describe: [
    {
      operation: sagemaker("DescribeProcessingJob"),
      input: { ProcessingJobName: "ProcessingJobName" },
      always: ["AppSpecification", "ProcessingResources"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: trialComponents("ProcessingJob"),
  taggingType: "sagemaker:processing-job",
  states: jobStates,
  verbs: {
    stop: stopJob({
      operation: sagemaker("StopProcessingJob"),
      input: { ProcessingJobName: "name" },
      loses: "everything that was not written to S3 yet",
      keepsBilling: "input and output in S3",
    }),
    delete: {
      operation: sagemaker("DeleteProcessingJob"),
      input: { ProcessingJobName: "name" },
      type: "irreversible",
      from: ["Completed", "Failed", "Stopped"],
      done: [],
      to: null,
      loses: "the record of the job; its name can then be used again",
      keepsBilling: "input and output in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    role: roleBy("roleArn"),
    repository: repositoryBy("image"),
    outputKey: keyBy("outputKmsKeyId"),
    volumeKey: keyBy("volumeKmsKeyId"),
  },
  history: { after: null, always: [{ member: "StatusEquals", field: "state", values: ["InProgress", "Stopping"] }] },
  unchanging: "when-terminal",
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::ProcessingJob" },
};

export default withKeys(kind);
