import { bucketBy, keyBy, roleBy } from "./around.ts";
import type { Json } from "../estate/json.ts";
import { elements, flag, optionalCount, optionalFlag, optionalText, type Spelling, tags, text, texts } from "./field.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { withKeys } from "./with-keys.ts";

/** A serverless variant is told by having such a block, whatever is in it. */
const given = (path: string): Spelling => ({ path, as: (block: Json) => !Array.isArray(block) || block.length > 0, reads: [] });

/** What a variant is whether it answers callers or shadows one that does. */
const anyVariant = {
  name: text({
    api: "VariantName",
    terraform: "variant_name",
    cloudformation: "VariantName",
    change: "recreate",
    samples: ["AllTraffic", "canary"],
  }),
  instanceCount: optionalCount({
    api: "InitialInstanceCount",
    terraform: "initial_instance_count",
    cloudformation: "InitialInstanceCount",
    change: "recreate",
    minimum: 0,
    samples: [1, 2],
  }),
  serverless: flag({
    api: given("ServerlessConfig"),
    terraform: given("serverless_config"),
    cloudformation: given("ServerlessConfig"),
    change: "recreate",
    default: false,
  }),
};

const kind: Kind = {
  name: "endpoint-config",
  title: "Endpoint configuration",
  plural: "Endpoint configurations",
  service: "sagemaker",
  identity: {
    name: "EndpointConfigName",
    arn: "EndpointConfigArn",
    template: "endpoint-config/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "EndpointConfigName",
      terraform: "name",
      cloudformation: "EndpointConfigName",
      change: "recreate",
      samples: ["churn-7-config", "grid-forecast-12-config"],
    }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      terraform: "kms_key_arn",
      cloudformation: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    variants: elements({
      key: "name",
      api: ["ProductionVariants", "ShadowProductionVariants"],
      terraform: ["production_variants", "shadow_production_variants"],
      cloudformation: ["ProductionVariants", "ShadowProductionVariants"],
      fields: {
        ...anyVariant,
        // Null for inference components, which bring their models later.
        modelName: optionalText({
          api: "ModelName",
          terraform: "model_name",
          cloudformation: "ModelName",
          change: "recreate",
          samples: ["churn-7", "grid-forecast-12"],
        }),
        // Null for a serverless variant and for pools of several types.
        instanceType: optionalText({
          api: "InstanceType",
          terraform: "instance_type",
          cloudformation: "InstanceType",
          change: "recreate",
          samples: ["ml.m5.large", "ml.g5.xlarge", "ml.c6gd.large"],
        }),
        poolInstanceTypes: texts({ api: "InstancePools[*].InstanceType", change: "recreate", samples: ["ml.g5.xlarge", "ml.g6.xlarge"] }),
        volumeSizeGb: optionalCount({
          api: "VolumeSizeInGB",
          terraform: "volume_size_in_gb",
          cloudformation: "VolumeSizeInGB",
          change: "recreate",
          minimum: 1,
          maximum: 512,
          samples: [30, 100],
        }),
        ssmAccess: flag({
          api: "EnableSSMAccess",
          terraform: "enable_ssm_access",
          cloudformation: "EnableSSMAccess",
          change: "recreate",
          default: false,
        }),
        // Null: nothing is dumped.
        coreDumpUri: optionalText({
          api: "CoreDumpConfig.DestinationS3Uri",
          terraform: "core_dump_config[0].destination_s3_uri",
          cloudformation: "CoreDumpConfig.DestinationS3Uri",
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/dumps", "s3://somewhere-else/dumps"],
        }),
        coreDumpKmsKeyId: optionalText({
          api: "CoreDumpConfig.KmsKeyId",
          terraform: "core_dump_config[0].kms_key_id",
          cloudformation: "CoreDumpConfig.KmsKeyId",
          change: "recreate",
        }),
      },
    }),
    // Those of the variants that answer callers; the others shadow them.
    production: elements({
      key: "name",
      api: ["ProductionVariants"],
      terraform: ["production_variants"],
      cloudformation: ["ProductionVariants"],
      fields: anyVariant,
    }),
    // Null: nothing is captured, and nobody asked for it.
    dataCapture: optionalFlag({
      api: "DataCaptureConfig.EnableCapture",
      terraform: "data_capture_config[0].enable_capture",
      cloudformation: "DataCaptureConfig.EnableCapture",
      change: "recreate",
    }),
    dataCaptureKmsKeyId: optionalText({
      api: "DataCaptureConfig.KmsKeyId",
      terraform: "data_capture_config[0].kms_key_id",
      cloudformation: "DataCaptureConfig.KmsKeyId",
      change: "recreate",
    }),
    dataCaptureUri: optionalText({
      api: "DataCaptureConfig.DestinationS3Uri",
      terraform: "data_capture_config[0].destination_s3_uri",
      cloudformation: "DataCaptureConfig.DestinationS3Uri",
      change: "recreate",
      samples: ["s3://acme-ml-data/project/churn/capture"],
    }),
    asyncOutputUri: optionalText({
      api: "AsyncInferenceConfig.OutputConfig.S3OutputPath",
      terraform: "async_inference_config[0].output_config[0].s3_output_path",
      cloudformation: "AsyncInferenceConfig.OutputConfig.S3OutputPath",
      change: "recreate",
    }),
    asyncOutputKmsKeyId: optionalText({
      api: "AsyncInferenceConfig.OutputConfig.KmsKeyId",
      terraform: "async_inference_config[0].output_config[0].kms_key_id",
      cloudformation: "AsyncInferenceConfig.OutputConfig.KmsKeyId",
      change: "recreate",
    }),
    // Given for inference components only, whose models may then stand outside a VPC.
    roleArn: optionalText({
      api: "ExecutionRoleArn",
      terraform: "execution_role_arn",
      cloudformation: "ExecutionRoleArn",
      change: "recreate",
    }),
    networkIsolation: flag({ api: "EnableNetworkIsolation", cloudformation: "EnableNetworkIsolation", change: "recreate", default: false }),
    subnetIds: texts({ api: "VpcConfig.Subnets", cloudformation: "VpcConfig.Subnets", change: "recreate" }),
    securityGroupIds: texts({ api: "VpcConfig.SecurityGroupIds", cloudformation: "VpcConfig.SecurityGroupIds", change: "recreate" }),
    tags,
  },
  list: {
    operation: sagemaker("ListEndpointConfigs"),
    items: "EndpointConfigs",
    ...sagemakerPaging,
    gives: ["EndpointConfigName", "EndpointConfigArn", "CreationTime"],
  },
  describe: [
    { operation: sagemaker("DescribeEndpointConfig"), input: { EndpointConfigName: "EndpointConfigName" }, always: ["ProductionVariants"] },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:endpoint-config",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteEndpointConfig"),
      input: { EndpointConfigName: "name" },
      type: "recreatable",
      from: [],
      done: [],
      to: null,
      loses: "the configuration; while an endpoint uses it, the view of what that endpoint runs on",
      keepsBilling: "endpoints that were made from it",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    kmsKey: keyBy("kmsKeyId"),
    dataCaptureBucket: bucketBy("dataCaptureUri"),
    dataCaptureKey: keyBy("dataCaptureKmsKeyId"),
    asyncOutputBucket: bucketBy("asyncOutputUri"),
    asyncOutputKey: keyBy("asyncOutputKmsKeyId"),
    ...networkRelations,
    "variants[*].model": { to: "model", many: false, on: { modelName: "name" } },
    endpoints: { to: "endpoint", many: true, on: { name: "configName" } },
  },
  history: null,
  unchanging: "always",
  terraform: { type: "aws_sagemaker_endpoint_configuration" },
  cloudformation: { type: "AWS::SageMaker::EndpointConfig" },
};

export default withKeys(kind);
