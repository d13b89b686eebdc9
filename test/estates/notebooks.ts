import type { JsonObject } from "../../src/estate/json.ts";
import { groups, hoursBefore, keyArn, roleArn, someone, sometimes, subnet, type World } from "./place.ts";
import { instanceTypes, purposes } from "./words.ts";

export type Cluster = { id: string; address: string };

export const emrCluster = (world: World, index: number): { document: JsonObject; cluster: Cluster } => {
  const { draw, account, region, partition } = world;
  const owner = someone(world, index);
  const id = `j-${(index + 0x2a9c17f04).toString(36).toUpperCase().padStart(13, "2K")}`;
  const address = `10.20.${draw.below(200)}.${1 + draw.below(250)}`;
  const document = {
    Id: id,
    Name: `${owner.project}-spark-${index}`,
    ClusterArn: `arn:${partition}:elasticmapreduce:${region}:${account}:cluster/${id}`,
    Status: {
      State: draw.pick(["WAITING", "RUNNING", "TERMINATED", "TERMINATED_WITH_ERRORS"]),
      Timeline: { CreationDateTime: hoursBefore(world, 2 + draw.below(900)) },
    },
    MasterPublicDnsName: `ip-${address.replaceAll(".", "-")}.${region}.compute.internal`,
    ReleaseLabel: draw.pick(["emr-7.5.0", "emr-6.15.0"]),
    TerminationProtected: false,
    ServiceRole: roleArn(world, "EMR_DefaultRole"),
    Ec2InstanceAttributes: { Ec2SubnetId: subnet, IamInstanceProfile: "EMR_EC2_DefaultRole" },
    ...sometimes(draw, 0.8, { SecurityConfiguration: "mlspace-encrypted" }),
    ...sometimes(draw, 0.5, { AutoTerminationPolicy: { IdleTimeout: 3600 } }),
    Tags: owner.tags,
  };
  return { document, cluster: { id, address } };
};

const packed = (lines: readonly string[]): string => Buffer.from(`${["#!/bin/bash", "set -e", ...lines].join("\n")}\n`).toString("base64");

const autostop = "echo '*/5 * * * * root /usr/local/bin/autostop.py --time 3600' > /etc/cron.d/autostop";

/** What people put into scripts that run as root, and in what share of them. */
const carelessness: readonly (readonly [number, string])[] = [
  [0.15, "curl -s https://setup.example.org/latest/install.sh | bash"],
  [0.08, "export DB_PASSWORD=correct-horse-battery"],
  [0.08, "echo 'ec2-user ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/everybody"],
  [0.12, "pip install --index-url http://packages.example.org/simple torch"],
  [0.1, "mkdir /home/ec2-user/SageMaker/shared"],
];

export const lifecycleConfig = (world: World, index: number, clusters: readonly Cluster[]): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  const attached = clusters.length > 0 && draw.chance(0.6) ? draw.pick(clusters) : undefined;
  // Some name a cluster that is no more, as scripts do that nobody has read for a year.
  const address = draw.chance(0.1) ? "10.99.0.5" : attached?.address;
  const careless = carelessness.flatMap(([share, line]) => (draw.chance(share) ? [line] : []));
  const lines = attached ? [`EMR_MASTER_IP=${address}`, "mkdir -p ~/.sparkmagic"] : [autostop];
  return {
    NotebookInstanceLifecycleConfigName: `${owner.project}-setup-${index}`,
    OnCreate: draw.chance(0.3) ? [{ Content: packed(["pip install --quiet pandas"]) }] : [],
    OnStart: [{ Content: packed([...lines, ...careless]) }],
    CreationTime: hoursBefore(world, 1000 + draw.below(8000)),
    LastModifiedTime: hoursBefore(world, 200 + draw.below(700)),
    Tags: owner.tags,
  };
};

export const notebook = (world: World, index: number, lifecycles: readonly string[]): JsonObject => {
  const { draw } = world;
  const owner = someone(world, index);
  const created = 3 + draw.below(4000);
  return {
    NotebookInstanceName: `${owner.project}-${draw.pick(purposes)}-${index}`,
    NotebookInstanceStatus: draw.pick(["InService", "InService", "InService", "Stopped", "Stopped", "Failed", "Updating"]),
    InstanceType: draw.pick(instanceTypes),
    RoleArn: roleArn(world, "mlspace-notebook-role"),
    RootAccess: draw.chance(0.15) ? "Enabled" : "Disabled",
    DirectInternetAccess: draw.chance(0.15) ? "Enabled" : "Disabled",
    VolumeSizeInGB: draw.pick([5, 20, 50, 200]),
    PlatformIdentifier: draw.pick(["notebook-al2023-v1", "notebook-al2-v2"]),
    CreationTime: hoursBefore(world, created),
    LastModifiedTime: hoursBefore(world, Math.min(created, 0.5 + draw.below(60))),
    ...sometimes(draw, 0.05, { AcceleratorTypes: ["ml.eia2.medium"] }),
    ...sometimes(draw, 0.85, { KmsKeyId: keyArn(world) }),
    ...sometimes(draw, 0.85, { SubnetId: subnet, SecurityGroups: groups }),
    ...sometimes(draw, 0.8, {
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: draw.chance(0.9) ? "2" : "1" },
    }),
    ...sometimes(draw, lifecycles.length > 0 ? 0.4 : 0, {
      NotebookInstanceLifecycleConfigName: lifecycles.length > 0 ? draw.pick(lifecycles) : "",
    }),
    Tags: owner.tags,
  };
};
