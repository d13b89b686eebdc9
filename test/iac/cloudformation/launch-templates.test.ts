import { describe, expect, it } from "vitest";
import type { Estate } from "../../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, read } from "./templates.ts";

const jupyter = Buffer.from("#!/bin/bash\njupyter lab --ip 0.0.0.0 --port 8888\n").toString("base64");
const newest = { "Fn::GetAtt": ["Lt", "LatestVersionNumber"] };
const byRef: JsonObject = { LaunchTemplateId: { Ref: "Lt" }, Version: newest };

type Launched = { data?: JsonObject; by?: Json; own?: JsonObject; lt?: JsonObject; sections?: JsonObject };

const launched = ({ data = {}, by = byRef, own = {}, lt = {}, sections = {} }: Launched): Estate =>
  read(
    JSON.stringify({
      ...sections,
      Resources: {
        Lt: { Type: "AWS::EC2::LaunchTemplate", ...lt, Properties: { LaunchTemplateName: "lab", LaunchTemplateData: data } },
        Nb: {
          Type: "AWS::EC2::Instance",
          Properties: { ImageId: "ami-1", InstanceType: "g5.xlarge", UserData: jupyter, LaunchTemplate: by, ...own },
        },
      },
    }),
  );

const imds = { MetadataOptions: { HttpTokens: "required" } };
const said = (rule: string, launch: Launched): string | undefined => verdictsOf(launched(launch), rule)["Nb"];

describe("An instance with a launch template of its own template", () => {
  it.each([
    ["by a reference", byRef],
    ["by its id", { LaunchTemplateId: { "Fn::GetAtt": "Lt.LaunchTemplateId" }, Version: newest }],
    ["by its name, as CDK does", { LaunchTemplateName: "lab", Version: newest }],
    ["whatever is newest", { LaunchTemplateName: "lab", Version: "$Latest" }],
  ])("has from it what it does not say itself, named %s", (_, by) => {
    expect(said("ec2-notebook-imdsv2", { data: imds, by })).toBe("pass");
    expect(said("ec2-notebook-imdsv2", { data: { MetadataOptions: { HttpTokens: "optional" } }, by })).toBe("fail");
  });

  it.each([
    ["another version", { LaunchTemplateName: "lab", Version: "1" }],
    [
      "the default version, which an update leaves as it was",
      { LaunchTemplateName: "lab", Version: { "Fn::GetAtt": "Lt.DefaultVersionNumber" } },
    ],
    ["no version", { LaunchTemplateName: "lab" }],
    ["another template", { LaunchTemplateName: "other", Version: "$Latest" }],
  ])("says nothing of what it may have from %s", (_, by) => {
    expect(said("ec2-notebook-imdsv2", { data: imds, by })).toBe("unknown");
  });

  it("says nothing of it where nobody knows whether the template is there, or what is in it", () => {
    const sections = { Parameters: { P: { Type: "String" } }, Conditions: { C: { "Fn::Equals": [{ Ref: "P" }, "x"] } } };
    expect(said("ec2-notebook-imdsv2", { data: imds, lt: { Condition: "C" }, sections })).toBe("unknown");
    expect(said("ec2-notebook-imdsv2", { data: { "Fn::If": ["C", imds, { Ref: "P" }] }, sections })).toBe("unknown");
  });

  it("has its profile, its groups and its address from it, and its own where it says them itself", () => {
    const data = {
      ...imds,
      IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/lab-profile" },
      NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: ["sg-1"], SubnetId: "subnet-1" }],
      KeyName: "ada",
    };
    const taken = {
      instanceProfileName: "lab-profile",
      hasPublicIp: true,
      securityGroupIds: ["sg-1"],
      subnetId: "subnet-1",
      keyName: "ada",
    };
    expect(byId(launched({ data }), "Nb").config).toMatchObject(taken);
    expect(byId(launched({ data: { IamInstanceProfile: { Name: "other" } } }), "Nb").config).toMatchObject({
      instanceProfileName: "other",
    });
    const own = { KeyName: "eve", IamInstanceProfile: "mine" };
    expect(byId(launched({ data, own }), "Nb").config).toMatchObject({ keyName: "eve", instanceProfileName: "mine" });
  });

  it("is not told by what both say of volumes, metadata and interfaces, of which AWS takes some of each", () => {
    expect(said("ec2-notebook-imdsv2", { data: imds, own: { MetadataOptions: { HttpEndpoint: "enabled" } } })).toBe("unknown");
    const { unknown } = byId(launched({ data: { NetworkInterfaces: [] }, own: { NetworkInterfaces: [{ SubnetId: "subnet-1" }] } }), "Nb");
    expect(unknown["/subnetId"]?.detail).toBe("its launch template says something of it too");
  });

  it("bears the tags of both, its own before the template's", () => {
    const tag = (Key: string, Value: string): JsonObject => ({ Key, Value });
    const TagSpecifications = [
      { ResourceType: "instance", Tags: [tag("project", "churn"), tag("user", "ada")] },
      { ResourceType: "volume", Tags: [tag("system", "x")] },
    ];
    const { config, unknown } = byId(launched({ data: { TagSpecifications }, own: { Tags: [tag("user", "eve")] } }), "Nb");
    expect(config["tags"]).toEqual({ project: "churn", user: "eve" });
    expect(unknown["/tags/-"]).toBeUndefined();
  });

  it("is found to be a notebook by what its template starts", () => {
    const found = launched({ data: { UserData: jupyter }, own: { UserData: { Ref: "AWS::NoValue" } } });
    expect(found.resources.map(({ kind, id }) => [kind, id])).toEqual([["ec2-notebook", "Nb"]]);
    expect(launched({ own: { UserData: { Ref: "AWS::NoValue" } } }).resources).toEqual([]);
  });
});
