import type { JsonObject } from "../../estate/json.ts";
import { account, type Clock, type DemoDocument, groups, owned, region, role, subnets } from "./team.ts";

type Cluster = { id: string; name: string; address: string; started: string; status: JsonObject; differs?: JsonObject };

const cluster = ({ id, name, address, started, status, differs }: Cluster, tags: Record<string, string>): DemoDocument => ({
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
    ...differs,
  },
  tags,
});

export const clusters = (clock: Clock): DemoDocument[] => [
  cluster(
    { id: "j-2KQ8ZV7M1XWTA", name: "churn-spark", address: "10.20.4.17", started: clock.hoursAgo(7), status: { State: "WAITING" } },
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
      differs: { SecurityConfiguration: null },
    },
    { project: "forecasting", user: "felix" },
  ),
];
