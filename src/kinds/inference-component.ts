import { elements, optionalCount, optionalText, tags, text, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";

const kind: Kind = {
  name: "inference-component",
  title: "Inference component",
  plural: "Inference components",
  service: "sagemaker",
  identity: {
    name: "InferenceComponentName",
    arn: "InferenceComponentArn",
    template: "inference-component/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "InferenceComponentName",
      cloudformation: "InferenceComponentName",
      change: "recreate",
      samples: ["churn-7-copies", "grid-forecast-copies"],
    }),
    state: text({
      api: "InferenceComponentStatus",
      change: "read-only",
      runtime: true,
      values: ["InService", "Creating", "Updating", "Failed", "Deleting"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    failureReason: optionalText({ api: "FailureReason", change: "read-only", runtime: true }),
    endpointName: text({ api: "EndpointName", cloudformation: "EndpointName", change: "recreate", samples: ["churn", "grid-forecast"] }),
    variantName: optionalText({ api: "VariantName", cloudformation: "VariantName", change: "recreate", samples: ["AllTraffic"] }),
    // One, or one per type of instance that the endpoint may run on.
    specifications: elements({
      key: "name",
      api: ["Specification", "Specifications"],
      cloudformation: ["Specification", "Specifications"],
      fields: {
        // A specification has no name, but it always has one of these.
        name: text({
          api: ["ModelName", "Container.DeployedImage.SpecifiedImage", "BaseInferenceComponentName"],
          cloudformation: ["ModelName", "Container.Image", "BaseInferenceComponentName"],
          change: "in-place",
          samples: ["churn-7"],
        }),
        instanceType: optionalText({ api: "InstanceType", cloudformation: "InstanceType", change: "in-place", samples: ["ml.g5.xlarge"] }),
        modelName: optionalText({
          api: "ModelName",
          cloudformation: "ModelName",
          change: "in-place",
          samples: ["churn-7", "grid-forecast-12"],
        }),
        image: optionalText({
          api: "Container.DeployedImage.SpecifiedImage",
          cloudformation: "Container.Image",
          change: "in-place",
          samples: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/churn:1.4", "docker.io/someone/churn:latest"],
        }),
        secretVariables: secretVariables({ api: ["Container.Environment"], cloudformation: ["Container.Environment"] }),
        modelDataUrl: optionalText({
          api: "Container.ArtifactUrl",
          cloudformation: "Container.ArtifactUrl",
          change: "in-place",
          samples: ["s3://acme-ml-data/project/churn/models/model.tar.gz"],
        }),
        // An adapter rests on another component.
        baseComponentName: optionalText({
          api: "BaseInferenceComponentName",
          cloudformation: "BaseInferenceComponentName",
          change: "in-place",
        }),
      },
    }),
    copyCount: optionalCount({
      api: "RuntimeConfig.DesiredCopyCount",
      cloudformation: "RuntimeConfig.CopyCount",
      change: "in-place",
      minimum: 0,
      samples: [1, 2],
    }),
    currentCopyCount: optionalCount({
      api: "RuntimeConfig.CurrentCopyCount",
      change: "read-only",
      runtime: true,
      minimum: 0,
      samples: [1, 2],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListInferenceComponents"),
    items: "InferenceComponents",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "InferenceComponentName",
      "InferenceComponentArn",
      "EndpointName",
      "VariantName",
      "InferenceComponentStatus",
      "CreationTime",
      "LastModifiedTime",
    ],
  },
  describe: [{ operation: sagemaker("DescribeInferenceComponent"), input: { InferenceComponentName: "InferenceComponentName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:inference-component",
  // Its copies occupy instances of the endpoint, which is what bills.
  states: {
    field: "state",
    running: ["InService", "Creating", "Updating"],
    billing: ["InService", "Creating", "Updating", "Deleting"],
    stoppable: [],
    terminal: ["Failed"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeleteInferenceComponent"),
      input: { InferenceComponentName: "name" },
      type: "recreatable",
      from: ["InService", "Failed"],
      done: ["Deleting"],
      to: null,
      loses: "the running copies: callers that name the component fail",
      keepsBilling: "the endpoint's instances, until they are scaled in or the endpoint is deleted",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    endpoint: { to: "endpoint", many: false, on: { endpointName: "name" } },
    "specifications[*].model": { to: "model", many: false, on: { modelName: "name" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::InferenceComponent" },
};

export default kind;
