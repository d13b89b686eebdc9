import { optionalText, optionalTime, tags, text } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "project",
  title: "Project",
  plural: "Projects",
  service: "sagemaker",
  identity: { name: "ProjectName", arn: "ProjectArn", template: "project/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "ProjectName",
      terraform: "project_name",
      cloudformation: "ProjectName",
      change: "recreate",
      samples: ["churn-mlops", "grid-mlops"],
    }),
    projectId: text({ api: "ProjectId", terraform: "project_id", change: "read-only", samples: ["p-a1b2c3d4e5f6", "p-b2c3d4e5f6a7"] }),
    state: text({
      api: "ProjectStatus",
      change: "read-only",
      runtime: true,
      values: [
        "Pending",
        "CreateInProgress",
        "CreateCompleted",
        "CreateFailed",
        "DeleteInProgress",
        "DeleteFailed",
        "DeleteCompleted",
        "UpdateInProgress",
        "UpdateCompleted",
        "UpdateFailed",
      ],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    // The Studio profile that made it; null for other callers.
    createdBy: optionalText({ api: "CreatedBy.UserProfileName", change: "read-only", runtime: true, samples: ["ada", "grace"] }),
    // The product of Service Catalog that it was made from.
    productId: optionalText({
      api: "ServiceCatalogProvisioningDetails.ProductId",
      terraform: "service_catalog_provisioning_details[0].product_id",
      cloudformation: "ServiceCatalogProvisioningDetails.ProductId",
      change: "recreate",
      samples: ["prod-a1b2c3d4e5f6g"],
    }),
    provisionedProductId: optionalText({
      api: "ServiceCatalogProvisionedProductDetails.ProvisionedProductId",
      change: "read-only",
      runtime: true,
      samples: ["pp-a1b2c3d4e5f6g"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListProjects"),
    items: "ProjectSummaryList",
    ...sagemakerPaging,
    newestFirst,
    gives: ["ProjectName", "ProjectArn", "ProjectId", "ProjectStatus", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribeProject"), input: { ProjectName: "ProjectName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "Project", root: "Project" },
  taggingType: "sagemaker:project",
  // A project costs nothing; what its template made does. Deleted ones stay listed.
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["DeleteCompleted", "CreateFailed"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteProject"),
      input: { ProjectName: "name" },
      type: "irreversible",
      from: ["CreateCompleted", "CreateFailed", "UpdateCompleted", "UpdateFailed", "DeleteFailed"],
      done: ["DeleteInProgress", "DeleteCompleted"],
      to: "DeleteCompleted",
      loses: "what the template made: its repositories, build projects and pipelines",
      keepsBilling: "buckets that are not empty, endpoints that its pipelines made",
    },
    ...sagemakerTagVerbs,
  },
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_project" },
  cloudformation: { type: "AWS::SageMaker::Project" },
};

export default kind;
