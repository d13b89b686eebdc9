import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, read } from "./templates.ts";

const trust = (Principal: Json, more: JsonObject = {}): JsonObject => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more }],
});
const document = (...Statement: Json[]): JsonObject => ({ Version: "2012-10-17", Statement });
const allow = (Action: Json, Resource: Json, more: JsonObject = {}): JsonObject => ({ Effect: "Allow", Action, Resource, ...more });

/** A role that SageMaker may put on. */
const role = (properties: JsonObject = {}): JsonObject => ({
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: trust({ Service: "sagemaker.amazonaws.com" }), ...properties },
});
const inline = (...Statement: Json[]): JsonObject => ({ Policies: [{ PolicyName: "work", PolicyDocument: document(...Statement) }] });
const policy = (owners: JsonObject, ...Statement: Json[]): JsonObject => ({
  Type: "AWS::IAM::Policy",
  Properties: { PolicyName: "beside", PolicyDocument: document(...Statement), ...owners },
});
const everything = allow("*", "*");

const template = (Resources: JsonObject, sections: JsonObject = {}): string => JSON.stringify({ ...sections, Resources });
const said = (rule: string, Resources: JsonObject, sections: JsonObject = {}): string | undefined =>
  verdictsOf(read(template(Resources, sections)), rule)["Role"];

describe("A role of a template is judged by what is written into it and beside it", () => {
  it.each<[string, JsonObject]>([
    ["inline", { Role: role(inline(everything)) }],
    [
      "as the text of a document",
      { Role: role({ Policies: [{ PolicyName: "p", PolicyDocument: JSON.stringify(document(everything)) }] }) },
    ],
    [
      "in a policy of AWS's",
      { Role: role({ ManagedPolicyArns: [{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess" }] }) },
    ],
    ["in a policy that names it", { Role: role(), Beside: policy({ Roles: [{ Ref: "Role" }] }, everything) }],
    ["in a policy that names it as the author does", { Role: role({ RoleName: "Role" }), Beside: policy({ Roles: ["Role"] }, everything) }],
    [
      "in a RolePolicy",
      {
        Role: role(),
        Beside: {
          Type: "AWS::IAM::RolePolicy",
          Properties: { PolicyName: "p", RoleName: { Ref: "Role" }, PolicyDocument: document(everything) },
        },
      },
    ],
    [
      "in a managed policy that it names",
      {
        Role: role({ ManagedPolicyArns: [{ Ref: "Managed" }] }),
        Managed: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document(everything) } },
      },
    ],
    [
      "in a managed policy that names it",
      {
        Role: role(),
        Managed: { Type: "AWS::IAM::ManagedPolicy", Properties: { Roles: [{ Ref: "Role" }], PolicyDocument: document(everything) } },
      },
    ],
  ])("%s", (_, resources) => expect(said("role-administrator", resources)).toBe("fail"));

  it("and by nothing that is another's, or within its boundary", () => {
    expect(said("role-administrator", { Role: role(), Other: role(), Beside: policy({ Roles: [{ Ref: "Other" }] }, everything) })).toBe(
      "pass",
    );
    const boundary = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document(allow("s3:*", "*")) } };
    const bounded = role({ ...inline(everything), PermissionsBoundary: { Ref: "Boundary" } });
    expect(said("role-administrator", { Role: bounded, Boundary: boundary })).toBe("pass");
  });

  it("and in a nested stack that is given its name", () => {
    const outer = template({
      Role: role(),
      Sub: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "sub.json", Parameters: { Name: { Ref: "Role" } } } },
    });
    const inner = template({ Beside: policy({ Roles: [{ Ref: "Name" }] }, everything) }, { Parameters: { Name: { Type: "String" } } });
    expect(verdictsOf(read(outer, { files: { "infra/sub.json": inner } }), "role-administrator")["Role"]).toBe("fail");
  });
});

