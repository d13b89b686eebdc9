import type { JsonObject } from "../../estate/json.ts";
import { account, type Clock, type DemoDocument, groups, owned, region, role, subnets } from "./team.ts";

type Cluster = { id: string; name: string; address: string; started: string; status: JsonObject; workers?: number; differs?: JsonObject };

const nodes = (id: string, workers: number): JsonObject[] =>
  [
    { Id: `ig-${id.slice(2, 8)}0`, InstanceGroupType: "MASTER", RequestedInstanceCount: 1, RunningInstanceCount: 1 },
    { Id: `ig-${id.slice(2, 8)}1`, InstanceGroupType: "CORE", RequestedInstanceCount: workers, RunningInstanceCount: workers },
  ].map((group) => ({ ...group, InstanceType: "m5.xlarge", Market: "ON_DEMAND" }));

const cluster = ({ id, name, address, started, status, workers, differs }: Cluster, tags: Record<string, string>): DemoDocument => ({
  kind: "emr-cluster",
  document: {
    Id: id,
    Name: name,
    ClusterArn: `arn:aws:elasticmapreduce:${region}:${account}:cluster/${id}`,
    Status: { ...status, Timeline: { CreationDateTime: started } },
    MasterPublicDnsName: `ip-${address.replaceAll(".", "-")}.${region}.compute.internal`,
    ReleaseLabel: "emr-7.5.0",
    Applications: [{ Name: "Spark" }, { Name: "Livy" }],
    AutoTerminate: false,
    TerminationProtected: false,
    VisibleToAllUsers: true,
    SecurityConfiguration: "mlspace-encrypted",
    LogUri: `s3n://mlspace-logs-${account}/emr/`,
    ServiceRole: role("EMR_DefaultRole"),
    Ec2InstanceAttributes: {
      Ec2SubnetId: subnets[0] ?? "",
      EmrManagedMasterSecurityGroup: groups[0] ?? "",
      EmrManagedSlaveSecurityGroup: groups[0] ?? "",
      IamInstanceProfile: "EMR_EC2_DefaultRole",
    },
    ...(workers !== undefined && { InstanceCollectionType: "INSTANCE_GROUP", InstanceGroups: nodes(id, workers) }),
    ...differs,
  },
  tags,
});

export const clusters = (clock: Clock): DemoDocument[] => [
  cluster(
    {
      id: "j-2KQ8ZV7M1XWTA",
      name: "churn-spark",
      address: "10.20.4.17",
      started: clock.hoursAgo(7),
      status: { State: "WAITING" },
      workers: 2,
    },
    owned("churn", "amara"),
  ),
  cluster(
    { id: "j-1PD5LRC9S0HNB", name: "vision-spark", address: "10.20.4.93", started: clock.daysAgo(4), status: { State: "TERMINATED" } },
    owned("vision", "lena"),
  ),
  cluster(
    {
      id: "j-3TG6YB2F8JUVC",
      name: "forecast-adhoc",
      address: "10.20.5.40",
      started: clock.daysAgo(2),
      status: { State: "RUNNING" },
      workers: 4,
      differs: { SecurityConfiguration: null },
    },
    { project: "forecasting", user: "felix" },
  ),
];
