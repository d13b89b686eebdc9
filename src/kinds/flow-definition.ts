import { bucketBy, keyBy, roleBy } from "./around.ts";
import { optionalText, tags, text } from "./field.ts";

import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "flow-definition",
  title: "Human review workflow",
  plural: "Human review workflows",
  service: "sagemaker",
  identity: {
    name: "FlowDefinitionName",
    arn: "FlowDefinitionArn",
    template: "flow-definition/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "FlowDefinitionName",
      terraform: "flow_definition_name",
      change: "recreate",
      samples: ["churn-review", "grid-review"],
    }),
    state: text({
      api: "FlowDefinitionStatus",
      change: "read-only",
      runtime: true,
      values: ["Initializing", "Active", "Failed", "Deleting"],
    }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    roleArn: text({ api: "RoleArn", terraform: "role_arn", change: "recreate", samples: ["arn:aws:iam::123456789012:role/churn-review"] }),
    outputUri: text({
      api: "OutputConfig.S3OutputPath",
      terraform: "output_config[0].s3_output_path",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/review"],
    }),
    outputKmsKeyId: optionalText({
      api: "OutputConfig.KmsKeyId",
      terraform: "output_config[0].kms_key_id",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    // Who sees the data: a team of one's own, a vendor's, or the public crowd.
    workteamArn: optionalText({
      api: "HumanLoopConfig.WorkteamArn",
      terraform: "human_loop_config[0].workteam_arn",
      change: "recreate",
      samples: [
        "arn:aws:sagemaker:eu-central-1:123456789012:workteam/private-crowd/reviewers",
        "arn:aws:sagemaker:eu-central-1:394669845002:workteam/public-crowd/default",
      ],
    }),
    taskUiArn: optionalText({
      api: "HumanLoopConfig.HumanTaskUiArn",
      terraform: "human_loop_config[0].human_task_ui_arn",
      change: "recreate",
      samples: ["arn:aws:sagemaker:eu-central-1:123456789012:human-task-ui/churn"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListFlowDefinitions"),
    items: "FlowDefinitionSummaries",
    ...sagemakerPaging,
    gives: ["FlowDefinitionName", "FlowDefinitionArn", "FlowDefinitionStatus", "FailureReason", "CreationTime"],
  },
  describe: [
    { operation: sagemaker("DescribeFlowDefinition"), input: { FlowDefinitionName: "FlowDefinitionName" }, always: ["OutputConfig"] },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:flow-definition",
  // It costs nothing; people who review do.
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["Failed"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteFlowDefinition"),
      input: { FlowDefinitionName: "name" },
      type: "irreversible",
      from: ["Active", "Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the workflow; reviews under way end",
      keepsBilling: "answers in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    outputBucket: bucketBy("outputUri"),
    outputKey: keyBy("outputKmsKeyId"),
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_flow_definition" },
  cloudformation: null,
};

export default withKeys(kind);