describe("What is not known of a role's policies", () => {
  const open: JsonObject = { Parameters: { Open: { Type: "String" } }, Conditions: { Perhaps: { "Fn::Equals": [{ Ref: "Open" }, "x"] } } };

  it.each<[string, JsonObject, JsonObject?]>([
    ["an action", { Role: role(inline(allow({ Ref: "Open" }, "*"))) }],
    ["an effect", { Role: role(inline({ ...everything, Effect: { Ref: "Open" } })) }],
    ["a resource that a parameter gives", { Role: role(inline(allow("*", { Ref: "Open" }))) }],
    ["a document", { Role: role({ Policies: [{ PolicyName: "p", PolicyDocument: { Ref: "Open" } }] }) }],
    ["all of them", { Role: role({ Policies: { "Fn::If": ["Perhaps", [], { Ref: "AWS::NoValue" }] } }) }],
    [
      "a policy that is perhaps there",
      { Role: role(), Beside: { ...policy({ Roles: [{ Ref: "Role" }] }, everything), Condition: "Perhaps" } },
    ],
    [
      "a policy that is perhaps the role's",
      { Role: role(), Beside: policy({ Roles: [{ "Fn::If": ["Perhaps", { Ref: "Role" }, "x"] }] }, everything) },
    ],
    ["an attached policy", { Role: role({ ManagedPolicyArns: [{ "Fn::ImportValue": "wide" }] }) }],
    ["the attached policies", { Role: role({ ManagedPolicyArns: { Ref: "Open" } }) }],
  ])("leaves it unknown: %s", (_, resources) => expect(said("role-administrator", resources, open)).toBe("unknown"));

  it("hides nothing of what else is known", () => {
    const statements = [allow("s3:GetObject", { Ref: "Open" }), everything];
    expect(said("role-administrator", { Role: role(inline(...statements)) }, open)).toBe("fail");
    expect(said("role-administrator", { Role: role(inline(allow("s3:GetObject", { Ref: "Open" }))) }, open)).toBe("pass");
    expect(said("role-buckets", { Role: role(inline(allow("s3:GetObject", { Ref: "Open" }))) }, open)).toBe("unknown");
  });

  it("is nothing of a role whose name CloudFormation makes up, where a parameter names the owner", () => {
    const beside = policy({ Roles: [{ Ref: "Open" }] }, everything);
    expect(said("role-administrator", { Role: role(), Beside: beside }, open)).toBe("pass");
    const name = { "Fn::Sub": "${AWS::StackName}-role" };
    expect(said("role-administrator", { Role: role({ RoleName: name }), Beside: beside }, open)).toBe("unknown");
  });
});

describe("What a template makes is one thing, and nobody else's", () => {
  const bucket: JsonObject = { Type: "AWS::S3::Bucket" };
  const its = { "Fn::GetAtt": ["Data", "Arn"] };
  const within = { "Fn::Sub": "${Data.Arn}/*" };

  it("so that who reaches a bucket of the template reaches no other", () => {
    const reach = [allow(["s3:GetObject", "s3:ListBucket"], [its, within, { "Fn::Sub": "arn:aws:s3:::${Data}/*" }])];
    expect(said("role-buckets", { Role: role(inline(...reach)), Data: bucket })).toBe("pass");
    expect(said("guessable-buckets", { Role: role(inline(...reach)), Data: bucket })).toBe("pass");
  });

  it("so that who passes on its roles passes on no other", () => {
    const pass = (resource: Json): JsonObject => role(inline(allow("iam:PassRole", resource)));
    expect(said("role-passes-any-role", { Role: pass({ "Fn::GetAtt": ["Other", "Arn"] }), Other: role() })).toBe("pass");
    expect(said("role-passes-any-role", { Role: pass({ "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/*" }) })).toBe("fail");
  });

  it("but a role may be allowed to change itself", () => {
    const change = {
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: "p",
        Roles: [{ Ref: "Role" }],
        PolicyDocument: document(allow("iam:PutRolePolicy", { "Fn::GetAtt": ["Role", "Arn"] })),
      },
    };
    expect(said("role-ways-up", { Role: role(), Change: change })).toBe("unknown");
  });

  it("and what a custom resource gives may be anything", () => {
    const custom = { Type: "Custom::Bucket", Properties: { ServiceToken: "arn:aws:lambda:eu-central-1:111122223333:function:f" } };
    const reach = allow("s3:GetObject", { "Fn::GetAtt": ["Custom", "Arn"] });
    expect(said("role-buckets", { Role: role(inline(reach)), Custom: custom })).toBe("unknown");
  });

  it("and a region or an account that nobody gave is its own", () => {
    const presigned = allow("sagemaker:CreatePresignedNotebookInstanceUrl", {
      "Fn::Sub": "arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:notebook-instance/*",
    });
    expect(said("presigned-access", { Role: role(inline(presigned)) })).toBe("fail");
    const guarded = { Condition: { StringEquals: { "aws:ResourceAccount": { Ref: "AWS::AccountId" } } } };
    expect(said("guessable-buckets", { Role: role(inline(allow("s3:GetObject", "arn:aws:s3:::sagemaker-*", guarded))) })).toBe("pass");
    expect(said("guessable-buckets", { Role: role(inline(allow("s3:GetObject", "arn:aws:s3:::sagemaker-*"))) })).toBe("fail");
  });
});

