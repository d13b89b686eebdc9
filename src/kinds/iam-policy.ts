import { count, text } from "./field.ts";
import { accountDetails, arn, path } from "./iam-fields.ts";
import type { Kind } from "./kind.ts";
import { managedPolicy } from "./policy-statements.ts";

const kind: Kind = {
  name: "iam-policy",
  title: "IAM managed policy",
  plural: "IAM managed policies",
  service: "iam",
  global: true,
  identity: { name: "PolicyName", arn: "Arn", template: "policy/{name}", createdAt: "CreateDate", key: ["arn"] },
  fields: {
    name: text({
      api: "PolicyName",
      terraform: "name",
      cloudformation: "ManagedPolicyName",
      change: "recreate",
      samples: ["ml-boundary", "data-access"],
    }),
    arn,
    path,
    // Of the version that is in force.
    statements: managedPolicy({ api: ["PolicyVersionList"], terraform: ["policy"], cloudformation: ["PolicyDocument"] }),
    attachments: count({ api: "AttachmentCount", change: "read-only", runtime: true, minimum: 0, samples: [1, 4] }),
  },
  // Of AWS's own policies, those that are attached to something.
  list: accountDetails(["LocalManagedPolicy", "AWSManagedPolicy"], "Policies", [
    "PolicyName",
    "Arn",
    "Path",
    "CreateDate",
    "PolicyVersionList",
    "AttachmentCount",
  ]),
  describe: [],
  tags: { from: "nowhere" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_iam_policy" },
  cloudformation: { type: "AWS::IAM::ManagedPolicy" },
};

export default kind;
