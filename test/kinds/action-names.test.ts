import { describe, expect, it } from "vitest";
import { actionNames } from "../../src/kinds/action-names.ts";
import { iamAction, s3, type Operation } from "../../src/kinds/operation.ts";
import { neededAction } from "../fake-aws/iam-actions.ts";
import { operationNames } from "../fake-aws/shapes.ts";

describe("The names of permissions", () => {
  it("differ from those of operations that there are", () => {
    const known = new Set(operationNames("s3").map((name) => `s3:${name}`));
    expect(Object.keys(actionNames).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.entries(actionNames).filter(([operation, action]) => operation === action)).toEqual([]);
  });

  it.each<[Operation, string]>([
    [s3("ListBuckets"), "s3:ListAllMyBuckets"],
    [s3("GetBucketEncryption"), "s3:GetEncryptionConfiguration"],
    [s3("GetPublicAccessBlock"), "s3:GetBucketPublicAccessBlock"],
    [s3("GetBucketPolicy"), "s3:GetBucketPolicy"],
    [{ service: "emr", name: "ListClusters" }, "elasticmapreduce:ListClusters"],
    [{ service: "efs", name: "DescribeFileSystems" }, "elasticfilesystem:DescribeFileSystems"],
    [{ service: "tagging", name: "GetResources" }, "tag:GetResources"],
  ])("%j: %s, as the stand-in has it too", (operation, action) => {
    expect(iamAction(operation)).toBe(action);
    expect(neededAction(operation.service, operation.name)).toBe(action);
  });
});
