import { account, type DemoDocument, groups, region, subnets } from "./team.ts";

const vpcId = "vpc-0d94a1c7e2f5b3860";

const ec2Arn = (path: string): string => `arn:aws:ec2:${region}:${account}:${path}`;

const subnet = (id: string, index: number): DemoDocument => ({
  kind: "subnet",
  document: {
    SubnetId: id,
    SubnetArn: ec2Arn(`subnet/${id}`),
    VpcId: vpcId,
    OwnerId: account,
    CidrBlock: `10.20.${index * 4}.0/22`,
    AvailabilityZone: `${region}${"ab"[index] ?? "a"}`,
    MapPublicIpOnLaunch: false,
    State: "available",
  },
  tags: { Name: `ml-private-${index}` },
});

/** Out by NAT, in by nothing. */
const routes: DemoDocument = {
  kind: "route-table",
  document: {
    RouteTableId: "rtb-05b7c2d8e9f0a1346",
    VpcId: vpcId,
    OwnerId: account,
    Associations: [{ Main: true, RouteTableAssociationId: "rtbassoc-0a1b2c3d4e5f60718", RouteTableId: "rtb-05b7c2d8e9f0a1346" }],
    Routes: [
      { DestinationCidrBlock: "10.20.0.0/16", GatewayId: "local", State: "active", Origin: "CreateRouteTable" },
      { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-09c8d7e6f5a4b3c21", State: "active", Origin: "CreateRoute" },
    ],
  },
  tags: { Name: "ml-private" },
};

const group = (id: string): DemoDocument => ({
  kind: "security-group",
  document: {
    GroupId: id,
    GroupName: "ml-workloads",
    Description: "Notebooks, jobs and clusters among themselves",
    VpcId: vpcId,
    OwnerId: account,
    IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: id, UserId: account }] }],
    IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  },
  tags: { Name: "ml-workloads" },
});

/** What the team's notebooks, jobs and clusters lie in. */
export const network = (): DemoDocument[] => [...subnets.map(subnet), routes, ...groups.map(group)];
