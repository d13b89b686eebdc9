import { bucketBy, keyBy, roleBy } from "./around.ts";
import { optionalCount, optionalText, optionalTime, tags, text, texts, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "compilation-job",
  title: "Compilation job",
  plural: "Compilation jobs",
  service: "sagemaker",
  identity: {
    name: "CompilationJobName",
    arn: "CompilationJobArn",
    template: "compilation-job/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({ api: "CompilationJobName", change: "recreate", samples: ["churn-inf2", "grid-edge"] }),
    state: text({
      api: "CompilationJobStatus",
      change: "read-only",
      runtime: true,
      values: ["STARTING", "INPROGRESS", "COMPLETED", "FAILED", "STOPPING", "STOPPED"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    startedAt: optionalTime({ api: "CompilationStartTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "CompilationEndTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    roleArn: text({ api: "RoleArn", change: "recreate", samples: ["arn:aws:iam::123456789012:role/churn-compile"] }),
    // Null for a model out of a package.
    modelDataUrl: optionalText({
      api: "InputConfig.S3Uri",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/models/model.tar.gz"],
    }),
    framework: optionalText({ api: "InputConfig.Framework", change: "recreate", samples: ["PYTORCH", "XGBOOST"] }),
    targetDevice: optionalText({ api: "OutputConfig.TargetDevice", change: "recreate", samples: ["ml_inf2", "jetson_xavier"] }),
    outputUri: optionalText({
      api: "OutputConfig.S3OutputLocation",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/compiled"],
    }),
    outputKmsKeyId: optionalText({
      api: "OutputConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    subnetIds: texts({ api: "VpcConfig.Subnets", change: "recreate", samples: ["subnet-0a1", "subnet-0b2"] }),
    securityGroupIds: texts({ api: "VpcConfig.SecurityGroupIds", change: "recreate", samples: ["sg-0c3"] }),
    maxRuntimeSeconds: optionalCount({
      api: "StoppingCondition.MaxRuntimeInSeconds",
      change: "recreate",
      minimum: 1,
      samples: [900, 3600],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListCompilationJobs"),
    items: "CompilationJobSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "CompilationJobName",
      "CompilationJobArn",
      "CompilationJobStatus",
      "CreationTime",
      "CompilationStartTime",
      "CompilationEndTime",
      "LastModifiedTime",
    ],
  },
  describe: [
    {
      operation: sagemaker("DescribeCompilationJob"),
      input: { CompilationJobName: "CompilationJobName" },
      always: ["InputConfig", "OutputConfig", "StoppingCondition"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:compilation-job",
  states: {
    field: "state",
    running: ["STARTING", "INPROGRESS"],
    billing: ["STARTING", "INPROGRESS", "STOPPING"],
    stoppable: ["STARTING", "INPROGRESS"],
    terminal: ["COMPLETED", "FAILED", "STOPPED"],
  },
  verbs: {
    stop: {
      operation: sagemaker("StopCompilationJob"),
      input: { CompilationJobName: "name" },
      type: "recreatable",
      from: ["STARTING", "INPROGRESS"],
      done: ["STOPPING", "STOPPED", "COMPLETED", "FAILED"],
      to: "STOPPED",
      loses: "the compilation as far as it went",
      keepsBilling: "the model in S3",
    },
    delete: {
      operation: sagemaker("DeleteCompilationJob"),
      input: { CompilationJobName: "name" },
      type: "irreversible",
      from: ["COMPLETED", "FAILED", "STOPPED"],
      done: [],
      to: null,
      loses: "the record of the job; the compiled model stays",
      keepsBilling: "the compiled model in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    role: roleBy("roleArn"),
    outputBucket: bucketBy("outputUri"),
    outputKey: keyBy("outputKmsKeyId"),
  },
  history: { after: null, always: [{ member: "StatusEquals", field: "state", values: ["STARTING", "INPROGRESS", "STOPPING"] }] },
  unchanging: "when-terminal",
  terraform: null,
  cloudformation: null,
};

export default withKeys(kind);
