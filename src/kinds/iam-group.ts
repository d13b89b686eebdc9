import { text } from "./field.ts";
import { accountDetails, arn, attachedPolicies, path, policyRelations } from "./iam-fields.ts";
import type { Kind } from "./kind.ts";
import { ownPolicies } from "./policy-statements.ts";

const kind: Kind = {
  name: "iam-group",
  title: "IAM group",
  plural: "IAM groups",
  surrounds: true,
  service: "iam",
  global: true,
  identity: { name: "GroupName", arn: "Arn", template: "group/{name}", createdAt: "CreateDate", key: ["arn"] },
  fields: {
    name: text({
      api: "GroupName",
      terraform: "name",
      cloudformation: "GroupName",
      change: "in-place",
      samples: ["data-science", "platform"],
    }),
    arn,
    path,
    statements: ownPolicies("GroupPolicyList", { terraform: ["inline_policy"], cloudformation: ["Policies"] }),
    attachedPolicies,
  },
  list: accountDetails(["Group"], "GroupDetailList", [
    "Path",
    "GroupName",
    "Arn",
    "CreateDate",
    "GroupPolicyList",
    "AttachedManagedPolicies",
  ]),
  describe: [],
  // Groups cannot be tagged.
  tags: { from: "nowhere" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {
    "attachedPolicies[*].document": policyRelations["attachedPolicies[*].document"],
  },
  history: null,
  unchanging: null,
  terraform: {
    type: "aws_iam_group",
    beside: [
      { type: "aws_iam_group_policy", of: "group", into: "inline_policy", gives: { name: "name", policy: "policy" } },
      {
        type: "aws_iam_group_policy_attachment",
        of: "group",
        into: "managed_policy_arns",
        gives: { arn: "policy_arn" },
        refers: "policy_arn",
      },
      { type: "aws_iam_policy_attachment", of: "groups", into: "managed_policy_arns", gives: { arn: "policy_arn" }, refers: "policy_arn" },
    ],
  },
  cloudformation: { type: "AWS::IAM::Group" },
};

export default kind;
