import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { account, described, encoded, factsOf, managed, role, trusting } from "./policies/principals.ts";

const allow = (Action: string | string[], Resource: string | string[], more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: string | string[], Condition?: JsonObject): JsonObject => ({
  Effect: "Deny",
  Action,
  Resource: "*",
  ...(Condition ? { Condition } : {}),
});
const full = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";

describe("Which buckets a role reaches", () => {
  it.each<[string, JsonObject[], string, string | null]>([
    ["any, by s3:* on a star", [allow("s3:*", "*", { Sid: "Any" })], "any", "policy data, statement Any"],
    ["any, by reading alone", [allow("s3:getobject", "arn:aws:s3:::*/*")], "any", "policy data, statement 1"],
    ["any, by listing alone", [allow("logs:*", "*"), allow("s3:List*", "arn:aws:s3:::*")], "any", "policy data, statement 2"],
    [
      "any, by all but one",
      [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::payroll/*" }],
      "any",
      "policy data, statement 1",
    ],
    ["any, by all actions but those of IAM", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], "any", "policy data, statement 1"],
    [
      "any of its own account",
      [allow("s3:*", "*", { Condition: { StringEquals: { "aws:ResourceAccount": account } } })],
      "any",
      "policy data, statement 1",
    ],
    [
      "any, though one is denied",
      [allow("s3:*", "*"), { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::payroll/*" }],
      "any",
      "policy data, statement 1",
    ],
    [
      "chosen ones",
      [allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::churn", "arn:aws:s3:::churn/*"])],
      "chosen",
      "policy data, statement 1",
    ],
    ["none, where all is denied", [allow("s3:*", "*"), deny("s3:*")], "none", null],
    ["none", [allow("sagemaker:*", "*")], "none", null],
    ["none, by a permission to make them", [allow("s3:CreateBucket", "*")], "none", null],
  ])("is %s", (_, statements, buckets, bucketsBy) => {
    expect(factsOf([role({ statements })])).toMatchObject({ serves: "sagemaker", buckets, bucketsBy });
  });

  it("is unknown where a denial depends on what nobody knows", () => {
    const statements = [allow("s3:*", "*"), deny("s3:*", { StringNotEquals: { "aws:SourceVpce": "vpce-1" } })];
    expect(factsOf([role({ statements })])).toMatchObject({ buckets: "? unresolved" });
  });

  it("is what the boundary leaves of it", () => {
    const bounded = role({
      statements: [allow("*", "*")],
      more: { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/edge` } },
    });
    const edge = managed("edge", [allow("sagemaker:*", "*"), allow("s3:*", "arn:aws:s3:::churn/*")]);
    expect(factsOf([bounded, edge])).toMatchObject({ administratorBy: null, buckets: "chosen", passesAnyRoleBy: null });
    expect(factsOf([bounded], { "iam-policy": "denied" })).toMatchObject({ administratorBy: "? denied", buckets: "? denied" });
  });

  it("is what hangs on it, be it its account's policy or one of AWS", () => {
    const attached = [`arn:aws:iam::${account}:policy/data`];
    expect(factsOf([role({ attached }), managed("data", [allow("s3:*", "*")])])).toMatchObject({
      buckets: "any",
      bucketsBy: "policy data, statement 1",
    });
    expect(factsOf([role({ attached })], { "iam-policy": "denied" })).toMatchObject({ buckets: "? denied" });
    const another = "arn:aws:iam::aws:policy/AmazonPolicyOfTomorrow";
    const readOnly = managed("AmazonPolicyOfTomorrow", [allow("s3:Get*", "*")], "aws");
    expect(factsOf([role({ attached: [another] }), readOnly])).toMatchObject({ buckets: "any" });
    expect(factsOf([role({ attached: [another] })])).toMatchObject({ buckets: "? unmatched" });
  });

  it("of AWS's own policies is read in the partition of whoever has them", () => {
    const inChina = factsOf([
      role({ attached: [full.replace("arn:aws:", "arn:aws-cn:")], more: { Arn: `arn:aws-cn:iam::${account}:role/lab` } }),
    ]);
    expect(inChina["guessableBucketsBy"]).toBe("policy AmazonSageMakerFullAccess, statement AllowS3ObjectActions");
  });

  it("of AmazonSageMakerFullAccess is on record where nobody read it", () => {
    const seen = factsOf([role({ attached: [full] })]);
    expect(seen).toMatchObject({
      administratorBy: null,
      buckets: "any",
      bucketsBy: "policy AmazonSageMakerFullAccess, statement AllowS3BucketActions",
      guessableBucketsBy: "policy AmazonSageMakerFullAccess, statement AllowS3ObjectActions",
      presignsBy: "policy AmazonSageMakerFullAccess, statement AllowAllNonAdminSageMakerActions",
    });
    expect(seen["waysUp"]).toContain("iam:PassRole with sagemaker:CreateNotebookInstance");
  });
});

describe("Buckets of guessable names", () => {
  const writes = (Resource: string, more: JsonObject = {}): unknown =>
    factsOf([role({ statements: [allow("s3:PutObject", Resource, more)] })])["guessableBucketsBy"];

  it.each<[string, string, JsonObject, string | null]>([
    ["by their beginning", "arn:aws:s3:::sagemaker-*/*", {}, "policy data, statement 1"],
    [
      "by their beginning and the account's own number, which anybody can write",
      `arn:aws:s3:::sagemaker-*-${account}/*`,
      {},
      "policy data, statement 1",
    ],
    ["by a word in them", "arn:aws:s3:::*sagemaker*", {}, "policy data, statement 1"],
    ["not by a whole name", `arn:aws:s3:::sagemaker-eu-central-1-${account}/*`, {}, null],
    ["not by another beginning", "arn:aws:s3:::churn-*/*", {}, null],
    [
      "not in its own account alone",
      "arn:aws:s3:::sagemaker-*/*",
      { Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } } },
      null,
    ],
    ["not where any bucket is reached, which is asked elsewhere", "*", {}, null],
  ])("are written to %s", (_, resource, more, by) => expect(writes(resource, more)).toBe(by));
});

