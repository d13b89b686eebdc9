import { elements, optionalCount, optionalText, tags, text, texts, type ElementList, type LeafList } from "./field.ts";
import { type Beside, ec2Paging, type Kind } from "./kind.ts";
import { ec2 } from "./operation.ts";
import { ruleName } from "./rule-name.ts";

/** Who is let in, or may be reached. */
const parties = (side: "Source" | "Destination"): Record<string, LeafList> => ({
  cidrBlocks: texts({
    api: "IpRanges[*].CidrIp",
    terraform: "cidr_blocks",
    cloudformation: ["CidrIp"],
    change: "in-place",
    samples: ["10.0.0.0/8", "0.0.0.0/0"],
  }),
  ipv6CidrBlocks: texts({
    api: "Ipv6Ranges[*].CidrIpv6",
    terraform: "ipv6_cidr_blocks",
    cloudformation: ["CidrIpv6"],
    change: "in-place",
    samples: ["::/0"],
  }),
  prefixListIds: texts({
    api: "PrefixListIds[*].PrefixListId",
    terraform: "prefix_list_ids",
    cloudformation: [`${side}PrefixListId`],
    change: "in-place",
    samples: ["pl-0a1"],
  }),
  // Of a rule that names its own group, Terraform says `self` instead.
  groupIds: texts({
    api: "UserIdGroupPairs[*].GroupId",
    terraform: "security_groups",
    cloudformation: [`${side}SecurityGroupId`],
    change: "in-place",
    samples: ["sg-0c3"],
  }),
});

/** AWS groups rules by protocol and ports; who is let in is in four lists. */
const rules = (api: string, terraform: string, cloudformation: string): ElementList =>
  elements({
    key: "rule",
    api: [api],
    terraform: [terraform],
    cloudformation: [cloudformation],
    fields: {
      // What a rule is called in evidence: `tcp 8888`, `tcp 8000-9000`, `all`.
      rule: text({
        api: { path: "", as: ruleName("IpProtocol", "FromPort", "ToPort"), reads: ["IpProtocol", "FromPort", "ToPort"] },
        terraform: { path: "", as: ruleName("protocol", "from_port", "to_port"), reads: ["protocol", "from_port", "to_port"] },
        cloudformation: { path: "", as: ruleName("IpProtocol", "FromPort", "ToPort"), reads: ["IpProtocol", "FromPort", "ToPort"] },
        change: "in-place",
        samples: ["tcp 8888", "all"],
      }),
      // `-1`: all of them, and then there are no ports.
      protocol: text({
        api: "IpProtocol",
        terraform: "protocol",
        cloudformation: { path: "IpProtocol", as: String },
        change: "in-place",
        samples: ["tcp", "-1"],
      }),
      fromPort: optionalCount({
        api: "FromPort",
        terraform: "from_port",
        cloudformation: "FromPort",
        change: "in-place",
        samples: [8888, 22],
      }),
      toPort: optionalCount({ api: "ToPort", terraform: "to_port", cloudformation: "ToPort", change: "in-place", samples: [8888, 22] }),
      ...parties(api === "IpPermissions" ? "Source" : "Destination"),
    },
  });

const ports = { from_port: "from_port", to_port: "to_port" } as const;
const ofGroup = { of: "security_group_id", owner: "id", merges: true } as const;

/** Terraform writes rules as resources of their own, of an older and a newer type. */
const ofSide = (side: "ingress" | "egress"): Beside[] => [
  {
    ...ofGroup,
    type: "aws_security_group_rule",
    where: ["type", side],
    into: side,
    gives: {
      protocol: "protocol",
      ...ports,
      cidr_blocks: "cidr_blocks",
      ipv6_cidr_blocks: "ipv6_cidr_blocks",
      prefix_list_ids: "prefix_list_ids",
      security_groups: ["source_security_group_id"],
    },
    refers: "source_security_group_id",
  },
  {
    ...ofGroup,
    type: `aws_vpc_security_group_${side}_rule`,
    into: side,
    gives: {
      protocol: "ip_protocol",
      ...ports,
      cidr_blocks: ["cidr_ipv4"],
      ipv6_cidr_blocks: ["cidr_ipv6"],
      prefix_list_ids: ["prefix_list_id"],
      security_groups: ["referenced_security_group_id"],
    },
    refers: "referenced_security_group_id",
  },
];

const kind: Kind = {
  name: "security-group",
  title: "Security group",
  plural: "Security groups",
  surrounds: true,
  service: "ec2",
  identity: {
    name: "GroupName",
    arn: "SecurityGroupArn",
    template: "security-group/{groupId}",
    owner: "OwnerId",
    createdAt: null,
    key: ["groupId"],
  },
  fields: {
    groupId: text({ api: "GroupId", terraform: "id", cloudformation: "GroupId", change: "read-only", samples: ["sg-0c3", "sg-0d4"] }),
    name: text({ api: "GroupName", terraform: "name", cloudformation: "GroupName", change: "recreate", samples: ["notebooks", "default"] }),
    description: optionalText({
      api: "Description",
      terraform: "description",
      cloudformation: "GroupDescription",
      change: "recreate",
      samples: ["Notebooks of the churn project"],
    }),
    vpcId: optionalText({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0aa"] }),
    ingress: rules("IpPermissions", "ingress", "SecurityGroupIngress"),
    egress: rules("IpPermissionsEgress", "egress", "SecurityGroupEgress"),
    tags,
  },
  list: {
    operation: ec2("DescribeSecurityGroups"),
    items: "SecurityGroups",
    ...ec2Paging(1000),
    gives: ["GroupId", "GroupName", "Description", "VpcId", "SecurityGroupArn", "OwnerId", "IpPermissions", "IpPermissionsEgress", "Tags"],
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
  terraform: { type: "aws_security_group", beside: [...ofSide("ingress"), ...ofSide("egress")] },
  cloudformation: { type: "AWS::EC2::SecurityGroup" },
};

export default kind;
