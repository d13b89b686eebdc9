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
    statements: ownPolicies("GroupPolicyList", { cloudformation: ["Policies"] }),
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
  terraform: { type: "aws_iam_group" },
  cloudformation: { type: "AWS::IAM::Group" },
};

export default kind;
