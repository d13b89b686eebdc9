import { keyBy, roleBy } from "./around.ts";
import { optionalFlag, optionalText, optionalTime, tags, text } from "./field.ts";

import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";
import { sagemakerTagVerbs } from "./tag-verbs.ts";

// Left out on purpose: arguments and administrators, which are the partner's affair and may hold keys.
const kind: Kind = {
  name: "partner-app",
  title: "Partner application",
  plural: "Partner applications",
  service: "sagemaker",
  identity: { name: "Name", arn: "Arn", template: "partner-app/{arn}", createdAt: "CreationTime", key: ["arn"] },
  fields: {
    arn: text({ api: "Arn", change: "read-only" }),
    name: text({ api: "Name", cloudformation: "Name", change: "recreate", samples: ["team-comet", "guard"] }),
    appType: text({ api: "Type", cloudformation: "Type", change: "recreate", samples: ["comet", "lakera-guard"] }),
    state: text({
      api: "Status",
      change: "read-only",
      runtime: true,
      values: ["Creating", "Updating", "Deleting", "Available", "Failed", "UpdateFailed", "Deleted"],
    }),
    modifiedAt: optionalTime({ api: "LastModifiedTime", change: "read-only", runtime: true }),
    roleArn: optionalText({
      api: "ExecutionRoleArn",
      cloudformation: "ExecutionRoleArn",
      change: "recreate",
      samples: ["arn:aws:iam::123456789012:role/partner-app"],
    }),
    kmsKeyId: optionalText({
      api: "KmsKeyId",
      cloudformation: "KmsKeyId",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    authType: optionalText({ api: "AuthType", cloudformation: "AuthType", change: "recreate", values: ["IAM", "IDC"] }),
    tier: optionalText({ api: "Tier", cloudformation: "Tier", change: "in-place", samples: ["small", "large"] }),
    version: optionalText({ api: "Version", change: "read-only", samples: ["1.4.2"] }),
    // After that day AWS no longer runs this version.
    versionEndsAt: optionalTime({ api: "CurrentVersionEolDate", change: "read-only", runtime: true }),
    iamSessionIdentity: optionalFlag({
      api: "EnableIamSessionBasedIdentity",
      cloudformation: "EnableIamSessionBasedIdentity",
      change: "in-place",
    }),
    tags,
  },
  list: {
    operation: sagemaker("ListPartnerApps"),
    items: "Summaries",
    gone: { member: "Status", says: "Deleted" },
    ...sagemakerPaging,
    gives: ["Arn", "Name", "Type", "Status", "CreationTime"],
  },
  describe: [{ operation: sagemaker("DescribePartnerApp"), input: { Arn: "Arn" } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: "sagemaker:partner-app",
  // A partner's application never stops: it is deleted.
  states: {
    field: "state",
    running: ["Available", "Creating", "Updating", "UpdateFailed"],
    billing: ["Available", "Creating", "Updating", "UpdateFailed", "Deleting"],
    stoppable: [],
    terminal: ["Failed", "Deleted"],
  },
  verbs: {
    delete: {
      operation: sagemaker("DeletePartnerApp"),
      input: { Arn: "arn" },
      type: "irreversible",
      from: ["Available", "Failed", "UpdateFailed"],
      done: ["Deleting", "Deleted"],
      to: "Deleted",
      loses: "the application with everything that people keep in it",
      keepsBilling: "what was bought in the marketplace",
    },
    ...sagemakerTagVerbs,
  },
  relations: {
    role: roleBy("roleArn"),
    kmsKey: keyBy("kmsKeyId"),
  },
  history: null,
  unchanging: null,
  terraform: null,
  cloudformation: { type: "AWS::SageMaker::PartnerApp" },
};

export default kind;
