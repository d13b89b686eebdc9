import { roleBy } from "./around.ts";
import { optionalCount, optionalText, optionalTime, tags, text, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";

// Left out on purpose: the definition, which is large and in which people leave passwords.
const kind: Kind = {
  name: "pipeline",
  title: "Pipeline",
  plural: "Pipelines",
  service: "sagemaker",
  identity: { name: "PipelineName", arn: "PipelineArn", template: "pipeline/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "PipelineName",
      terraform: "pipeline_name",
      cloudformation: "PipelineName",
      change: "recreate",
      samples: ["churn-nightly", "grid-retrain"],
    }),
    state: text({ api: "PipelineStatus", change: "read-only", runtime: true, values: ["Active", "Deleting"] }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    lastRunAt: optionalTime({ api: ["LastRunTime", "LastExecutionTime"], change: "read-only", runtime: true }),
    displayName: optionalText({
      api: "PipelineDisplayName",
      terraform: "pipeline_display_name",
      cloudformation: "PipelineDisplayName",
      change: "in-place",
      samples: ["Churn, every night"],
    }),
    roleArn: optionalText({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "in-place",
      samples: ["arn:aws:iam::123456789012:role/churn-pipeline"],
    }),
    maxParallelSteps: optionalCount({
      api: "ParallelismConfiguration.MaxParallelExecutionSteps",
      terraform: "parallelism_configuration[0].max_parallel_execution_steps",
      cloudformation: "ParallelismConfiguration.MaxParallelExecutionSteps",
      change: "in-place",
      minimum: 1,
      samples: [4, 50],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListPipelines"),
    items: "PipelineSummaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["PipelineName", "PipelineArn", "PipelineDisplayName", "RoleArn", "CreationTime", "LastModifiedTime", "LastExecutionTime"],
  },
  describe: [{ operation: sagemaker("DescribePipeline"), input: { PipelineName: "PipelineName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "Pipeline", root: "Pipeline" },
  taggingType: "sagemaker:pipeline",
  // A pipeline costs nothing; the jobs of its runs do.
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: [] },
  verbs: {
    delete: {
      operation: sagemaker("DeletePipeline"),
      input: { PipelineName: "name" },
      type: "irreversible",
      from: ["Active"],
      done: ["Deleting"],
      to: null,
      loses: "the definition and the record of its runs",
      keepsBilling: "output and models in S3",
    },
  },
  relations: {
    role: roleBy("roleArn"),
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_pipeline" },
  cloudformation: { type: "AWS::SageMaker::Pipeline" },
};

export default kind;
