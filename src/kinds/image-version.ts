import { repositoryBy } from "./around.ts";
import { count, optionalText, text, time } from "./field.ts";

import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";

const kind: Kind = {
  name: "image-version",
  title: "Studio image version",
  plural: "Studio image versions",
  service: "sagemaker",
  identity: {
    name: "ImageVersionArn",
    arn: "ImageVersionArn",
    template: "image-version/{imageName}/{version}",
    createdAt: "CreationTime",
    key: ["arn"],
  },
  fields: {
    // What applications refer to it by.
    arn: text({ api: "ImageVersionArn", terraform: "arn", cloudformation: "ImageVersionArn", change: "read-only" }),
    imageName: text({
      api: "ImageName",
      terraform: "image_name",
      cloudformation: "ImageName",
      change: "recreate",
      samples: ["churn-lab", "grid-gpu"],
    }),
    version: count({ api: "Version", terraform: "version", change: "read-only", minimum: 0, samples: [1, 2, 3] }),
    state: text({
      api: "ImageVersionStatus",
      change: "read-only",
      runtime: true,
      values: ["CREATING", "CREATED", "CREATE_FAILED", "DELETING", "DELETE_FAILED"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    // What was asked for, and the image that it was at that time, by its digest.
    baseImage: text({
      api: "BaseImage",
      terraform: "base_image",
      cloudformation: "BaseImage",
      change: "recreate",
      samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/lab:1.4", "docker.io/someone/lab:latest"],
    }),
    containerImage: optionalText({
      api: "ContainerImage",
      terraform: "container_image",
      change: "read-only",
      samples: [
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lab@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
      ],
    }),
    vendorGuidance: optionalText({
      api: "VendorGuidance",
      terraform: "vendor_guidance",
      cloudformation: "VendorGuidance",
      change: "in-place",
      values: ["NOT_PROVIDED", "STABLE", "TO_BE_ARCHIVED", "ARCHIVED"],
    }),
  },
  list: {
    operation: sagemaker("ListImageVersions"),
    items: "ImageVersions",
    ...sagemakerPaging,
    within: {
      list: { operation: sagemaker("ListImages"), items: "Images", ...sagemakerPaging, gives: ["ImageName"] },
      input: { ImageName: "ImageName" },
    },
    gives: ["ImageName", "ImageVersionArn", "Version", "ImageVersionStatus", "FailureReason", "CreationTime", "LastModifiedTime"],
  },
  describe: [{ operation: sagemaker("DescribeImageVersion"), input: { ImageName: "ImageName", Version: "Version" } }],
  // Only the image has tags.
  tags: { from: "nowhere" },
  search: null,
  taggingType: null,
  states: { field: "state", running: [], billing: [], stoppable: [], terminal: ["CREATE_FAILED"] },
  verbs: {
    delete: {
      operation: sagemaker("DeleteImageVersion"),
      input: { ImageName: "imageName", Version: "version" },
      type: "recreatable",
      from: ["CREATED", "CREATE_FAILED", "DELETE_FAILED"],
      done: ["DELETING"],
      to: null,
      loses: "the version; applications that use it no longer start",
      keepsBilling: "the container image in ECR",
    },
  },
  relations: {
    baseRepository: repositoryBy("baseImage"),
    containerRepository: repositoryBy("containerImage"),
    image: { to: "image", many: false, on: { imageName: "name" } },
    apps: { to: "app", many: true, on: { arn: "imageVersionArn" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_image_version" },
  cloudformation: { type: "AWS::SageMaker::ImageVersion" },
};

export default kind;
