import { bucketBy, keyBy, roleBy } from "./around.ts";
import { optionalText, tags, text, texts, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "mlflow-app",
  title: "MLflow application",
  plural: "MLflow applications",
  service: "sagemaker",
  identity: { name: "Name", arn: "Arn", template: "mlflow-app/{arn}", createdAt: "CreationTime", key: ["arn"] },
  fields: {
    arn: text({ api: "Arn", terraform: "arn", change: "read-only" }),
    name: text({ api: "Name", terraform: "name", cloudformation: "Name", change: "recreate", samples: ["churn-mlflow", "grid-mlflow"] }),
    state: text({
      api: "Status",
      change: "read-only",
      runtime: true,
      values: ["Creating", "Created", "CreateFailed", "Updating", "Updated", "UpdateFailed", "Deleting", "DeleteFailed", "Deleted"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    roleArn: text({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-mlflow"],
    }),
    artifactUri: text({
      api: "ArtifactStoreUri",
      terraform: "artifact_store_uri",
      cloudformation: "ArtifactStoreUri",
      change: "in-place",
      samples: ["s3://acme-ml-data/project/churn/mlflow"],
    }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    mlflowVersion: optionalText({ api: "MlflowVersion", change: "read-only", samples: ["3.4"] }),
    // Domains whose applications log to it unless told otherwise.
    domainIds: texts({
      api: "DefaultDomainIdList",
      terraform: "default_domain_id_list",
      cloudformation: "DefaultDomainIdList",
      change: "in-place",
      samples: ["d-research00001"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListMlflowApps"),
    items: "Summaries",
    ...sagemakerPaging,
    newestFirst,
    gives: ["Arn", "Name", "Status", "MlflowVersion", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeMlflowApp"), input: { Arn: "Arn" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:mlflow-app",
  // Nobody stops or pays for the application itself; what it stores bills.
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["CreateFailed", "Deleted"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteMlflowApp"),
      input: { Arn: "arn" },
      type: "irreversible",
      from: ["Created", "CreateFailed", "Updated", "UpdateFailed", "DeleteFailed"],
      done: ["Deleting", "Deleted"],
      to: "Deleted",
      loses: "all experiments, runs and metrics on it",
      keepsBilling: "artifacts in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    artifactBucket: bucketBy("artifactUri"),
    kmsKey: keyBy("kmsKeyId"),
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_mlflow_app" },
  cloudformation: { type: "AWS::SageMaker::MlflowApp" },
};

export default kind;
