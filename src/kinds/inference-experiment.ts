import { bucketBy, keyBy, roleBy } from "./around.ts";
import { elements, optionalCount, optionalText, optionalTime, tags, text } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

const kind: Kind = {
  name: "inference-experiment",
  title: "Inference experiment",
  plural: "Inference experiments",
  service: "sagemaker",
  identity: { name: "Name", arn: "Arn", template: "inference-experiment/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({ api: "Name", cloudformation: "Name", change: "recreate", samples: ["churn-shadow", "grid-shadow"] }),
    experimentType: optionalText({ api: "Type", cloudformation: "Type", change: "recreate", values: ["ShadowMode"] }),
    state: text({
      api: "Status",
      change: "read-only",
      runtime: true,
      values: ["Creating", "Created", "Updating", "Running", "Starting", "Stopping", "Completed", "Cancelled"],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    endedAt: optionalTime({ api: "CompletionTime", change: "read-only", runtime: true }),
    roleArn: optionalText({
      api: "RoleArn",
      cloudformation: "RoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-experiment"],
    }),
    endpointName: optionalText({
      api: "EndpointMetadata.EndpointName",
      cloudformation: "EndpointName",
      change: "recreate",
      samples: ["churn"],
    }),
    kmsKeyId: optionalText({
      api: "KmsKey",
      cloudformation: "KmsKey",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    dataUri: optionalText({
      api: "DataStorageConfig.Destination",
      cloudformation: "DataStorageConfig.Destination",
      change: "in-place",
      samples: ["s3://acme-ml-data/project/churn/shadow"],
    }),
    dataKmsKeyId: optionalText({
      api: "DataStorageConfig.KmsKey",
      cloudformation: "DataStorageConfig.KmsKey",
      change: "in-place",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    variants: elements({
      key: "name",
      api: ["ModelVariants"],
      cloudformation: ["ModelVariants"],
      fields: {
        name: text({ api: "VariantName", cloudformation: "VariantName", change: "recreate", samples: ["production", "shadow"] }),
        modelName: text({ api: "ModelName", cloudformation: "ModelName", change: "recreate", samples: ["churn-7", "grid-forecast-12"] }),
        instanceType: optionalText({
          api: "InfrastructureConfig.RealTimeInferenceConfig.InstanceType",
          cloudformation: "InfrastructureConfig.RealTimeInferenceConfig.InstanceType",
          change: "recreate",
          samples: ["ml.m5.xlarge"],
        }),
        instanceCount: optionalCount({
          api: "InfrastructureConfig.RealTimeInferenceConfig.InstanceCount",
          cloudformation: "InfrastructureConfig.RealTimeInferenceConfig.InstanceCount",
          change: "recreate",
          minimum: 0,
          samples: [1, 2],
        }),
      },
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListInferenceExperiments"),
    items: "InferenceExperiments",
    ...sagemakerPaging,
    newestFirst,
    gives: ["Name", "Type", "Status", "RoleArn", "CreationTime", "CompletionTime", "LastModifiedTime"],
  },
  describe: [
    { operation: sagemaker("DescribeInferenceExperiment"), input: { Name: "Name" }, always: ["EndpointMetadata", "ModelVariants"] },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:inference-experiment",
  // Stopping one asks what becomes of each variant, which no plan can answer by itself: it is left to people.
  states: {
    field: "state",
    running: ["Creating", "Created", "Updating", "Running", "Starting"],
    billing: ["Creating", "Created", "Updating", "Running", "Starting", "Stopping"],
    stoppable: [],
    terminal: ["Completed", "Cancelled"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeleteInferenceExperiment"),
      input: { Name: "name" },
      type: "irreversible",
      from: ["Completed", "Cancelled"],
      done: [],
      to: null,
      loses: "the record of the experiment; endpoint and variants stay",
      keepsBilling: "the endpoint, and captured data in S3",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    kmsKey: keyBy("kmsKeyId"),
    dataBucket: bucketBy("dataUri"),
    dataKey: keyBy("dataKmsKeyId"),
    endpoint: { to: "endpoint", many: false, on: { endpointName: "name" } },
    "variants[*].model": { to: "model", many: false, on: { modelName: "name" } },
  },
  history: null,
  unchanging: "when-terminal",
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::InferenceExperiment" },
};

export default withKeys(kind);
