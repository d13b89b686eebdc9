import { elements, optionalText, text } from "./field.ts";
import type { Describe } from "./kind.ts";
import { emr } from "./operation.ts";

/** Groups and fleets are asked for by different members, and refuse the other's. */
export const primaryNodes = (collection: string, input: Describe["input"]): Describe => ({
  operation: emr("ListInstances"),
  input: { ClusterId: "Id", InstanceStates: { value: ["RUNNING", "BOOTSTRAPPING", "PROVISIONING"] }, ...input },
  only: { member: "InstanceCollectionType", is: collection },
  gives: ["Instances"],
});

export const primaryNodeList = elements({
  key: "instanceId",
  api: ["Instances"],
  fields: {
    instanceId: text({ api: "Ec2InstanceId", change: "read-only", runtime: true, samples: ["i-0a1"] }),
    privateIp: optionalText({ api: "PrivateIpAddress", change: "read-only", runtime: true, samples: ["10.0.1.17"] }),
    privateDnsName: optionalText({
      api: "PrivateDnsName",
      change: "read-only",
      runtime: true,
      samples: ["ip-10-0-1-17.ec2.internal"],
    }),
    publicIp: optionalText({ api: "PublicIpAddress", change: "read-only", runtime: true, samples: ["198.51.100.7"] }),
    publicDnsName: optionalText({
      api: "PublicDnsName",
      change: "read-only",
      runtime: true,
      samples: ["ec2-198-51-100-7.eu-central-1.compute.amazonaws.com"],
    }),
  },
});
