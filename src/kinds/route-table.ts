import { isObject, type Json } from "../estate/json.ts";
import { elements, flag, optionalText, tags, text, texts, type Spelling } from "./field.ts";
import { ec2Paging, type Kind } from "./kind.ts";
import { ec2 } from "./operation.ts";

/** The one of its VPC that serves every subnet that names no other. */
const isMain: Spelling = {
  path: "Associations",
  as: (value: Json) => (Array.isArray(value) ? value.some((one) => isObject(one) && one["Main"] === true) : undefined),
  reads: ["*.Main"],
};

const textsAt = (value: Json, member: string): string[] | undefined =>
  Array.isArray(value) ? value.flatMap((one) => (isObject(one) && typeof one[member] === "string" ? [one[member]] : [])) : undefined;

/** The association of a main table, or of a gateway, names no subnet. */
const subnetIds: Spelling = { path: "Associations", as: (value) => textsAt(value, "SubnetId"), reads: ["*.SubnetId"] };

/** What a route may lead to, whichever member says so. */
const target = (...members: string[]): string[] => members;

const kind: Kind = {
  name: "route-table",
  title: "Route table",
  plural: "Route tables",
  surrounds: true,
  service: "ec2",
  identity: {
    name: "RouteTableId",
    arn: null,
    template: "route-table/{routeTableId}",
    owner: "OwnerId",
    createdAt: null,
    key: ["routeTableId"],
  },
  fields: {
    routeTableId: text({
      api: "RouteTableId",
      terraform: "id",
      cloudformation: "RouteTableId",
      change: "read-only",
      samples: ["rtb-0a1", "rtb-0b2"],
    }),
    vpcId: text({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0aa"] }),
    // A plan holds no VPC's own route table, unless it manages that one by another type.
    main: flag({ api: isMain, change: "in-place", default: false }),
    // A plan associates by a resource of another type.
    subnetIds: texts({ api: subnetIds, change: "in-place", samples: ["subnet-0a1"] }),
    // Of IPv4, IPv6 and prefix lists; a route without a destination is none.
    routes: elements({
      key: "destination",
      api: ["Routes"],
      terraform: ["route"],
      fields: {
        destination: text({
          api: ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"],
          terraform: ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"],
          change: "in-place",
          samples: ["0.0.0.0/0", "10.0.0.0/16"],
        }),
        // igw-…, vgw-…, vpce-… or local.
        gatewayId: optionalText({ api: "GatewayId", terraform: "gateway_id", change: "in-place", samples: ["igw-0a1", "local"] }),
        natGatewayId: optionalText({ api: "NatGatewayId", terraform: "nat_gateway_id", change: "in-place", samples: ["nat-0a1"] }),
        otherTarget: optionalText({
          api: target(
            "TransitGatewayId",
            "VpcPeeringConnectionId",
            "EgressOnlyInternetGatewayId",
            "CarrierGatewayId",
            "LocalGatewayId",
            "CoreNetworkArn",
            "NetworkInterfaceId",
            "InstanceId",
          ),
          terraform: target(
            "transit_gateway_id",
            "vpc_peering_connection_id",
            "egress_only_gateway_id",
            "carrier_gateway_id",
            "local_gateway_id",
            "core_network_arn",
            "network_interface_id",
            "vpc_endpoint_id",
          ),
          change: "in-place",
          samples: ["tgw-0a1"],
        }),
        // `blackhole`: what it leads to is gone.
        state: optionalText({ api: "State", change: "read-only", runtime: true, samples: ["active", "blackhole"] }),
      },
    }),
    tags,
  },
  list: {
    operation: ec2("DescribeRouteTables"),
    items: "RouteTables",
    ...ec2Paging(100),
    gives: ["RouteTableId", "VpcId", "OwnerId", "Associations", "Routes", "Tags"],
  },
  describe: [],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_route_table" },
  cloudformation: { type: "AWS::EC2::RouteTable" },
};

export default kind;
