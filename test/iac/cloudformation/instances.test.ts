import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import type { Resource } from "../../../src/estate/estate.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, read } from "./templates.ts";

const sections: JsonObject = { Parameters: { Open: { Type: "String" } } };
const jupyter = { ImageId: "ami-0f6", InstanceType: "g5.xlarge", Tags: [{ Key: "Name", Value: "jupyter of ada" }] };

const instance = (properties: JsonObject): string =>
  JSON.stringify({ ...sections, Resources: { Nb: { Type: "AWS::EC2::Instance", Properties: { ...jupyter, ...properties } } } });
const told = (properties: JsonObject): Resource => byId(read(instance(properties)), "Nb");
const said = (rule: string, properties: JsonObject): string | undefined => verdictsOf(read(instance(properties)), rule)["Nb"];

describe("An instance of a template", () => {
  it("lies where its first network interface does", () => {
    const first = { DeviceIndex: 0, SubnetId: "subnet-0a1", GroupSet: ["sg-0c3"], AssociatePublicIpAddress: "true" };
    const { config } = told({ NetworkInterfaces: [{ DeviceIndex: "1", SubnetId: "subnet-0b2", AssociatePublicIpAddress: false }, first] });
    expect(config).toMatchObject({ subnetId: "subnet-0a1", securityGroupIds: ["sg-0c3"], hasPublicIp: true });
  });

  it("lies nobody knows where, if its interface exists already, or nobody knows which is the first", () => {
    const unknown = (NetworkInterfaces: JsonObject["x"]): unknown => {
      const { config, unknown: why } = told({ NetworkInterfaces: NetworkInterfaces ?? null });
      return [config["subnetId"], why["/subnetId"]?.reason, why["/securityGroupIds"]?.reason, why["/hasPublicIp"]?.reason];
    };
    const hidden = [undefined, "unresolved", "unresolved", "unresolved"];
    expect(unknown([{ DeviceIndex: "0", NetworkInterfaceId: "eni-1" }])).toEqual(hidden);
    expect(
      unknown([
        { DeviceIndex: { Ref: "Open" }, SubnetId: "subnet-1" },
        { DeviceIndex: "1", SubnetId: "subnet-2" },
      ]),
    ).toEqual(hidden);
    expect(unknown({ Ref: "Open" })).toEqual(hidden);
  });

  it("has its own subnet and groups where it has no interfaces", () => {
    expect(told({ SubnetId: "subnet-1", SecurityGroupIds: ["sg-1"] }).config).toMatchObject({
      subnetId: "subnet-1",
      securityGroupIds: ["sg-1"],
    });
    expect(told({}).config).toMatchObject({ subnetId: null, securityGroupIds: [] });
    expect(told({ SecurityGroups: ["default"] }).unknown["/securityGroupIds"]?.reason).toBe("unresolved");
  });

  it("has a public address if its subnet says so, where nobody else does", () => {
    for (const properties of [{ SubnetId: "subnet-1" }, { NetworkInterfaces: [{ DeviceIndex: "0", SubnetId: "subnet-1" }] }])
      expect(told(properties).unknown["/hasPublicIp"]?.detail).toBe("its subnet decides whether it has a public address");
  });

  it("says nothing of what its launch template may say", () => {
    const { config, unknown } = told({ LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "1" }, KeyName: "ada" });
    expect([config["keyName"], unknown["/subnetId"]?.reason, unknown["/instanceProfileName"]?.reason]).toEqual([
      "ada",
      "unresolved",
      "unresolved",
    ]);
  });

  it("fails by a volume that it writes, and passes by none that comes with its image", () => {
    const mapped = (Encrypted: boolean): JsonObject => ({
      BlockDeviceMappings: [
        { DeviceName: "/dev/xvda", Ebs: { Encrypted } },
        { DeviceName: "b", NoDevice: {} },
      ],
    });
    expect(
      ["none", mapped(true), mapped(false)].map((own) => said("ec2-notebook-volume-encryption", typeof own === "string" ? {} : own)),
    ).toEqual(["unknown", "unknown", "fail"]);
  });

  it("asks for tokens as it says, and as its image does where it says nothing", () => {
    expect(
      [
        {},
        { MetadataOptions: { HttpEndpoint: "enabled" } },
        { MetadataOptions: { HttpTokens: "optional" } },
        { MetadataOptions: { HttpTokens: "required" } },
      ].map((own) => said("ec2-notebook-imdsv2", own)),
    ).toEqual(["unknown", "unknown", "fail", "pass"]);
  });
});

describe("A role that machines wear by a profile", () => {
  const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] };
  const role = {
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: trust, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
  };
  const profile = (properties: JsonObject = {}): JsonObject => ({
    Type: "AWS::IAM::InstanceProfile",
    Properties: { Roles: [{ Ref: "Role" }], ...properties },
  });
  const cluster = (JobFlowRole: JsonObject["x"]): JsonObject => ({
    Type: "AWS::EMR::Cluster",
    Properties: { Name: "spark", ReleaseLabel: "emr-7.0.0", JobFlowRole: JobFlowRole ?? null, Instances: { Ec2SubnetId: "subnet-1" } },
  });
  const judged = (others: JsonObject): string | undefined =>
    verdictsOf(read(JSON.stringify({ Resources: { Role: role, ...others } })), "role-administrator")["Role"];

  it("is judged with the clusters and notebooks of its template", () => {
    expect(judged({ Profile: profile(), Emr: cluster({ Ref: "Profile" }) })).toBe("fail");
    expect(judged({ Profile: profile({ InstanceProfileName: "nodes" }), Emr: cluster("nodes") })).toBe("fail");
    const notebook = { Type: "AWS::EC2::Instance", Properties: { ...jupyter, IamInstanceProfile: { Ref: "Profile" } } };
    expect(judged({ Profile: profile(), Nb: notebook })).toBe("fail");
  });

  it("reaches any bucket by the policy that EMR gives to its nodes by default", () => {
    const policy = "arn:aws:iam::aws:policy/service-role/AmazonElasticMapReduceforEC2Role";
    const nodes = { ...role, Properties: { ...role.Properties, ManagedPolicyArns: [policy] } };
    const template = { Resources: { Role: nodes, Profile: profile(), Emr: cluster({ Ref: "Profile" }) } };
    expect(verdictsOf(read(JSON.stringify(template)), "role-buckets")["Role"]).toBe("fail");
  });

  it("is not where nothing of machine learning may wear it", () => {
    expect(judged({ Profile: profile() })).toBe("not-applicable");
    expect(judged({ Profile: profile(), Emr: cluster("others") })).toBe("not-applicable");
  });
});

it("The tags of a file system stand in a property of their own", () => {
  const system = { Type: "AWS::EFS::FileSystem", Properties: { FileSystemTags: [{ Key: "project", Value: "churn" }] } };
  expect(byId(read(JSON.stringify({ Resources: { Home: system } })), "Home").config["tags"]).toEqual({ project: "churn" });
});
