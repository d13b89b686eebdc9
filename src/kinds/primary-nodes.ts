import type { Describe } from "./kind.ts";
import { emr } from "./operation.ts";

/** Groups and fleets are asked for by different members, and refuse the other's. */
export const primaryNodes = (collection: string, input: Describe["input"]): Describe => ({
  operation: emr("ListInstances"),
  input: { ClusterId: "Id", InstanceStates: { value: ["RUNNING", "BOOTSTRAPPING", "PROVISIONING"] }, ...input },
  only: { member: "InstanceCollectionType", is: collection },
  gives: ["Instances"],
});
