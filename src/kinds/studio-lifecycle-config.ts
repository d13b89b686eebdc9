import { tags, text } from "./field.ts";
import { script, steps } from "./script.ts";
import { type Kind, newestFirst, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "studio-lifecycle-config",
  title: "Studio lifecycle configuration",
  plural: "Studio lifecycle configurations",
  service: "sagemaker",
  identity: {
    name: "StudioLifecycleConfigName",
    arn: "StudioLifecycleConfigArn",
    template: "studio-lifecycle-config/{name}",
    createdAt: "CreationTime",
    key: ["arn"],
  },
  fields: {
    name: text({
      api: "StudioLifecycleConfigName",
      terraform: "studio_lifecycle_config_name",
      cloudformation: "StudioLifecycleConfigName",
      change: "recreate",
      samples: ["idle-shutdown", "team-proxy"],
    }),
    // What applications and settings refer to it by.
    arn: text({ api: "StudioLifecycleConfigArn", terraform: "arn", cloudformation: "StudioLifecycleConfigArn", change: "read-only" }),
    appType: text({
      api: "StudioLifecycleConfigAppType",
      terraform: "studio_lifecycle_config_app_type",
      cloudformation: "StudioLifecycleConfigAppType",
      change: "recreate",
      values: ["JupyterServer", "KernelGateway", "CodeEditor", "JupyterLab"],
    }),
    // Scripts are where people leave passwords and tokens.
    script: text({
      api: script("StudioLifecycleConfigContent"),
      terraform: script("studio_lifecycle_config_content"),
      cloudformation: script("StudioLifecycleConfigContent"),
      change: "recreate",
      secret: true,
      samples: ["#!/bin/bash\nset -e\npip install --quiet pandas==2.3.1\n"],
    }),
    steps: steps({
      of: "studio",
      names: ["on-start"],
      api: ["StudioLifecycleConfigContent"],
      terraform: ["studio_lifecycle_config_content"],
      cloudformation: ["StudioLifecycleConfigContent"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListStudioLifecycleConfigs"),
    items: "StudioLifecycleConfigs",
    ...sagemakerPaging,
    newestFirst,
    gives: ["StudioLifecycleConfigName", "StudioLifecycleConfigArn", "StudioLifecycleConfigAppType", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribeStudioLifecycleConfig"), input: { StudioLifecycleConfigName: "StudioLifecycleConfigName" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:studio-lifecycle-config",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteStudioLifecycleConfig"),
      input: { StudioLifecycleConfigName: "name" },
      type: "irreversible",
      from: [],
      done: [],
      to: null,
      loses: "the script; domains, profiles and spaces that name it can no longer start applications with it",
      keepsBilling: "nothing",
    },
    ...sagemakerTagVerbs,
  },
  relations: { apps: { to: "app", many: true, on: { arn: "lifecycleConfigArn" } } },
  history: null,
  unchanging: "always",
  terraform: { type: "aws_sagemaker_studio_lifecycle_config" },
  cloudformation: { type: "AWS::SageMaker::StudioLifecycleConfig" },
};

export default kind;
