import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { account, factsOf, role, trusting } from "./principals.ts";

const other = "210987654321";
const opens = (statement: JsonObject): unknown => factsOf([role({ trust: [trusting("sagemaker.amazonaws.com"), statement] })])["opensTo"];

const anybody = (Condition?: JsonObject, Action: Json = "sts:AssumeRole"): JsonObject => ({
  Effect: "Allow",
  Action,
  Principal: "*",
  ...(Condition ? { Condition } : {}),
});
const of = (Principal: JsonObject, more: JsonObject = {}): JsonObject => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal, ...more });

describe("A condition with wildcards says of nobody in particular", () => {
  it.each<[string, JsonObject]>([
    ["roles of any account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }],
    ["roles of one name, which any account can make", { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } }],
    ["any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }],
    ["units of any organization", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*" } }],
    ["accounts that begin alike", { StringLike: { "aws:PrincipalAccount": "1*" } }],
    ["what comes from any account", { ArnLike: { "aws:SourceArn": "arn:aws:sagemaker:*:*:*" } }],
    ["one organization, or any", { StringLike: { "aws:PrincipalOrgID": ["o-abc123", "o-*"] } }],
  ])("so that %s are everybody", (_, condition) => expect(opens(anybody(condition))).toBe("everybody"));

  it.each<[string, JsonObject]>([
    ["roles of one account", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${other}:role/ml-*` } }],
    ["one organization", { StringEquals: { "aws:PrincipalOrgID": "o-abc123" } }],
    ["a unit of one organization", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-abc123/*" } }],
    ["what comes from one bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-ml-data" } }],
    ["the own account, by a variable", { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } }],
  ])("but %s are somebody", (_, condition) => expect(opens(anybody(condition))).toBeNull());
});

describe("Whom a trust policy lets in by other words", () => {
  it("is an account, whether the principal names it or the condition", () => {
    expect(opens(anybody({ StringEquals: { "aws:PrincipalAccount": other } }))).toBe(other);
    expect(opens(anybody({ StringEquals: { "aws:PrincipalAccount": account } }))).toBeNull();
  });

  it("is nobody, where all that is allowed is to tag a session", () => {
    expect(opens(of({ AWS: other }, { Action: "sts:TagSession" }))).toBeNull();
    expect(opens(of({ AWS: other }, { Action: ["sts:TagSession", "STS:assume*"] }))).toBe(other);
  });
});

describe("Whom a provider of identities lets in", () => {
  const byWeb = (provider: string, Condition?: JsonObject): unknown =>
    opens(of({ Federated: provider }, { Action: "sts:AssumeRoleWithWebIdentity", ...(Condition ? { Condition } : {}) }));
  const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
  const sub = (wanted: Json): JsonObject => ({ StringLike: { "token.actions.githubusercontent.com:sub": wanted } });

  it("is everybody, where anybody has an identity there and nothing says whose it must be", () => {
    expect(byWeb(github)).toBe("everybody");
    expect(byWeb(github, { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } })).toBe("everybody");
    expect(byWeb(github, sub("repo:*"))).toBe("everybody");
    expect(byWeb(github, sub(["repo:acme/churn:*", "repo:a*"]))).toBe("everybody");
    expect(byWeb("cognito-identity.amazonaws.com")).toBe("everybody");
    expect(byWeb("*")).toBe("everybody");
  });

  it("is known, where an owner or a pool is named, or the provider is one's own", () => {
    expect(byWeb(github, sub("repo:acme/*"))).toBeNull();
    expect(byWeb("cognito-identity.amazonaws.com", { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-central-1:0f1e2d3c" } })).toBeNull();
    expect(byWeb(`arn:aws:iam::${account}:saml-provider/people`)).toBeNull();
    expect(byWeb(`arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC`)).toBeNull();
  });
});
