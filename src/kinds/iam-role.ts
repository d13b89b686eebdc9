import { optionalText, optionalTime, tags, text, texts } from "./field.ts";
import { accountDetails, arn, attachedPolicies, boundaryArn, path, policyRelations } from "./iam-fields.ts";
import type { Kind } from "./kind.ts";
import { ownPolicies, trustStatements } from "./policy-statements.ts";

const kind: Kind = {
  name: "iam-role",
  title: "IAM role",
  plural: "IAM roles",
  surrounds: true,
  service: "iam",
  global: true,
  identity: { name: "RoleName", arn: "Arn", template: "role/{name}", createdAt: "CreateDate", key: ["arn"] },
  fields: {
    name: text({
      api: "RoleName",
      terraform: "name",
      cloudformation: "RoleName",
      change: "recreate",
      samples: ["notebooks", "emr-default"],
    }),
    arn,
    // What others refer to it by: EMR takes the bare name, or that of an instance profile. Of a template they are gathered from all that say it.
    names: texts({
      cloudformation: "Names",
      api: ["Arn", "RoleName", "InstanceProfileList[*].Arn", "InstanceProfileList[*].InstanceProfileName"],
      change: "read-only",
    }),
    path,
    trust: trustStatements({
      api: ["AssumeRolePolicyDocument"],
      terraform: ["assume_role_policy"],
      cloudformation: ["AssumeRolePolicyDocument"],
    }),
    statements: ownPolicies("RolePolicyList", { terraform: ["inline_policy"], cloudformation: ["Policies"] }),
    attachedPolicies,
    boundaryArn,
    lastUsedAt: optionalTime({ api: "RoleLastUsed.LastUsedDate", change: "read-only", runtime: true }),
    lastUsedIn: optionalText({ api: "RoleLastUsed.Region", change: "read-only", runtime: true, samples: ["eu-central-1"] }),
    tags,
  },
  list: accountDetails(["Role"], "RoleDetailList", [
    "Path",
    "RoleName",
    "Arn",
    "CreateDate",
    "AssumeRolePolicyDocument",
    "InstanceProfileList",
    "RolePolicyList",
    "AttachedManagedPolicies",
    "PermissionsBoundary",
    "Tags",
    "RoleLastUsed",
  ]),
  describe: [],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {
    ...policyRelations,
    notebooks: { to: "notebook-instance", many: true, on: { arn: "roleArn" }, reach: "anywhere" },
  },
  history: null,
  unchanging: null,
  terraform: {
    type: "aws_iam_role",
    beside: [
      { type: "aws_iam_role_policy", of: "role", into: "inline_policy", gives: { name: "name", policy: "policy" } },
      {
        type: "aws_iam_role_policy_attachment",
        of: "role",
        into: "managed_policy_arns",
        gives: { arn: "policy_arn" },
        refers: "policy_arn",
      },
      {
        type: "aws_iam_role_policy_attachments_exclusive",
        of: "role_name",
        into: "managed_policy_arns",
        gives: { arn: "policy_arns" },
        refers: "policy_arns",
      },
      { type: "aws_iam_policy_attachment", of: "roles", into: "managed_policy_arns", gives: { arn: "policy_arn" }, refers: "policy_arn" },
    ],
  },
  cloudformation: { type: "AWS::IAM::Role" },
};

export default kind;
