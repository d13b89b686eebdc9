import { tags, text, texts } from "./field.ts";
import { accountDetails, arn, attachedPolicies, boundaryArn, path, policyRelations } from "./iam-fields.ts";
import type { Kind } from "./kind.ts";
import { ownPolicies } from "./policy-statements.ts";

const kind: Kind = {
  name: "iam-user",
  title: "IAM user",
  plural: "IAM users",
  surrounds: true,
  service: "iam",
  global: true,
  identity: { name: "UserName", arn: "Arn", template: "user/{name}", createdAt: "CreateDate", key: ["arn"] },
  fields: {
    name: text({ api: "UserName", terraform: "name", cloudformation: "UserName", change: "in-place", samples: ["ada", "grace"] }),
    arn,
    path,
    statements: ownPolicies("UserPolicyList", { terraform: ["inline_policy"], cloudformation: ["Policies"] }),
    attachedPolicies,
    boundaryArn,
    groupNames: texts({
      api: "GroupList",
      terraform: "groups[*].name",
      cloudformation: "Groups",
      change: "in-place",
      samples: ["data-science", "platform"],
    }),
    tags,
  },
  list: accountDetails(["User"], "UserDetailList", [
    "Path",
    "UserName",
    "Arn",
    "CreateDate",
    "UserPolicyList",
    "GroupList",
    "AttachedManagedPolicies",
    "PermissionsBoundary",
    "Tags",
  ]),
  describe: [],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {
    ...policyRelations,
    groups: { to: "iam-group", many: true, on: { groupNames: "name" }, reach: "global" },
  },
  history: null,
  unchanging: null,
  terraform: {
    type: "aws_iam_user",
    beside: [
      { type: "aws_iam_user_policy", of: "user", into: "inline_policy", gives: { name: "name", policy: "policy" } },
      {
        type: "aws_iam_user_policy_attachment",
        of: "user",
        into: "managed_policy_arns",
        gives: { arn: "policy_arn" },
        refers: "policy_arn",
      },
      { type: "aws_iam_policy_attachment", of: "users", into: "managed_policy_arns", gives: { arn: "policy_arn" }, refers: "policy_arn" },
      { type: "aws_iam_user_group_membership", of: "user", into: "groups", gives: { name: "groups" }, refers: "groups" },
      { type: "aws_iam_group_membership", of: "users", into: "groups", gives: { name: "group" }, refers: "group" },
    ],
  },
  cloudformation: { type: "AWS::IAM::User" },
};

export default kind;
