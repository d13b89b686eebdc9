import { repositoryBy, roleBy } from "./around.ts";
import { elements, flag, optionalText, tags, text, texts } from "./field.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { networkRelations } from "./network-relations.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { secretVariables } from "./variables.ts";

const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

const kind: Kind = {
  name: "model",
  title: "Model",
  plural: "Models",
  service: "sagemaker",
  identity: { name: "ModelName", arn: "ModelArn", template: "model/{name}", createdAt: "CreationTime", key: ["name"] },
  fields: {
    name: text({
      api: "ModelName",
      terraform: "name",
      cloudformation: "ModelName",
      change: "recreate",
      samples: ["churn-7", "grid-forecast-12"],
    }),
    // Absent where the endpoint configuration brings its own (inference components).
    roleArn: optionalText({
      api: "ExecutionRoleArn",
      terraform: "execution_role_arn",
      cloudformation: "ExecutionRoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/churn-model"],
    }),
    networkIsolation: flag({
      api: "EnableNetworkIsolation",
      terraform: "enable_network_isolation",
      cloudformation: "EnableNetworkIsolation",
      change: "recreate",
      default: false,
    }),
    subnetIds: texts({
      api: "VpcConfig.Subnets",
      terraform: "vpc_config[0].subnets",
      cloudformation: "VpcConfig.Subnets",
      change: "recreate",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    securityGroupIds: texts({
      api: "VpcConfig.SecurityGroupIds",
      terraform: "vpc_config[0].security_group_ids",
      cloudformation: "VpcConfig.SecurityGroupIds",
      change: "recreate",
      samples: ["sg-0c3"],
    }),
    containers: elements({
      key: "name",
      api: ["PrimaryContainer", "Containers"],
      terraform: ["primary_container", "container"],
      cloudformation: ["PrimaryContainer", "Containers"],
      fields: {
        // A container has no name that must be given, but it always has one of these.
        name: text({
          api: ["ContainerHostname", "Image", "ModelPackageName"],
          terraform: ["container_hostname", "image", "model_package_name"],
          cloudformation: ["ContainerHostname", "Image", "ModelPackageName"],
          change: "recreate",
          samples: ["scorer", "preprocess"],
        }),
        // Null for a container out of a model package, which has the image in itself.
        image: optionalText({
          api: "Image",
          terraform: "image",
          cloudformation: "Image",
          change: "recreate",
          samples: [
            `${ecr}/churn:1.4`,
            "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-inference:2.6-cpu",
            "docker.io/someone/model:latest",
          ],
        }),
        modelPackageName: optionalText({
          api: "ModelPackageName",
          terraform: "model_package_name",
          cloudformation: "ModelPackageName",
          change: "recreate",
          samples: ["arn:aws:sagemaker:eu-central-1:123456789012:model-package/churn/3"],
        }),
        modelDataUrl: optionalText({
          api: ["ModelDataUrl", "ModelDataSource.S3DataSource.S3Uri"],
          terraform: ["model_data_url", "model_data_source[0].s3_data_source[0].s3_uri"],
          cloudformation: ["ModelDataUrl", "ModelDataSource.S3DataSource.S3Uri"],
          change: "recreate",
          samples: ["s3://acme-ml-data/project/churn/models/model.tar.gz"],
        }),
        mode: text({
          api: "Mode",
          terraform: "mode",
          cloudformation: "Mode",
          change: "recreate",
          values: ["SingleModel", "MultiModel"],
          default: "SingleModel",
        }),
        repositoryAccess: text({
          api: "ImageConfig.RepositoryAccessMode",
          terraform: "image_config[0].repository_access_mode",
          cloudformation: "ImageConfig.RepositoryAccessMode",
          change: "recreate",
          values: ["Platform", "Vpc"],
          default: "Platform",
        }),
        secretVariables: secretVariables({ api: ["Environment"], terraform: ["environment"], cloudformation: ["Environment"] }),
      },
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListModels"),
    items: "Models",
    ...sagemakerPaging,
    newestFirst,
    gives: ["ModelName", "ModelArn", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribeModel"), input: { ModelName: "ModelName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: { resource: "Model", root: "Model.Model" },
  taggingType: "sagemaker:model",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteModel"),
      input: { ModelName: "name" },
      type: "recreatable",
      from: [],
      done: [],
      to: null,
      loses: "the entry only: image and model data stay, endpoints that run keep running but cannot be updated or scaled with it",
      keepsBilling: "the model data in S3 and the image in ECR",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    ...networkRelations,
    role: roleBy("roleArn"),
    "containers[*].repository": repositoryBy("image"),
  },
  history: null,
  unchanging: "always",
  terraform: { type: "aws_sagemaker_model" },
  cloudformation: { type: "AWS::SageMaker::Model", filled: ["VpcConfig.Subnets"] },
};

export default kind;
