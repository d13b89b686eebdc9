import { bucketBy, keyBy, roleBy } from "./around.ts";
import { flag, optionalText, optionalTime, tags, text, texts, time } from "./field.ts";

import { jobStates, type Kind, newestFirst, sagemakerPaging, stopJob } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "automl-job",
  title: "AutoML job",
  plural: "AutoML jobs",
  service: "sagemaker",
  identity: { name: "AutoMLJobName", arn: "AutoMLJobArn", template: "automl-job/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({ api: "AutoMLJobName", change: "recreate", samples: ["churn-autopilot", "grid-autopilot"] }),
    state: text({
      api: "AutoMLJobStatus",
      change: "read-only",
      runtime: true,
      values: ["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "EndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    problemType: optionalText({ api: "AutoMLProblemTypeConfigName", change: "recreate", samples: ["Tabular", "TimeSeriesForecasting"] }),
    roleArn: text({ api: "RoleArn", change: "recreate", samples: ["arn:aws:iam::123456789012:role/churn-autopilot"] }),
    outputUri: optionalText({
      api: "OutputDataConfig.S3OutputPath",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/autopilot"],
    }),
    outputKmsKeyId: optionalText({
      api: "OutputDataConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    volumeKmsKeyId: optionalText({
      api: "SecurityConfig.VolumeKmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    interContainerEncryption: flag({ api: "SecurityConfig.EnableInterContainerTrafficEncryption", change: "recreate", default: false }),
    subnetIds: texts({ api: "SecurityConfig.VpcConfig.Subnets", change: "recreate", samples: ["subnet-0a1", "subnet-0b2"] }),
    securityGroupIds: texts({ api: "SecurityConfig.VpcConfig.SecurityGroupIds", change: "recreate", samples: ["sg-0c3"] }),
    // The endpoint that the best candidate was deployed to, if that was asked for.
    endpointName: optionalText({ api: "ModelDeployResult.EndpointName", change: "read-only", runtime: true, samples: ["churn"] }),
    tags,
  },
  list: {
    operation: sagemaker("ListAutoMLJobs"),
    items: "AutoMLJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["AutoMLJobName", "AutoMLJobArn", "AutoMLJobStatus", "CreationTime", "EndTime", "LastModifiedTime", "FailureReason"],
  },
  // Describes the jobs of the first version too.
  describe: [{ operation: sagemaker("DescribeAutoMLJobV2"), input: { AutoMLJobName: "AutoMLJobName" }, always: ["OutputDataConfig"] }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:automl-job",
  states: jobStates,
  verbs: {
    stop: stopJob({
      operation: sagemaker("StopAutoMLJob"),
      input: { AutoMLJobName: "name" },
      loses: "the search as it stands: candidates under way are stopped",
      keepsBilling: "what was written to S3; an endpoint that was deployed",
    }),
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    endpoint: { to: "endpoint", many: false, on: { endpointName: "name" } },
    role: roleBy("roleArn"),
    outputBucket: bucketBy("outputUri"),
    outputKey: keyBy("outputKmsKeyId"),
    volumeKey: keyBy("volumeKmsKeyId"),
  },
  history: { after: null, always: [{ member: "StatusEquals", field: "state", values: ["InProgress", "Stopping"] }] },
  unchanging: "when-terminal",
  terraform: null,
  cloudformation: null,
};

export default withKeys(kind);
