import { optionalText, tags, text, texts } from "./field.ts";
import { principalsAllowed } from "./policy-principals.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "model-package-group",
  title: "Model package group",
  plural: "Model package groups",
  service: "sagemaker",
  identity: {
    name: "ModelPackageGroupName",
    arn: "ModelPackageGroupArn",
    template: "model-package-group/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "ModelPackageGroupName",
      terraform: "model_package_group_name",
      cloudformation: "ModelPackageGroupName",
      change: "recreate",
      samples: ["churn", "grid-forecast"],
    }),
    state: text({
      api: "ModelPackageGroupStatus",
      change: "read-only",
      runtime: true,
      values: ["Pending", "InProgress", "Completed", "Failed", "Deleting", "DeleteFailed"],
    }),
    // The Studio profile that made it; null for other callers.
    createdBy: optionalText({ api: "CreatedBy.UserProfileName", change: "read-only", runtime: true, samples: ["ada", "grace"] }),
    // Whom the group's own policy lets in: accounts, roles, or * for everybody. Terraform has that policy as a resource of its own.
    sharedWith: texts({
      api: principalsAllowed("ResourcePolicy"),
      cloudformation: principalsAllowed("ModelPackageGroupPolicy"),
      change: "in-place",
      samples: ["arn:aws:iam::210987654321:root"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListModelPackageGroups"),
    items: "ModelPackageGroupSummaryList",
    ...sagemakerPaging,
    newestFirst,
    gives: ["ModelPackageGroupName", "ModelPackageGroupArn", "ModelPackageGroupStatus", "CreationTime"],
  },
  describe: [
    { operation: sagemaker("DescribeModelPackageGroup"), input: { ModelPackageGroupName: "ModelPackageGroupName" }, always: ["CreatedBy"] },
    {
      operation: sagemaker("GetModelPackageGroupPolicy"),
      input: { ModelPackageGroupName: "ModelPackageGroupName" },
      optional: true,
      gives: ["ResourcePolicy"],
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "ModelPackageGroup", root: "ModelPackageGroup", lacks: ["ResourcePolicy"] },
  taggingType: "sagemaker:model-package-group",
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["Failed"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteModelPackageGroup"),
      input: { ModelPackageGroupName: "name" },
      type: "irreversible",
      from: ["Completed", "Failed", "DeleteFailed"],
      done: ["Deleting"],
      to: null,
      loses: "the group; its packages must be gone before",
      keepsBilling: "model data in S3 and images in ECR",
    },
    ...sagemakerTagVerbs,
  },
  relations: { packages: { to: "model-package", many: true, on: { name: "groupName" } } },
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_model_package_group" },
  cloudformation: { type: "AWS::SageMaker::ModelPackageGroup" },
};

export default kind;
