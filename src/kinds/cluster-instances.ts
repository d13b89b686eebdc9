import { isObject, type Json } from "../estate/json.ts";
import { elements, optionalCount, optionalText, type Spelling, text, texts } from "./field.ts";
import type { Describe } from "./kind.ts";
import { emr } from "./operation.ts";

const weightOf = (type: Json): string => {
  const weight = isObject(type) ? type["WeightedCapacity"] : undefined;
  return String(typeof weight === "number" ? weight : 1);
};

/** What an instance of each type counts for in its fleet: one, where nobody says otherwise. Each number once. */
const weights: Spelling = {
  path: "",
  as: (fleet: Json) => {
    const types = isObject(fleet) ? fleet["InstanceTypeSpecifications"] : undefined;
    return Array.isArray(types) ? [...new Set(types.map(weightOf))] : undefined;
  },
  reads: ["InstanceTypeSpecifications[*].WeightedCapacity"],
};

const role = { change: "recreate", runtime: true, values: ["MASTER", "CORE", "TASK"] } as const;

/** How many instances a cluster has at this moment: by its groups, or by its fleets, never by both. */
export const instanceFields = {
  instanceGroups: elements({
    key: "groupId",
    api: ["InstanceGroups"],
    fields: {
      groupId: text({ api: "Id", change: "read-only", runtime: true, samples: ["ig-0a1", "ig-0b2"] }),
      role: optionalText({ api: "InstanceGroupType", ...role }),
      instanceType: optionalText({ api: "InstanceType", change: "recreate", runtime: true, samples: ["m5.xlarge", "r5.2xlarge"] }),
      market: optionalText({ api: "Market", change: "recreate", runtime: true, values: ["ON_DEMAND", "SPOT"] }),
      runningCount: optionalCount({ api: "RunningInstanceCount", change: "read-only", runtime: true, minimum: 0, samples: [1, 3] }),
    },
  }),
  instanceFleets: elements({
    key: "fleetId",
    api: ["InstanceFleets"],
    fields: {
      fleetId: text({ api: "Id", change: "read-only", runtime: true, samples: ["if-0a1", "if-0b2"] }),
      role: optionalText({ api: "InstanceFleetType", ...role }),
      instanceTypes: texts({ api: "InstanceTypeSpecifications[*].InstanceType", change: "recreate", samples: ["m5.xlarge", "m5a.xlarge"] }),
      weights: texts({ api: weights, change: "recreate", samples: ["1", "2"] }),
      onDemandUnits: optionalCount({ api: "ProvisionedOnDemandCapacity", change: "read-only", runtime: true, minimum: 0, samples: [1, 4] }),
      spotUnits: optionalCount({ api: "ProvisionedSpotCapacity", change: "read-only", runtime: true, minimum: 0, samples: [0, 4] }),
    },
  }),
} as const;

const asked = (operation: Describe["operation"], items: string, collection: string): Describe => ({
  operation,
  input: { ClusterId: "Id" },
  only: { member: "InstanceCollectionType", is: collection },
  lives: true,
  gives: [items],
  token: { input: "Marker", output: "Marker" },
});

export const instanceDescribes: readonly Describe[] = [
  asked(emr("ListInstanceGroups"), "InstanceGroups", "INSTANCE_GROUP"),
  asked(emr("ListInstanceFleets"), "InstanceFleets", "INSTANCE_FLEET"),
];
