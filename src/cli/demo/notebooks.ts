import type { JsonObject } from "../../estate/json.ts";
import { arn, type Clock, type DemoDocument, groups, key, owned, role, subnets } from "./team.ts";

/** A notebook as the platform makes it: no root, no internet of its own, the team's key and network. */
const notebook = (name: string, clock: Clock, differs: { created: number; modified: number } & JsonObject): JsonObject => {
  const { created, modified, ...rest } = differs;
  return {
    NotebookInstanceName: name,
    NotebookInstanceArn: arn(`notebook-instance/${name}`),
    NotebookInstanceStatus: "InService",
    InstanceType: "ml.t3.medium",
    RoleArn: role("mlspace-notebook-role"),
    RootAccess: "Disabled",
    DirectInternetAccess: "Disabled",
    KmsKeyId: key,
    SubnetId: subnets[0] ?? "",
    SecurityGroups: groups,
    VolumeSizeInGB: 20,
    PlatformIdentifier: "notebook-al2023-v1",
    InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: "2" },
    CreationTime: clock.daysAgo(created),
    LastModifiedTime: clock.hoursAgo(modified),
    ...rest,
  };
};

const churn = (clock: Clock): DemoDocument[] => [
  // Running since the morning, and its project's stop time was three hours ago.
  {
    kind: "notebook-instance",
    document: notebook("churn-exploration", clock, { created: 41, modified: 9, InstanceType: "ml.g5.2xlarge" }),
    tags: owned("churn", "jonas"),
  },
  {
    kind: "notebook-instance",
    document: notebook("churn-features", clock, { created: 88, modified: 1.5, NotebookInstanceLifecycleConfigName: "churn-emr-attach" }),
    tags: owned("churn", "amara"),
  },
  {
    kind: "notebook-instance",
    document: notebook("churn-reporting", clock, { created: 120, modified: 52, NotebookInstanceStatus: "Stopped" }),
    tags: owned("churn", "amara"),
  },
];

const vision = (clock: Clock): DemoDocument[] => [
  {
    kind: "notebook-instance",
    document: notebook("vision-labeling", clock, { created: 17, modified: 3, RootAccess: "Enabled", DirectInternetAccess: "Enabled" }),
    tags: owned("vision", "tomasz"),
  },
  {
    kind: "notebook-instance",
    document: notebook("vision-augment", clock, { created: 63, modified: 20, InstanceType: "ml.g4dn.xlarge" }),
    tags: owned("vision", "lena"),
  },
  // Attached to a cluster that ended the day before.
  {
    kind: "notebook-instance",
    document: notebook("vision-spark", clock, { created: 30, modified: 6, NotebookInstanceLifecycleConfigName: "vision-emr-attach" }),
    tags: owned("vision", "lena"),
  },
];

const forecasting = (clock: Clock): DemoDocument[] => [
  {
    kind: "notebook-instance",
    document: notebook("forecast-holidays", clock, {
      created: 9,
      modified: 4,
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: "1" },
      KmsKeyId: null,
    }),
    tags: owned("forecasting", "felix"),
  },
  // Its script names an address that no cluster has: whether it is attached, and to what, is unknown.
  {
    kind: "notebook-instance",
    document: notebook("forecast-backtest", clock, { created: 55, modified: 11, NotebookInstanceLifecycleConfigName: "legacy-sparkmagic" }),
    tags: owned("forecasting", "priya"),
  },
  {
    kind: "notebook-instance",
    document: notebook("forecast-archive", clock, { created: 210, modified: 2400, NotebookInstanceStatus: "Stopped" }),
    tags: owned("forecasting", "priya"),
  },
];

/** Made by hand in the console, outside the platform. */
const strays = (clock: Clock): DemoDocument[] => [
  {
    kind: "notebook-instance",
    document: notebook("test-notebook-2", clock, {
      created: 160,
      modified: 12,
      RootAccess: "Enabled",
      DirectInternetAccess: "Enabled",
      KmsKeyId: null,
      SubnetId: null,
      SecurityGroups: [],
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: "1" },
    }),
    tags: { Name: "test" },
  },
  // Somebody who has left, on a project that the configuration does not know.
  {
    kind: "notebook-instance",
    document: notebook("nlp-poc", clock, { created: 300, modified: 15 }),
    tags: owned("nlp-poc", "oskar"),
  },
];

const script = (lines: readonly string[]): string => Buffer.from(`${["#!/bin/bash", "set -e", ...lines].join("\n")}\n`).toString("base64");

const lifecycle = (name: string, clock: Clock, lines: readonly string[]): DemoDocument => ({
  kind: "notebook-lifecycle-config",
  document: {
    NotebookInstanceLifecycleConfigName: name,
    NotebookInstanceLifecycleConfigArn: arn(`notebook-instance-lifecycle-config/${name}`),
    OnCreate: [],
    OnStart: [{ Content: script(lines) }],
    CreationTime: clock.daysAgo(95),
    LastModifiedTime: clock.daysAgo(30),
  },
  tags: owned("churn", "amara"),
});

const attach = (address: string): string[] => [
  `EMR_MASTER_IP=${address}`,
  "sudo -u ec2-user -i <<'EOF'",
  "mkdir -p ~/.sparkmagic",
  `sed "s/localhost/$EMR_MASTER_IP/" ~/sparkmagic.template.json > ~/.sparkmagic/config.json`,
  "EOF",
];

const lifecycles = (clock: Clock): DemoDocument[] => [
  lifecycle("churn-emr-attach", clock, attach("10.20.4.17")),
  lifecycle("vision-emr-attach", clock, attach("10.20.4.93")),
  lifecycle("legacy-sparkmagic", clock, ["curl -s https://example.com/sparkmagic/install.sh | bash", ...attach("10.99.0.5")]),
];

export const notebooks = (clock: Clock): DemoDocument[] => [
  ...churn(clock),
  ...vision(clock),
  ...forecasting(clock),
  ...strays(clock),
  ...lifecycles(clock),
];
