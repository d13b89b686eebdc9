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
    statements: ownPolicies("UserPolicyList", { cloudformation: ["Policies"] }),
    attachedPolicies,
    boundaryArn,
    groupNames: texts({ api: "GroupList", cloudformation: "Groups", change: "in-place", samples: ["data-science", "platform"] }),
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
  terraform: { type: "aws_iam_user" },
  cloudformation: { type: "AWS::IAM::User" },
};

export default kind;
