import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { optionalCount, type Spelling, texts } from "./field.ts";
import { parsePath, valueAt } from "./path-in.ts";

const objectsIn = (value: Json | undefined): JsonObject[] => [value ?? []].flat().filter(isObject);
const amount = (value: Json | undefined, usual: number): number => {
  if (value === undefined || value === null) return usual;
  return typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
};

/** How many nodes one group or fleet asks for; no number where that cannot be said. */
type Counting = { of: (one: JsonObject) => number; reads: readonly string[] };

/** `usual`: how many a group has that does not say. */
const ofGroup = (count: string, usual: number): Counting => ({ of: (group) => amount(group[count], usual), reads: [count] });

/** A fleet counts in units: they are nodes only where each type counts for one. */
const ofFleet = (targets: readonly string[], configs: string, weight: string): Counting => ({
  of: (fleet) =>
    objectsIn(fleet[configs]).every((one) => amount(one[weight], 1) === 1)
      ? targets.reduce((sum, target) => sum + amount(fleet[target], 0), 0)
      : Number.NaN,
  reads: [...targets, configs, `${configs}[*].${weight}`],
});

const total = (all: readonly JsonObject[], { of }: Counting): Json | undefined => {
  const nodes = all.reduce((sum, one) => sum + of(one), 0);
  if (all.length === 0) return null;
  return Number.isSafeInteger(nodes) ? nodes : undefined;
};

/** In one list, which an answer holds whole. */
const listed = (path: string, counting: Counting): Spelling => ({ path, as: (list) => total(objectsIn(list), counting) });

/** In places of their own. */
const spread = (path: string, places: readonly string[], counting: Counting): Spelling => ({
  path,
  as: (document) =>
    total(
      places.flatMap((place) => objectsIn(valueAt(document, parsePath(place)))),
      counting,
    ),
  reads: places.flatMap((place) => [place, ...counting.reads.map((read) => `${place}[*].${read}`)]),
});

const capacities = ["TargetOnDemandCapacity", "TargetSpotCapacity"];

/** How many nodes the groups of a cluster ask for together, as each source says it. */
const nodesOfGroups = {
  api: listed("InstanceGroups", ofGroup("RequestedInstanceCount", 0)),
  terraform: spread("", ["master_instance_group", "core_instance_group"], ofGroup("instance_count", 1)),
  cloudformation: spread("Instances", ["MasterInstanceGroup", "CoreInstanceGroup", "TaskInstanceGroups"], ofGroup("InstanceCount", 0)),
};

const nodesOfFleets = {
  api: listed("InstanceFleets", ofFleet(capacities, "InstanceTypeSpecifications", "WeightedCapacity")),
  terraform: spread(
    "",
    ["master_instance_fleet", "core_instance_fleet"],
    ofFleet(["target_on_demand_capacity", "target_spot_capacity"], "instance_type_configs", "weighted_capacity"),
  ),
  cloudformation: spread(
    "Instances",
    ["MasterInstanceFleet", "CoreInstanceFleet", "TaskInstanceFleets"],
    ofFleet(capacities, "InstanceTypeConfigs", "WeightedCapacity"),
  ),
};

/** Of what a cluster is made, as it was asked for. */
export const nodeFields = {
  // Of all its groups, or all that its fleets would accept.
  instanceTypes: texts({
    api: ["InstanceGroups[*].InstanceType", "InstanceFleets[*].InstanceTypeSpecifications[*].InstanceType"],
    terraform: [
      "master_instance_group[0].instance_type",
      "core_instance_group[0].instance_type",
      "master_instance_fleet[0].instance_type_configs[*].instance_type",
      "core_instance_fleet[0].instance_type_configs[*].instance_type",
    ],
    cloudformation: [
      "Instances.MasterInstanceGroup.InstanceType",
      "Instances.CoreInstanceGroup.InstanceType",
      "Instances.TaskInstanceGroups[*].InstanceType",
      "Instances.MasterInstanceFleet.InstanceTypeConfigs[*].InstanceType",
      "Instances.CoreInstanceFleet.InstanceTypeConfigs[*].InstanceType",
      "Instances.TaskInstanceFleets[*].InstanceTypeConfigs[*].InstanceType",
    ],
    change: "recreate",
    samples: ["m5.xlarge", "r5.4xlarge", "g5.12xlarge"],
  }),
  // How many nodes its groups ask for, or its fleets: a cluster has the ones or the others.
  groupNodes: optionalCount({ ...nodesOfGroups, change: "in-place", minimum: 0, samples: [1, 3, 40] }),
  fleetNodes: optionalCount({ ...nodesOfFleets, change: "in-place", minimum: 0, samples: [1, 3, 40] }),
} as const;
