import { type ElementList, elements, optionalText, text } from "./field.ts";
import type { List } from "./kind.ts";
import { iam } from "./operation.ts";
import type { Relations } from "../estate/relation.ts";

/** The list that shows everything: of one sort of thing, as asked for by the filter. */
export const accountDetails = (filter: string[], items: string, gives: readonly string[]): List => ({
  operation: iam("GetAccountAuthorizationDetails"),
  items,
  input: { Filter: filter },
  pageSize: { member: "MaxItems", maximum: 1000 },
  token: { input: "Marker", output: "Marker" },
  gives,
});

export const path = text({
  api: "Path",
  terraform: "path",
  cloudformation: "Path",
  change: "recreate",
  default: "/",
  samples: ["/", "/service-role/"],
});

/** ARN, as all that refer to it need it. */
export const arn = text({ api: "Arn", terraform: "arn", cloudformation: "Arn", change: "read-only" });

/** Plans and templates show what is attached from outside, and each ARN that is written into the resource like one of these. */
export const attachedPolicies: ElementList = elements({
  key: "arn",
  api: ["AttachedManagedPolicies"],
  terraform: ["managed_policy_arns"],
  cloudformation: ["ManagedPolicyArns"],
  fields: {
    arn: text({
      api: "PolicyArn",
      terraform: "arn",
      cloudformation: "arn",
      change: "in-place",
      samples: ["arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"],
    }),
    name: optionalText({ api: "PolicyName", change: "in-place", samples: ["AmazonSageMakerFullAccess"] }),
  },
});

export const boundaryArn = optionalText({
  api: "PermissionsBoundary.PermissionsBoundaryArn",
  terraform: "permissions_boundary",
  cloudformation: "PermissionsBoundary",
  change: "in-place",
  samples: ["arn:aws:iam::123456789012:policy/ml-boundary"],
});

/** What the attached policies say, and what the boundary leaves of it. */
export const policyRelations = {
  "attachedPolicies[*].document": { to: "iam-policy", many: false, on: { arn: "arn" }, reach: "global" },
  boundary: { to: "iam-policy", many: false, on: { boundaryArn: "arn" }, reach: "global" },
} satisfies Relations;
