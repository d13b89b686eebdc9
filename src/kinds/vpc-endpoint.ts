import { canonical } from "../estate/canonical.ts";
import type { Json } from "../estate/json.ts";
import { optionalFlag, optionalText, tags, text, texts, type Spelling } from "./field.ts";
import { documentIn } from "./json-text.ts";
import { ec2Paging, type Kind } from "./kind.ts";
import { ec2 } from "./operation.ts";
import { resourceStatements } from "./policy-statements.ts";
import { principalsAllowed } from "./policy-principals.ts";

/** One spelling of a policy, whoever wrote it. */
const policy = (path: string): Spelling => ({
  path,
  as: (value: Json) => {
    const document = documentIn(value);
    return document === undefined ? undefined : canonical(document);
  },
});

const kind: Kind = {
  name: "vpc-endpoint",
  title: "VPC endpoint",
  plural: "VPC endpoints",
  surrounds: true,
  service: "ec2",
  identity: {
    name: "VpcEndpointId",
    arn: null,
    template: "vpc-endpoint/{endpointId}",
    owner: "OwnerId",
    createdAt: "CreationTimestamp",
    key: ["endpointId"],
  },
  fields: {
    endpointId: text({
      api: "VpcEndpointId",
      terraform: "id",
      cloudformation: "Id",
      change: "read-only",
      samples: ["vpce-0a1", "vpce-0b2"],
    }),
    vpcId: text({ api: "VpcId", terraform: "vpc_id", cloudformation: "VpcId", change: "recreate", samples: ["vpc-0aa"] }),
    serviceName: optionalText({
      api: "ServiceName",
      terraform: "service_name",
      cloudformation: "ServiceName",
      change: "recreate",
      samples: ["com.amazonaws.eu-central-1.sagemaker.api", "com.amazonaws.eu-central-1.s3"],
    }),
    type: text({
      api: "VpcEndpointType",
      terraform: "vpc_endpoint_type",
      cloudformation: "VpcEndpointType",
      change: "recreate",
      default: "Gateway",
      samples: ["Interface", "Gateway"],
    }),
    // AWS says some in small letters, some not.
    state: optionalText({ api: "State", change: "read-only", runtime: true, samples: ["available", "pending"] }),
    // Null: nobody wrote one, and everything is allowed.
    policy: optionalText({
      api: policy("PolicyDocument"),
      terraform: policy("policy"),
      cloudformation: policy("PolicyDocument"),
      change: "in-place",
      samples: ['{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}'],
    }),
    // None: nobody wrote a policy, and everything is allowed.
    statements: resourceStatements({ api: ["PolicyDocument"], terraform: ["policy"], cloudformation: ["PolicyDocument"] }),
    // Whom the policy allows anything; `*` is everybody.
    allowedPrincipals: texts({
      api: principalsAllowed("PolicyDocument"),
      terraform: principalsAllowed("policy"),
      cloudformation: principalsAllowed("PolicyDocument"),
      // In a plan, a policy that nobody wrote is AWS's own, which the plan does not know.
      change: "read-only",
      samples: ["*"],
    }),
    subnetIds: texts({
      api: "SubnetIds",
      terraform: "subnet_ids",
      cloudformation: "SubnetIds",
      change: "in-place",
      samples: ["subnet-0a1"],
    }),
    routeTableIds: texts({
      api: "RouteTableIds",
      terraform: "route_table_ids",
      cloudformation: "RouteTableIds",
      change: "in-place",
      samples: ["rtb-0a1"],
    }),
    securityGroupIds: texts({
      api: "Groups[*].GroupId",
      terraform: "security_group_ids",
      cloudformation: "SecurityGroupIds",
      change: "in-place",
      samples: ["sg-0c3"],
    }),
    privateDns: optionalFlag({
      api: "PrivateDnsEnabled",
      terraform: "private_dns_enabled",
      cloudformation: "PrivateDnsEnabled",
      change: "in-place",
    }),
    tags,
  },
  list: {
    operation: ec2("DescribeVpcEndpoints"),
    items: "VpcEndpoints",
    ...ec2Paging(1000),
    gives: [
      "VpcEndpointId",
      "VpcId",
      "ServiceName",
      "VpcEndpointType",
      "State",
      "PolicyDocument",
      "SubnetIds",
      "RouteTableIds",
      "Groups",
      "PrivateDnsEnabled",
      "OwnerId",
      "CreationTimestamp",
      "Tags",
    ],
  },
  describe: [],
  tags: { from: "description", member: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: { groups: { to: "security-group", many: true, on: { securityGroupIds: "groupId" } } },
  history: null,
  unchanging: null,
  terraform: { type: "aws_vpc_endpoint" },
  cloudformation: { type: "AWS::EC2::VPCEndpoint" },
};

export default kind;
