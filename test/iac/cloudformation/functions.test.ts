import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { comesTo, notebookOf, read, withNotebook } from "./templates.ts";

const sections: JsonObject = {
  Parameters: {
    Key: { Type: "String", Default: "alias/ml" },
    Empty: { Type: "String", Default: "" },
    Number: { Type: "Number", Default: 7 },
    Ids: { Type: "CommaDelimitedList", Default: "a, b,c" },
    Open: { Type: "String" },
    Full: { Type: "String", MinLength: 3 },
    Shaped: { Type: "String", AllowedPattern: "^subnet-[0-9a-f]+$" },
    Shapeless: { Type: "String", AllowedPattern: "(alias/.+)?" },
    Strange: { Type: "String", AllowedPattern: "(?<!" },
    Subnet: { Type: "AWS::EC2::Subnet::Id" },
    Secret: { Type: "String", NoEcho: "true", Default: "hunter2" },
    Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/ml/key" },
  },
  Mappings: { ByRegion: { "eu-central-1": { key: "alias/eu", same: "alias/all" }, "us-east-1": { key: "alias/us", same: "alias/all" } } },
  Conditions: {
    Yes: { "Fn::Equals": [{ Ref: "Number" }, "7"] },
    No: { "Fn::Not": [{ Condition: "Yes" }] },
    Perhaps: { "Fn::Equals": [{ Ref: "Open" }, "x"] },
    Circle: { "Fn::Not": [{ Condition: "Circle" }] },
  },
};

const unresolved = { unknown: "unresolved" };
const later = { unknown: "known-after-apply", set: true };

