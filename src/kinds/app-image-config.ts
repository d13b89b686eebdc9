import { optionalCount, tags, text, texts, time } from "./field.ts";

import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";
import { commandAt, commandIn, secretVariables } from "./variables.ts";

/** What the container of either application is told. */
const given = ["JupyterLabAppImageConfig.ContainerConfig", "CodeEditorAppImageConfig.ContainerConfig"].flatMap((container) => [
  `${container}.ContainerEnvironmentVariables`,
  ...commandAt(container),
]);
const givenIn = ["jupyter_lab_image_config[0].container_config[0]", "code_editor_app_image_config[0].container_config[0]"].flatMap(
  (container) => [`${container}.container_environment_variables`, ...commandIn(container)],
);

const kind: Kind = {
  name: "app-image-config",
  title: "Application image configuration",
  plural: "Application image configurations",
  service: "sagemaker",
  identity: {
    name: "AppImageConfigName",
    arn: "AppImageConfigArn",
    template: "app-image-config/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "AppImageConfigName",
      terraform: "app_image_config_name",
      cloudformation: "AppImageConfigName",
      change: "recreate",
      samples: ["churn-lab-config", "grid-gpu-config"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    kernels: texts({
      api: "KernelGatewayImageConfig.KernelSpecs[*].Name",
      terraform: "kernel_gateway_image_config[0].kernel_spec[*].name",
      cloudformation: "KernelGatewayImageConfig.KernelSpecs[*].Name",
      change: "in-place",
      samples: ["python3"],
    }),
    // Who the image runs as: 0 is root, 1000 the user that AWS's own images have. Null: nothing was said.
    kernelGatewayUid: optionalCount({
      api: "KernelGatewayImageConfig.FileSystemConfig.DefaultUid",
      terraform: "kernel_gateway_image_config[0].file_system_config[0].default_uid",
      cloudformation: "KernelGatewayImageConfig.FileSystemConfig.DefaultUid",
      change: "in-place",
      minimum: 0,
      samples: [0, 1000],
    }),
    jupyterLabUid: optionalCount({
      api: "JupyterLabAppImageConfig.FileSystemConfig.DefaultUid",
      terraform: "jupyter_lab_image_config[0].file_system_config[0].default_uid",
      cloudformation: "JupyterLabAppImageConfig.FileSystemConfig.DefaultUid",
      change: "in-place",
      minimum: 0,
      samples: [0, 1000],
    }),
    codeEditorUid: optionalCount({
      api: "CodeEditorAppImageConfig.FileSystemConfig.DefaultUid",
      terraform: "code_editor_app_image_config[0].file_system_config[0].default_uid",
      cloudformation: "CodeEditorAppImageConfig.FileSystemConfig.DefaultUid",
      change: "in-place",
      minimum: 0,
      samples: [0, 1000],
    }),
    secretVariables: secretVariables({ api: given, terraform: givenIn, cloudformation: given }),
    tags,
  },
  list: {
    operation: sagemaker("ListAppImageConfigs"),
    items: "AppImageConfigs",
    ...sagemakerPaging,
    newestFirst,
    gives: [
      "AppImageConfigName",
      "AppImageConfigArn",
      "CreationTime",
      "LastModifiedTime",
      "KernelGatewayImageConfig",
      "JupyterLabAppImageConfig",
      "CodeEditorAppImageConfig",
    ],
  },
  // The summary has it all.
  describe: [],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:app-image-config",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteAppImageConfig"),
      input: { AppImageConfigName: "name" },
      type: "recreatable",
      from: [],
      done: [],
      to: null,
      loses: "the configuration; domains that name it no longer offer the image",
      keepsBilling: "nothing",
    },
    ...sagemakerTagVerbs,
  },
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_sagemaker_app_image_config" },
  cloudformation: { type: "AWS::SageMaker::AppImageConfig" },
};

export default kind;
