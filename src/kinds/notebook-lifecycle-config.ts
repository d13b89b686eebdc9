import { optionalText, tags, text, time } from "./field.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { script, scriptHash, steps } from "./script.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

const kind: Kind = {
  name: "notebook-lifecycle-config",
  title: "Notebook lifecycle configuration",
  plural: "Notebook lifecycle configurations",
  service: "sagemaker",
  identity: {
    name: "NotebookInstanceLifecycleConfigName",
    arn: "NotebookInstanceLifecycleConfigArn",
    template: "notebook-instance-lifecycle-config/{name}",
    createdAt: "CreationTime",
    key: ["name"],
  },
  fields: {
    name: text({
      api: "NotebookInstanceLifecycleConfigName",
      terraform: "name",
      cloudformation: "NotebookInstanceLifecycleConfigName",
      change: "recreate",
      samples: ["idle-stop", "attach-emr", "team-setup"],
    }),
    modifiedAt: time({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    // An update reaches each notebook at its next start. Scripts are where people leave passwords and tokens.
    onCreate: optionalText({
      api: script("OnCreate[0].Content"),
      terraform: script("on_create"),
      cloudformation: script("OnCreate[0].Content"),
      change: "in-place",
      secret: true,
      samples: ["#!/bin/bash\nset -e\nsudo -u ec2-user -i pip install --quiet pandas==2.3.1\n"],
    }),
    onStart: optionalText({
      api: script("OnStart[0].Content"),
      terraform: script("on_start"),
      cloudformation: script("OnStart[0].Content"),
      change: "in-place",
      secret: true,
      samples: [
        "#!/bin/bash\nset -e\necho '*/5 * * * * root /usr/local/bin/autostop.py --time 3600' > /etc/cron.d/autostop\n",
        "#!/bin/bash\nset -e\nEMR_MASTER_IP=ip-10-0-1-17.ec2.internal\n",
      ],
    }),
    // What the scripts are recognised by: they themselves are not shown.
    onCreateSha256: optionalText({
      api: scriptHash("OnCreate[0].Content"),
      terraform: scriptHash("on_create"),
      cloudformation: scriptHash("OnCreate[0].Content"),
      change: "in-place",
      samples: ["a".repeat(64), "b".repeat(64)],
    }),
    onStartSha256: optionalText({
      api: scriptHash("OnStart[0].Content"),
      terraform: scriptHash("on_start"),
      cloudformation: scriptHash("OnStart[0].Content"),
      change: "in-place",
      samples: ["a".repeat(64), "b".repeat(64)],
    }),
    steps: steps({
      of: "notebook",
      names: ["on-create", "on-start"],
      api: ["OnCreate[0].Content", "OnStart[0].Content"],
      terraform: ["on_create", "on_start"],
      cloudformation: ["OnCreate[0].Content", "OnStart[0].Content"],
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListNotebookInstanceLifecycleConfigs"),
    items: "NotebookInstanceLifecycleConfigs",
    ...sagemakerPaging,
    gives: ["NotebookInstanceLifecycleConfigName", "NotebookInstanceLifecycleConfigArn", "CreationTime", "LastModifiedTime"],
  },
  describe: [
    {
      operation: sagemaker("DescribeNotebookInstanceLifecycleConfig"),
      input: { NotebookInstanceLifecycleConfigName: "NotebookInstanceLifecycleConfigName" },
    },
  ],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:notebook-instance-lifecycle-config",
  states: null,
  verbs: {
    delete: {
      operation: sagemaker("DeleteNotebookInstanceLifecycleConfig"),
      input: { NotebookInstanceLifecycleConfigName: "name" },
      type: "irreversible",
      from: [],
      done: [],
      to: null,
      loses: "both scripts; notebooks that name it no longer start",
      keepsBilling: "nothing",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    notebooks: { to: "notebook-instance", many: true, on: { name: "lifecycleConfigName" } },
  },
  history: null,
  unchanging: "by-modified",
  terraform: { type: "aws_sagemaker_notebook_instance_lifecycle_configuration" },
  cloudformation: { type: "AWS::SageMaker::NotebookInstanceLifecycleConfig" },
};

export default kind;