describe("What a template comes to", () => {
  it.each<[string, Json, Json]>([
    ["a text", "alias/a", "alias/a"],
    ["a number, as text", 12, "12"],
    ["a parameter's default", { Ref: "Key" }, "alias/ml"],
    ["an empty default, which is none", { Ref: "Empty" }, null],
    ["a parameter without a value", { Ref: "Open" }, unresolved],
    ["a parameter without a value that cannot be empty", { Ref: "Full" }, { ...unresolved, set: true }],
    ["a parameter whose pattern asks for something", { Ref: "Shaped" }, { ...unresolved, set: true }],
    ["a parameter whose pattern takes the empty text, too", { Ref: "Shapeless" }, unresolved],
    ["a parameter whose pattern nobody here can read", { Ref: "Strange" }, unresolved],
    ["a parameter that AWS checks", { Ref: "Subnet" }, { ...unresolved, set: true }],
    ["a secret", { Ref: "Secret" }, { unknown: "sensitive", set: true }],
    ["a text with a secret in it", { "Fn::Sub": "x-${Secret}" }, { unknown: "sensitive", set: true }],
    ["what SSM keeps", { Ref: "Stored" }, later],
    ["a secret of Secrets Manager", "{{resolve:secretsmanager:db:SecretString:password}}", { unknown: "sensitive", set: true }],
    ["a parameter of SSM", "{{resolve:ssm:/ml/key}}", later],
    ["nothing", { Ref: "AWS::NoValue" }, null],
    ["what nobody declared", { Ref: "Nobody" }, unresolved],
    ["a pseudo parameter", { Ref: "AWS::Region" }, later],
    ["Fn::Sub", { "Fn::Sub": "${Key}-${Number}" }, "alias/ml-7"],
    ["Fn::Sub with words of its own", { "Fn::Sub": ["${A}/${Key}", { A: { Ref: "Number" } }] }, "7/alias/ml"],
    ["Fn::Sub with a dollar that is meant", { "Fn::Sub": "${!Key}" }, "${Key}"],
    ["Fn::Sub of a part that is not known", { "Fn::Sub": "alias/${AWS::StackName}" }, later],
    [
      "Fn::Sub of the partition, which is the usual one",
      { "Fn::Sub": "arn:${AWS::Partition}:kms.${AWS::URLSuffix}" },
      "arn:aws:kms.amazonaws.com",
    ],
    ["the partition alone, of which something may depend", { Ref: "AWS::Partition" }, later],
    ["Fn::Sub of nothing but what may be empty", { "Fn::Sub": "${Open}" }, unresolved],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "Number" }, { Ref: "AWS::NoValue" }, "b"]] }, "a-7-b"],
    ["Fn::Join of a list", { "Fn::Join": ["+", { Ref: "Ids" }] }, "a+b+c"],
    ["Fn::Join of what is not known", { "Fn::Join": ["-", ["a", { Ref: "Open" }]] }, { ...unresolved, set: true }],
    ["Fn::Select", { "Fn::Select": ["1", { Ref: "Ids" }] }, "b"],
    ["Fn::Select of what is not there", { "Fn::Select": [9, ["a"]] }, unresolved],
    ["Fn::Split", { "Fn::Select": [1, { "Fn::Split": ["/", { Ref: "Key" }] }] }, "ml"],
    ["Fn::FindInMap", { "Fn::FindInMap": ["ByRegion", "us-east-1", "key"] }, "alias/us"],
    ["Fn::FindInMap by what is not known", { "Fn::FindInMap": ["ByRegion", { Ref: "AWS::Region" }, "key"] }, later],
    [
      "Fn::FindInMap by what is not known, where all are alike",
      { "Fn::FindInMap": ["ByRegion", { Ref: "AWS::Region" }, "same"] },
      "alias/all",
    ],
    ["Fn::FindInMap with a default", { "Fn::FindInMap": ["ByRegion", "x", "key", { DefaultValue: "alias/d" }] }, "alias/d"],
    ["Fn::FindInMap of what is not there", { "Fn::FindInMap": ["ByRegion", "x", "key"] }, unresolved],
    ["Fn::Base64", { "Fn::Base64": "hi" }, "aGk="],
    ["Fn::If that holds", { "Fn::If": ["Yes", "a", "b"] }, "a"],
    ["Fn::If that does not", { "Fn::If": ["No", "a", { Ref: "AWS::NoValue" }] }, null],
    ["Fn::If that nobody can tell", { "Fn::If": ["Perhaps", "a", "b"] }, { ...unresolved, set: true }],
    ["Fn::If that nobody can tell, with nothing in one way", { "Fn::If": ["Perhaps", "a", { Ref: "AWS::NoValue" }] }, unresolved],
    ["Fn::If with the same in both ways", { "Fn::If": ["Perhaps", "a", "a"] }, "a"],
    ["Fn::If of no condition", { "Fn::If": ["Nowhere", "a", "b"] }, { ...unresolved, set: true }],
    ["Fn::If of a condition that asks for itself", { "Fn::If": ["Circle", "a", "b"] }, { ...unresolved, set: true }],
    ["Fn::ImportValue", { "Fn::ImportValue": "x" }, later],
    ["Fn::GetAZs", { "Fn::Select": [0, { "Fn::GetAZs": "" }] }, later],
    ["Fn::ToJsonString", { "Fn::ToJsonString": { a: { Ref: "Number" } } }, '{"a":"7"}'],
    ["Fn::Length", { "Fn::Length": { Ref: "Ids" } }, "3"],
    ["a macro", { "Fn::Transform": { Name: "Mine" } }, unresolved],
    ["a function that is not known", { "Fn::New": "x" }, unresolved],
    ["a function that is written wrongly", { "Fn::Join": "x" }, unresolved],
  ])("%s", (_, node, expected) => expect(comesTo(node, sections)).toEqual(expected));

  it("is what was given for a parameter, pseudo parameters too", () => {
    const given = { parameters: { Open: "alias/given", "AWS::Region": "us-gov-west-1", "AWS::AccountId": "111122223333" } };
    expect(comesTo({ Ref: "Open" }, sections, given)).toBe("alias/given");
    expect(comesTo({ "Fn::Sub": "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}" }, sections, given)).toBe(
      "arn:aws-us-gov:kms:us-gov-west-1:111122223333",
    );
    expect(comesTo({ Ref: "Secret" }, sections, { parameters: { Secret: "other" } })).toEqual({ unknown: "sensitive", set: true });
  });

  it("knows of a block what both ways have in common", () => {
    const blocks = ["1", "2"].map((version) => ({ MinimumInstanceMetadataServiceVersion: version }));
    const of = (ways: Json[]): unknown =>
      notebookOf({ InstanceMetadataServiceConfiguration: { "Fn::If": ["Perhaps", ...ways] } }, sections).config["imdsVersion"];
    expect([of([blocks[1] ?? {}, blocks[1] ?? {}]), of(blocks)]).toEqual(["2", undefined]);
  });

  it("decides and, or and not as far as it can", () => {
    const perhaps = { Condition: "Perhaps" };
    const [yes, no] = [{ Condition: "Yes" }, { Condition: "No" }];
    const of = (condition: Json): Json =>
      comesTo(
        { "Fn::If": ["Asked", "a", "b"] },
        { ...sections, Conditions: { ...(sections["Conditions"] as JsonObject), Asked: condition } },
      );
    expect([
      of({ "Fn::And": [yes, no] }),
      of({ "Fn::And": [perhaps, no] }),
      of({ "Fn::Or": [perhaps, yes] }),
      of({ "Fn::Equals": [{ Ref: "Open" }, { Ref: "Open" }] }),
    ]).toEqual(["b", "b", "a", "a"]);
    for (const open of [{ "Fn::And": [perhaps, yes] }, { "Fn::Or": [perhaps, no] }, { "Fn::Not": [perhaps] }])
      expect(of(open)).toEqual({ unknown: "unresolved", set: true });
  });

  it("loses the elements of a list that may have fewer, and keeps those of one that has not", () => {
    const groups = (item: Json): unknown => {
      const { config, unknown } = notebookOf({ SecurityGroupIds: ["sg-1", item] }, sections);
      return config["securityGroupIds"] ?? Object.keys(unknown).filter((pointer) => pointer.startsWith("/securityGroupIds"));
    };
    expect(groups({ "Fn::If": ["No", "sg-2", { Ref: "AWS::NoValue" }] })).toEqual(["sg-1"]);
    expect(groups({ "Fn::If": ["Perhaps", "sg-2", { Ref: "AWS::NoValue" }] })).toEqual(["/securityGroupIds"]);
    expect(groups({ Ref: "Open" })).toEqual(["sg-1", ""]);
  });

  it("refuses what grows without end", () => {
    const levels = Array.from({ length: 30 }, (_, level) => `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`).slice(1);
    const text = `Resources:\n  Nb:\n    Type: AWS::SageMaker::NotebookInstance\n    Properties:\n      X:\n        a0: &a0 x\n${levels.map((line) => `        ${line}`).join("\n")}\n`;
    expect(() => read(text)).toThrow(/grows without end/);
  });

  it("does not mind a property that is called like one of every object", () => {
    expect(() => read(withNotebook({ ["__proto__"]: 1, constructor: { Ref: "toString" } }))).not.toThrow();
  });
});