describe("A role that", () => {
  const facts = (...statements: JsonObject[]): Record<string, unknown> => factsOf([role({ statements })]);

  it("may do everything is an administrator, one that may not touch IAM is none", () => {
    expect(facts(allow("*", "*"))).toMatchObject({ administratorBy: "policy data, statement 1" });
    expect(facts({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })).toMatchObject({ administratorBy: null });
    expect(facts(allow("*", "*"), deny("iam:*"))).toMatchObject({ administratorBy: null });
    expect(facts(allow("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }))).toMatchObject({
      administratorBy: "? unresolved",
    });
  });

  it("passes any role on does so to any service only without a condition on the service", () => {
    expect(facts(allow("iam:PassRole", "*"))).toMatchObject({ passesAnyRoleBy: "policy data, statement 1" });
    expect(facts(allow("iam:PassRole", `arn:aws:iam::${account}:role/lab`))).toMatchObject({ passesAnyRoleBy: null });
    const toSageMaker = { Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } } };
    expect(facts(allow("iam:PassRole", "*", toSageMaker))).toMatchObject({ passesAnyRoleBy: null, waysUp: null });
  });

  it("passes a role on and starts something with it has a way up, in whatever region and with whatever settings", () => {
    const toSageMaker = { Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } } };
    const create = allow("sagemaker:CreateTrainingJob", `arn:aws:sagemaker:eu-central-1:${account}:training-job/*`, {
      Condition: { "ForAnyValue:StringEquals": { "sagemaker:InstanceTypes": ["ml.m5.large"] } },
    });
    expect(facts(allow("iam:PassRole", "*", toSageMaker), create)).toMatchObject({
      waysUp: "iam:PassRole with sagemaker:CreateTrainingJob",
    });
    expect(facts(create)).toMatchObject({ waysUp: null });
  });

  it.each([
    "iam:CreatePolicyVersion",
    "iam:AttachRolePolicy",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:CreateAccessKey",
    "sagemaker:UpdateNotebookInstanceLifecycleConfig",
  ])("may call %s has a way up", (action) => {
    expect(facts(allow(action, "*"))).toMatchObject({ waysUp: action });
    expect(facts(allow(action, "*"), deny(action))).toMatchObject({ waysUp: null });
  });

  it("may take its own boundary away has a way up only if it has one", () => {
    const statements = [allow("iam:DeleteRolePermissionsBoundary", "*")];
    const more = { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/edge` } };
    expect(factsOf([role({ statements, more }), managed("edge", [allow("*", "*")])])).toMatchObject({
      waysUp: "iam:DeleteRolePermissionsBoundary",
    });
    expect(factsOf([role({ statements })])).toMatchObject({ waysUp: null });
  });

  it.each<[string, JsonObject, string | null]>([
    ["of any notebook", {}, "policy data, statement 1"],
    ["of any that has an owner, whoever it is", { Condition: { StringLike: { "aws:ResourceTag/user": "*" } } }, "policy data, statement 1"],
    ["from any address", { Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }, "policy data, statement 1"],
    ["of its own only", { Condition: { StringEquals: { "aws:ResourceTag/user": "${aws:PrincipalTag/user}" } } }, null],
    ["of its project only", { Condition: { StringEquals: { "sagemaker:ResourceTag/project": "churn" } } }, null],
    ["from one network only", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }, null],
    ["through one endpoint only", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }, null],
  ])("mints addresses %s", (_, more, presignsBy) => {
    expect(facts(allow("sagemaker:CreatePresignedNotebookInstanceUrl", "*", more))).toMatchObject({ presignsBy });
  });

  it("mints addresses of Studio's profiles is one as well, and a denial of all creation without tags stops it", () => {
    expect(facts(allow("sagemaker:CreatePresignedDomainUrl", "*"))).toMatchObject({ presignsBy: "policy data, statement 1" });
    const untagged = deny("sagemaker:Create*", { Null: { "aws:RequestTag/project": "true" } });
    expect(facts(allow("sagemaker:CreatePresignedDomainUrl", "*"), untagged)).toMatchObject({ presignsBy: null });
  });
});

describe("Users and groups", () => {
  const minting = encoded([allow("sagemaker:CreatePresigned*", "*")]);
  const group = (statements: string): ReturnType<typeof described> =>
    described("iam-group", "lab", {
      GroupName: "lab",
      Arn: `arn:aws:iam::${account}:group/lab`,
      GroupPolicyList: [{ PolicyName: "g", PolicyDocument: statements }],
    });
  const user = (...policies: JsonObject[]): ReturnType<typeof described> =>
    described("iam-user", "ada", {
      UserName: "ada",
      Arn: `arn:aws:iam::${account}:user/ada`,
      GroupList: ["lab"],
      UserPolicyList: policies,
    });

  it("mint what is attached to them: the group's members are not told again, but what the group denies counts", () => {
    expect(factsOf([group(minting)])).toMatchObject({ presignsBy: "policy g, statement 1" });
    expect(factsOf([user(), group(minting)])).toMatchObject({ presignsBy: null });
    const own = { PolicyName: "own", PolicyDocument: minting };
    expect(factsOf([user(own), group(minting)])).toMatchObject({ presignsBy: "policy own, statement 1" });
    expect(factsOf([user(own), group(encoded([deny("sagemaker:*")]))])).toMatchObject({ presignsBy: null });
    expect(factsOf([user(own)], { "iam-group": "denied" })).toMatchObject({ presignsBy: "? denied" });
  });
});

describe("Whom a role serves", () => {
  const serves = (trust: JsonObject[], ...others: Parameters<typeof factsOf>[0][number][]): unknown =>
    factsOf([role({ trust }), ...others])["serves"];

  it("is what its trust policy lets in of machine learning", () => {
    expect(serves([trusting("sagemaker.amazonaws.com", "elasticmapreduce.amazonaws.com")])).toBe("sagemaker, elasticmapreduce");
    expect(serves([trusting("lambda.amazonaws.com")])).toBeNull();
    expect(serves([{ ...trusting("sagemaker.amazonaws.com"), Effect: "Deny" }, trusting("lambda.amazonaws.com")])).toBeNull();
  });

  it("is a cluster or a notebook on EC2 that wears its profile, wherever in the account that is", () => {
    const machine = [trusting("ec2.amazonaws.com")];
    expect(serves(machine)).toBeNull();
    const more = {
      InstanceProfileList: [{ InstanceProfileName: "lab-profile", Arn: `arn:aws:iam::${account}:instance-profile/lab-profile` }],
    };
    const worn = role({ trust: machine, more });
    const cluster = (name: string): ReturnType<typeof described> =>
      described("emr-cluster", "c", { Id: "j-1", Name: "c", Ec2InstanceAttributes: { IamInstanceProfile: name } });
    expect(factsOf([worn, cluster("lab-profile")])["serves"]).toBe("instances of EMR");
    expect(factsOf([worn, cluster("other")])["serves"]).toBeNull();
    expect(factsOf([worn], { "emr-cluster": "denied" })["serves"]).toBe("? denied");
  });

  it("is nobody where AWS made it for its own service", () => {
    expect(factsOf([role({ statements: [allow("*", "*")], more: { Path: "/aws-service-role/sagemaker.amazonaws.com/" } })])).toMatchObject({
      serves: null,
      buckets: null,
    });
  });
});

describe("Whom a role lets in", () => {
  const anybody = { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" };
  const other = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::210987654321:root" } };
  const opens = (...trust: JsonObject[]): unknown => factsOf([role({ trust: [trusting("sagemaker.amazonaws.com"), ...trust] })])["opensTo"];

  it.each<[string, JsonObject, string | null]>([
    ["everybody", anybody, "everybody"],
    [
      "everybody but one",
      { Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: "arn:aws:iam::210987654321:root" } },
      "everybody",
    ],
    ["everybody of an organization, which is known", { ...anybody, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, null],
    ["everybody of any organization", { ...anybody, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }, "everybody"],
    ["everybody who has no other id", { ...anybody, Condition: { StringNotEquals: { "sts:ExternalId": "x" } } }, "everybody"],
    ["everybody who has this id, or none", { ...anybody, Condition: { StringEqualsIfExists: { "sts:ExternalId": "x" } } }, "everybody"],
    ["another account", other, "210987654321"],
    ["another account that knows an id, which is known", { ...other, Condition: { StringEquals: { "sts:ExternalId": "x" } } }, null],
    ["its own account, which is known", { ...other, Principal: { AWS: account } }, null],
  ])("is %s", (_, statement, opensTo) => expect(opens(statement)).toBe(opensTo));

  it("is unknown where a statement could not be read, or some of them are denied", () => {
    expect(opens(other, { ...other, Effect: "Deny" })).toBe("? unresolved");
    const torn = role({
      trust: [trusting("sagemaker.amazonaws.com"), other],
      unknown: { "/trust/1/principals": { reason: "malformed", detail: "x" } },
    });
    expect(factsOf([torn])).toMatchObject({ serves: "? malformed", opensTo: "? malformed" });
  });
});

describe("How long a role was not used", () => {
  const unused = (more: JsonObject): unknown => factsOf([role({ more })])["unusedDays"];

  it("counts from its last use, or from its creation as far back as IAM remembers", () => {
    expect(unused({ RoleLastUsed: { LastUsedDate: "2026-11-11T08:00:00Z" } })).toBe(10);
    expect(unused({})).toBe(324);
    expect(unused({ RoleLastUsed: { LastUsedDate: "2024-11-11T08:00:00Z" } })).toBe(740);
  });
});
