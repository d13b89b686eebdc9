import { optionalFlag, optionalText, tags, text, texts } from "./field.ts";
import { ec2Paging, type Kind } from "./kind.ts";
import { ec2 } from "./operation.ts";

const kind: Kind = {
  name: "subnet",
  title: "Subnet",
  plural: "Subnets",
  surrounds: true,
  service: "ec2",
  // One that is shared belongs to another account, whose ARN it bears.
  identity: { name: "SubnetId", arn: "SubnetArn", template: "subnet/{subnetId}", owner: "OwnerId", createdAt: null, key: ["subnetId"] },
  fields: {
    subnetId: text({
      api: "SubnetId",
      terraform: "id",
      cloudformation: "SubnetId",
      change: "read-only",
      samples: ["subnet-0a1", "subnet-0b2"],
    }),
    vpcId: text({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0aa"] }),
    // Null: it has IPv6 addresses only.
    cidrBlock: optionalText({
      api: "CidrBlock",
      terraform: "cidr_block",
      cloudformation: "CidrBlock",
      change: "recreate",
      samples: ["10.0.1.0/24", "10.0.2.0/24"],
    }),
    ipv6CidrBlocks: texts({ api: "Ipv6CidrBlockAssociationSet[*].Ipv6CidrBlock", change: "in-place", samples: ["2001:db8:1::/64"] }),
    availabilityZone: optionalText({
      api: "AvailabilityZone",
      terraform: "availability_zone",
      cloudformation: "AvailabilityZone",
      change: "recreate",
      samples: ["eu-central-1a", "eu-central-1b"],
    }),
    mapsPublicIp: optionalFlag({
      api: "MapPublicIpOnLaunch",
      terraform: "map_public_ip_on_launch",
      cloudformation: "MapPublicIpOnLaunch",
      change: "in-place",
    }),
    ownerId: optionalText({ api: "OwnerId", terraform: "owner_id", change: "read-only", samples: ["111122223333"] }),
    tags,
  },
  list: {
    operation: ec2("DescribeSubnets"),
    items: "Subnets",
    ...ec2Paging(1000),
    gives: [
      "SubnetId",
      "SubnetArn",
      "VpcId",
      "CidrBlock",
      "Ipv6CidrBlockAssociationSet",
      "AvailabilityZone",
      "MapPublicIpOnLaunch",
      "OwnerId",
      "Tags",
    ],
  },
  describe: [],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {
    routeTable: { to: "route-table", many: false, on: { "facts.routeTableId": "routeTableId" } },
    endpoints: { to: "vpc-endpoint", many: true, on: { vpcId: "vpcId" } },
  },
  history: null,
  unchanging: null,
  terraform: { type: "aws_subnet" },
  cloudformation: { type: "AWS::EC2::Subnet" },
};

export default kind;