describe("Whom a role of a template lets in", () => {
  const trusting = (principal: Json, more: JsonObject = {}): JsonObject => ({
    Role: role({ AssumeRolePolicyDocument: trust(principal, more) }),
  });
  const root = { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root" };

  it.each<[string, string | undefined, JsonObject]>([
    ["the service, in whatever region", "pass", trusting({ Service: { "Fn::Sub": "sagemaker.${AWS::Region}.${AWS::URLSuffix}" } })],
    ["its own account", "pass", trusting({ Service: "sagemaker.amazonaws.com", AWS: root })],
    ["everybody", "fail", trusting({ Service: "sagemaker.amazonaws.com", AWS: "*" })],
    ["somebody that a parameter names", "unknown", trusting({ Service: "sagemaker.amazonaws.com", AWS: { Ref: "Open" } })],
    ["no service of machine learning", "not-applicable", trusting({ Service: "lambda.amazonaws.com" })],
    [
      "everybody, on a condition that is not known",
      "unknown",
      trusting(
        { Service: "sagemaker.amazonaws.com", AWS: "*" },
        { Condition: { StringEquals: { "aws:PrincipalOrgID": { Ref: "Open" } } } },
      ),
    ],
  ])("%s: %s", (_, verdict, resources) =>
    expect(said("role-trust-open", resources, { Parameters: { Open: { Type: "String" } } })).toBe(verdict),
  );
});

describe("Users and groups of a template", () => {
  const user = (properties: JsonObject = {}): JsonObject => ({ Type: "AWS::IAM::User", Properties: { UserName: "ada", ...properties } });
  const minting = allow("sagemaker:CreatePresignedNotebookInstanceUrl", "*");
  const denying = { Effect: "Deny", Action: "sagemaker:CreatePresigned*", Resource: "*" };
  const presigned = (Resources: JsonObject): Record<string, string> => verdictsOf(read(template(Resources)), "presigned-access");

  it("are judged by what is theirs, and a user by what groups deny", () => {
    const group: JsonObject = { Type: "AWS::IAM::Group", Properties: inline(denying) };
    const added = { Type: "AWS::IAM::UserToGroupAddition", Properties: { GroupName: { Ref: "Denied" }, Users: [{ Ref: "Ada" }] } };
    expect(presigned({ Ada: user(inline(minting)) })).toMatchObject({ ada: "fail" });
    expect(presigned({ Ada: user(inline(minting)), Denied: group, Added: added })).toMatchObject({ ada: "pass" });
    expect(presigned({ Ada: user({ ...inline(minting), Groups: [{ Ref: "Denied" }] }), Denied: group })).toMatchObject({ ada: "pass" });
    expect(presigned({ Minting: { Type: "AWS::IAM::Group", Properties: { GroupName: "lab", ...inline(minting) } } })).toMatchObject({
      lab: "fail",
    });
  });
});

describe("The statements of a template", () => {
  const yaml = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          Effect: Allow
          Principal: { Service: [sagemaker.amazonaws.com, lambda.amazonaws.com] }
          Action: sts:AssumeRole
      Policies:
        - PolicyName: !Sub "\${AWS::StackName}-work"
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - { Effect: Allow, Action: "s3:ListBucket", Resource: "*" }
  Beside:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: beside
      Roles: [!Ref Role]
      PolicyDocument:
        Statement:
          - { Effect: Deny, Action: ["iam:*", !Ref Open], Resource: "*" }
`;

  it("stand where their authors wrote them", () => {
    const { positions = {} } = byId(read(yaml), "Role");
    const line = (pointer: string): number | undefined => positions[pointer]?.line;
    expect([line("/trust/0"), line("/statements/0"), line("/statements/1")]).toEqual([6, 15, 23]);
  });

  it("are known part by part", () => {
    const { config, unknown } = byId(read(yaml), "Role");
    expect(config["statements"]).toMatchObject([
      { id: "policy-1/statement-1", effect: "Allow", actions: ["s3:ListBucket"], variables: true },
      { id: "beside/statement-1", policy: "beside", effect: "Deny", actions: ["iam:*", ""], variables: false },
    ]);
    expect(Object.keys(unknown).filter((pointer) => pointer.startsWith("/statements"))).toEqual([
      "/statements/0/policy",
      "/statements/1/actions/1",
    ]);
  });
});
