import { keyBy } from "./around.ts";
import { elements, optionalCount, optionalText, optionalTime, tags, text } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";

const kind: Kind = {
  name: "model-package",
  title: "Model package",
  plural: "Model packages",
  service: "sagemaker",
  identity: {
    name: "ModelPackageArn",
    arn: "ModelPackageArn",
    template: "model-package/{groupName|name}/{version}",
    createdAt: "CreationTime",
    key: ["arn"],
  },
  fields: {
    arn: text({ api: "ModelPackageArn", change: "read-only" }),
    // A package has a name of its own, or a group and a version in it.
    name: optionalText({ api: "ModelPackageName", cloudformation: "ModelPackageName", change: "recreate" }),
    groupName: optionalText({
      api: "ModelPackageGroupName",
      cloudformation: "ModelPackageGroupName",
      change: "recreate",
      samples: ["churn", "grid-forecast"],
    }),
    version: optionalCount({ api: "ModelPackageVersion", change: "read-only", minimum: 1, samples: [1, 2, 7] }),
    state: text({
      api: "ModelPackageStatus",
      change: "read-only",
      runtime: true,
      values: ["Pending", "InProgress", "Completed", "Failed", "Deleting"],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    // The Studio profile that made it; null for other callers.
    createdBy: optionalText({ api: "CreatedBy.UserProfileName", change: "read-only", runtime: true, samples: ["ada", "grace"] }),
    // Null for a package outside a group.
    approval: optionalText({
      api: "ModelApprovalStatus",
      cloudformation: "ModelApprovalStatus",
      change: "in-place",
      values: ["Approved", "Rejected", "PendingManualApproval"],
    }),
    containers: elements({
      key: "name",
      api: ["InferenceSpecification.Containers"],
      cloudformation: ["InferenceSpecification.Containers"],
      fields: {
        // A container has no name that must be given, but it has an image or, being a checkpoint, data.
        name: text({
          api: ["ContainerHostname", "Image", "ModelDataUrl"],
          cloudformation: ["ContainerHostname", "Image", "ModelDataUrl"],
          change: "recreate",
          samples: ["scorer"],
        }),
        image: optionalText({
          api: "Image",
          cloudformation: "Image",
          change: "recreate",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn:1.4", "docker.io/someone/churn:latest"],
        }),
        imageDigest: optionalText({
          api: "ImageDigest",
          cloudformation: "ImageDigest",
          change: "read-only",
          samples: ["sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"],
        }),
        modelDataUrl: optionalText({
          api: ["ModelDataUrl", "ModelDataSource.S3DataSource.S3Uri"],
          cloudformation: ["ModelDataUrl", "ModelDataSource.S3DataSource.S3Uri"],
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/models/model.tar.gz"],
        }),
        secretVariables: secretVariables({ api: ["Environment"], cloudformation: ["Environment"] }),
      },
    }),
    kmsKeyId: optionalText({
      api: "SecurityConfig.KmsKeyId",
      cloudformation: "SecurityConfig.KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    sourceUri: optionalText({ api: "SourceUri", cloudformation: "SourceUri", change: "in-place" }),
    tags,
  },
  list: {
    operation: sagemaker("ListModelPackages"),
    items: "ModelPackageSummaryList",
    input: { ModelPackageType: "Both" },
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "ModelPackageArn",
      "ModelPackageName",
      "ModelPackageGroupName",
      "ModelPackageVersion",
      "ModelPackageStatus",
      "ModelApprovalStatus",
      "CreationTime",
    ],
  },
  describe: [{ operation: sagemaker("DescribeModelPackage"), input: { ModelPackageName: "ModelPackageArn" } }],
  // AWS tags the group rather than the version.
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "ModelPackage", root: "ModelPackage" },
  taggingType: "sagemaker:model-package",
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["Failed"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteModelPackage"),
      input: { ModelPackageName: "arn" },
      type: "irreversible",
      from: ["Completed", "Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the version and its approval; models that were made from it stay",
      keepsBilling: "model data in S3 and images in ECR",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    group: { to: "model-package-group", many: false, on: { groupName: "name" } },
    kmsKey: keyBy("kmsKeyId"),
  },
  history: null,
  unchanging: null,
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::ModelPackage" },
};

export default kind;
