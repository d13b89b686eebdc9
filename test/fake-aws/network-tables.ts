import { awsError } from "./errors.ts";
import { word, type Table } from "./table.ts";

/** Most of EC2 is listed whole, and described by its list alone. */
const listed = (kind: string, stem: string, more: Partial<Table> = {}): Table => ({
  kind,
  service: "ec2",
  list: `Describe${stem}s`,
  items: `${stem}s`,
  key: { [`${stem}Id`]: `${stem}Id` },
  arnMember: undefined,
  arn: (document, place) =>
    `arn:${place.partition}:ec2:${place.region}:${word(document, "OwnerId") || place.account}:${kind}/${word(document, `${stem}Id`)}`,
  status: undefined,
  created: `${stem}Id`,
  tagsIn: "Tags",
  notFound: () => awsError(`Invalid${stem}ID.NotFound`, "It does not exist"),
  ...more,
});

export const networkTables: readonly Table[] = [
  listed("subnet", "Subnet", { arnMember: "SubnetArn" }),
  listed("route-table", "RouteTable"),
  listed("security-group", "SecurityGroup", {
    key: { GroupId: "GroupId" },
    created: "GroupId",
    arnMember: "SecurityGroupArn",
    arn: (document, place) =>
      `arn:${place.partition}:ec2:${place.region}:${word(document, "OwnerId") || place.account}:security-group/${word(document, "GroupId")}`,
  }),
  listed("vpc-endpoint", "VpcEndpoint", { created: "CreationTimestamp" }),
  listed("ec2-notebook", "Instance", {
    items: "Reservations[*].Instances",
    arn: (document, place) => `arn:${place.partition}:ec2:${place.region}:${place.account}:instance/${word(document, "InstanceId")}`,
    status: "State.Name",
    created: "LaunchTime",
    // Answered together with those of all others; `OpenGroups` are groups that no seed of their own describes.
    beside: [
      { operation: "DescribeInstanceAttribute", members: ["UserData"] },
      { operation: "DescribeVolumes", members: ["Volumes"] },
      { operation: "DescribeImages", members: ["Images"] },
      { operation: "DescribeSecurityGroups", members: ["OpenGroups"] },
    ],
  }),
  {
    kind: "emr-block-public-access",
    service: "emr",
    list: "GetBlockPublicAccessConfiguration",
    items: "",
    key: {},
    arnMember: undefined,
    arn: (_, place) => `arn:${place.partition}:elasticmapreduce:${place.region}:${place.account}:block-public-access-configuration`,
    status: undefined,
    created: "BlockPublicAccessConfigurationMetadata.CreationDateTime",
    notFound: () => awsError("InvalidRequestException", "It does not exist."),
  },
  {
    kind: "emr-serverless-application",
    service: "emr-serverless",
    list: "ListApplications",
    items: "applications",
    describe: "GetApplication",
    root: "application",
    key: { applicationId: "applicationId" },
    arnMember: "arn",
    arn: (document, place) =>
      `arn:${place.partition}:emr-serverless:${place.region}:${place.account}:/applications/${word(document, "applicationId")}`,
    status: "state",
    created: "createdAt",
    summary: (document) => ({ id: document["applicationId"] ?? null }),
    notFound: (_, document) => awsError("ResourceNotFoundException", `Application ${word(document, "applicationId")} does not exist.`, 404),
  },
];
