import { bucketBy, keyBy } from "./around.ts";
import { optionalCount, texts, optionalText, optionalTime, tags, text } from "./field.ts";

import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { trialComponents } from "./trial-components.ts";
import { secretVariables } from "./variables.ts";
import { withKeys } from "./with-keys.ts";

// Network, role and isolation come from the model.
const kind: Kind = {
  name: "transform-job",
  title: "Batch transform job",
  plural: "Batch transform jobs",
  service: "sagemaker",
  identity: {
    name: "TransformJobName",
    arn: "TransformJobArn",
    template: "transform-job/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({ api: "TransformJobName", change: "recreate", samples: ["churn-score-2026-11-20", "grid-backfill"] }),
    state: text({
      api: "TransformJobStatus",
      change: "read-only",
      runtime: true,
      values: ["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
    }),
    startedAt: optionalTime({ api: "TransformStartTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "TransformEndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    modelName: text({ api: "ModelName", change: "recreate", samples: ["churn-7", "grid-forecast-12"] }),
    instanceTypes: texts({ api: ["TransformResources.InstanceType"], change: "recreate", samples: ["ml.m5.xlarge", "ml.g5.2xlarge"] }),
    instanceCount: optionalCount({ api: "TransformResources.InstanceCount", change: "recreate", minimum: 1, samples: [1, 2] }),
    volumeKmsKeyId: optionalText({
      api: "TransformResources.VolumeKmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    inputUri: optionalText({
      api: "TransformInput.DataSource.S3DataSource.S3Uri",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/datasets/today"],
    }),
    outputUri: optionalText({
      api: "TransformOutput.S3OutputPath",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/scores", "s3://somewhere-else/scores"],
    }),
    outputKmsKeyId: optionalText({
      api: "TransformOutput.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    dataCaptureUri: optionalText({ api: "DataCaptureConfig.DestinationS3Uri", change: "recreate" }),
    dataCaptureKmsKeyId: optionalText({ api: "DataCaptureConfig.KmsKeyId", change: "recreate" }),
    secretVariables: secretVariables({ api: ["Environment"] }),
    tags,
  },
  list: {
    operation: sagemaker("ListTransformJobs"),
    items: "TransformJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["TransformJobName", "TransformJobArn", "TransformJobStatus", "CreationTime", "TransformEndTime", "FailureReason"],
  },
  describe: [
    {
      operation: sagemaker("DescribeTransformJob"),
      input: { TransformJobName: "TransformJobName" },
      always: ["TransformInput", "TransformResources"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: trialComponents("TransformJob"),
  taggingType: "sagemaker:transform-job",
  states: jobStates,
  verbs: {
    stop: stopJob({
      operation: sagemaker("StopTransformJob"),
      input: { TransformJobName: "name" },
      loses: "everything transformed so far: the output of a stopped job is not stored",
      keepsBilling: "the input in S3; the model stays and costs nothing",
    }),
    ...sagemakerTagVerbs,
  },
  relations: {
    model: { to: "model", many: false, on: { modelName: "name" } },
    inputBucket: bucketBy("inputUri"),
    outputBucket: bucketBy("outputUri"),
    outputKey: keyBy("outputKmsKeyId"),
    volumeKey: keyBy("volumeKmsKeyId"),
    dataCaptureBucket: bucketBy("dataCaptureUri"),
    dataCaptureKey: keyBy("dataCaptureKmsKeyId"),
  },
  history: { after: null, always: [{ member: "StatusEquals", field: "state", values: ["InProgress", "Stopping"] }] },
  unchanging: "when-terminal",
  terraform: null,
  cloudformation: null,
};

export default withKeys(kind);
