import { roleBy } from "./around.ts";
import { optionalText, tags, text, time } from "./field.ts";

import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";

const kind: Kind = {
  name: "image",
  title: "Studio image",
  plural: "Studio images",
  service: "sagemaker",
  identity: { name: "ImageName", arn: "ImageArn", template: "image/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "ImageName",
      terraform: "image_name",
      cloudformation: "ImageName",
      change: "recreate",
      samples: ["churn-lab", "grid-gpu"],
    }),
    state: text({
      api: "ImageStatus",
      change: "read-only",
      runtime: true,
      values: ["CREATING", "CREATED", "CREATE_FAILED", "UPDATING", "UPDATE_FAILED", "DELETING", "DELETE_FAILED"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    displayName: optionalText({
      api: "DisplayName",
      terraform: "display_name",
      cloudformation: "ImageDisplayName",
      change: "in-place",
      samples: ["Churn lab"],
    }),
    description: optionalText({
      api: "Description",
      terraform: "description",
      cloudformation: "ImageDescription",
      change: "in-place",
      samples: ["Kernels of the churn team"],
    }),
    roleArn: text({
      api: "RoleArn",
      terraform: "role_arn",
      cloudformation: "ImageRoleArn",
      change: "in-place",
      samples: ["arn:aws:iam::123456789012:role/studio-images"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListImages"),
    items: "Images",
    ...sagemakerPaging,
    gives: ["ImageName", "ImageArn", "ImageStatus", "DisplayName", "Description", "FailureReason", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeImage"), input: { ImageName: "ImageName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:image",
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["CREATE_FAILED"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteImage"),
      input: { ImageName: "name" },
      type: "recreatable",
      from: ["CREATED", "CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED"],
      done: ["DELETING"],
      to: null,
      loses: "the image with all its versions; applications that use it no longer start",
      keepsBilling: "the container images in ECR",
    },
  },
  relations: {
    versions: { to: "image-version", many: true, on: { name: "imageName" } },
    role: roleBy("roleArn"),
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_image" },
  cloudformation: { type: "AWS::SageMaker::Image" },
};

export default kind;
