import type { Relations } from "../estate/relation.ts";

/** Of what names its subnets and groups, as most of SageMaker does. */
export const networkRelations: Relations = {
  subnets: { to: "subnet", many: true, on: { subnetIds: "subnetId" } },
  groups: { to: "security-group", many: true, on: { securityGroupIds: "groupId" } },
};
