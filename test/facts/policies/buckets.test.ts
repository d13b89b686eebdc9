import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { account, factsOf, managed, role } from "./principals.ts";

const allow = (Action: Json, Resource: Json, Condition?: JsonObject): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const reaches = (...statements: JsonObject[]): unknown => factsOf([role({ statements })])["buckets"];

describe("Which buckets a role reaches, where its policies are as people write them", () => {
  it("is chosen ones, where whoever speaks in clear is denied, as nobody does", () => {
    const inClear = { Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(reaches(allow("s3:GetObject", "arn:aws:s3:::churn/*"), inClear)).toBe("chosen");
  });

  it("is chosen ones, where their names are made of the caller's own", () => {
    expect(reaches(allow("s3:*", "arn:aws:s3:::data/${aws:PrincipalTag/project}/*"))).toBe("chosen");
    expect(reaches(allow("s3:*", "arn:aws:s3:::home-${aws:username}/*"))).toBe("chosen");
  });

  it("is any of its own account, by either name of that account", () => {
    expect(reaches(allow("s3:*", "*", { StringEquals: { "s3:ResourceAccount": account } }))).toBe("any");
    expect(reaches(allow("s3:*", "*", { StringEquals: { "s3:ResourceAccount": "999988887777" } }))).toBe("none");
  });

  it("is any, by older versions of objects, or by saying who else may read", () => {
    expect(reaches(allow("s3:GetObjectVersion", "*"))).toBe("any");
    expect(reaches(allow("s3:PutBucketPolicy", "arn:aws:s3:::*"))).toBe("any");
  });

  it("is those that only the boundary names, where its policies name none", () => {
    const more = { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/edge` } };
    const edge = managed("edge", [allow("s3:*", "arn:aws:s3:::churn/*")]);
    expect(factsOf([role({ statements: [allow("*", "*")], more }), edge])["buckets"]).toBe("chosen");
  });

  it("is any, where a condition asks only those who say something of its key", () => {
    expect(reaches(allow("s3:*", "*", { "ForAnyValue:StringEqualsIfExists": { "aws:CalledVia": "athena.amazonaws.com" } }))).toBe("any");
  });
});
