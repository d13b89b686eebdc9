import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import { factsOf, role } from "./principals.ts";

const create = ["sagemaker:Create*", "elasticmapreduce:RunJobFlow"];
const free: JsonObject = { Effect: "Allow", Action: create, Resource: "*" };
const denyWhere = (Condition: JsonObject): JsonObject => ({ Effect: "Deny", Action: create, Resource: "*", Condition });
const allowWhere = (Condition: JsonObject): JsonObject => ({ ...free, Condition });
const missing = (...keys: string[]): JsonObject => ({ Null: Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, "true"])) });

const creations = (...statements: JsonObject[]): string => String(factsOf([role({ statements })])["creations"]);
const holes = (...statements: JsonObject[]): string[] => creations(...statements).split(", ");

/** What the platform wants: none of the three can be left out, and the system is its own. */
const wanted = ["without project", "without user", "without system", "system: any"];
const open = (...statements: JsonObject[]): string[] => wanted.filter((hole) => holes(...statements).includes(hole));
const named = [denyWhere(missing("project")), denyWhere(missing("user")), denyWhere({ StringNotEqualsIgnoreCase: { "aws:RequestTag/system": "MLSpace" } })];

describe("Tags that must be there when something is made", () => {
  it("are demanded by one denial for each of them", () => {
    expect(open(free, ...named)).toEqual([]);
    expect(holes(free, ...named)).toEqual(["*: any", "project: any", "system: MLSpace", "user: any", "without *"]);
  });

  it("are demanded by a permission that holds only with all of them", () => {
    const all = {
      Null: { "aws:RequestTag/project": "false", "aws:RequestTag/user": "false" },
      StringEqualsIgnoreCase: { "aws:RequestTag/system": "MLSpace" },
    };
    expect(open(allowWhere(all))).toEqual([]);
  });

  it("are not demanded by one denial that asks for all of them at once: it holds only where all are missing", () => {
    const all = { ...missing("project", "user"), StringNotEqualsIgnoreCase: { "aws:RequestTag/system": "MLSpace" } };
    expect(open(free, denyWhere(all))).toEqual(["without project", "without user", "without system", "system: any"]);
  });

  it("are not demanded by a denial that asks for the network as well, which the caller chooses", () => {
    const all = { Null: { "aws:RequestTag/project": "true", "sagemaker:VpcSubnets": "true" } };
    expect(holes(free, denyWhere(all))).toContain("without project");
  });

  it("are not demanded by two keys in one comparison, which are joined by and", () => {
    const both = denyWhere({ StringNotEquals: { "aws:RequestTag/project": "churn", "aws:RequestTag/system": "MLSpace" } });
    expect(open(free, both)).toEqual(["without project", "without system", "system: any"].toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b)));
  });

  it("are demanded by a comparison alone, as a tag that is missing equals nothing", () => {
    const each = [denyWhere({ StringNotEquals: { "aws:RequestTag/system": "MLSpace" } })];
    expect(holes(free, ...each)).not.toContain("without system");
    expect(holes(free, ...each)).not.toContain("system: any");
  });

  it("are not demanded by a permission with IfExists, which lets through what has none", () => {
    expect(holes(allowWhere({ StringEqualsIfExists: { "aws:RequestTag/system": "MLSpace" } }))).toContain("without system");
  });

  it("are not demanded by a denial that holds only where the tag is there", () => {
    const there = { StringNotEquals: { "aws:RequestTag/system": "MLSpace" }, Null: { "aws:RequestTag/system": "false" } };
    expect(holes(free, denyWhere(there))).toContain("without system");
    expect(holes(free, denyWhere(there))).not.toContain("system: any");
  });

  it("are demanded by a denial with IfExists, which holds where there is none", () => {
    expect(holes(free, denyWhere({ StringNotEqualsIfExists: { "aws:RequestTag/system": "MLSpace" } }))).not.toContain("without system");
  });

  it("are not demanded by ForAllValues over the keys, which holds where there are none", () => {
    const keys = { "ForAllValues:StringEquals": { "aws:TagKeys": ["project", "user", "system"] } };
    expect(open(allowWhere(keys))).toEqual(wanted);
    expect(holes(allowWhere(keys))).not.toContain("*: any");
  });

  it("are not demanded by ForAnyValue, which one of them satisfies", () => {
    const any = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["project", "user"] } };
    expect(holes(allowWhere(any))).toEqual(expect.arrayContaining(["without project", "without user"]));
  });

  it("are not demanded where one of the seven creations is left out", () => {
    const sagemakerOnly = { ...denyWhere(missing("project")), Action: "sagemaker:Create*" };
    expect(holes(free, sagemakerOnly)).toContain("without project");
    expect(holes({ ...free, Action: "sagemaker:Create*" }, sagemakerOnly)).not.toContain("without project");
  });

  it("may have to be the caller's own", () => {
    const own = denyWhere({ StringNotEquals: { "aws:RequestTag/user": "${aws:PrincipalTag/user}" } });
    expect(holes(free, own)).toEqual(expect.arrayContaining(["user: its own"]));
    expect(holes(free, own)).not.toContain("without user");
  });

  it("are told with the case of keys as AWS does, which is not at all", () => {
    expect(holes(free, denyWhere(missing("Project")))).not.toContain("without project");
  });

  it("are demanded of EMR by its own key as well", () => {
    const emr = { Effect: "Allow", Action: "elasticmapreduce:RunJobFlow", Resource: "*", Condition: { Null: { "elasticmapreduce:RequestTag/project": "false" } } };
    expect(holes(emr)).not.toContain("without project");
  });

  it("are nobody's question where nothing can be made", () => {
    expect(factsOf([role({ statements: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] })])["creations"]).toBeNull();
    expect(factsOf([role({ statements: [free, { Effect: "Deny", Action: create, Resource: "*" }] })])["creations"]).toBeNull();
  });

  it("are unknown where a denial depends on what nobody knows, and where there are too many", () => {
    const somewhere = denyWhere({ ...missing("project"), StringEquals: { "aws:SourceVpc": "vpc-1" } });
    expect(creations(free, somewhere)).toBe("? unresolved");
    expect(creations(free, denyWhere(missing("a", "b", "c", "d", "e", "f")))).toBe("? too-large");
  });

  it("of a request that lacks one are refused whatever the others are, if one denial for each key says so", () => {
    const keys = ["project", "user", "system", "cost"];
    fc.assert(
      fc.property(fc.subarray(keys), (demanded) => {
        const seen = holes(free, ...demanded.map((key) => denyWhere(missing(key))));
        for (const key of demanded) expect(seen).not.toContain(`without ${key}`);
        expect(seen).toContain("without *");
        expect(seen.filter((hole) => hole.startsWith("without "))).toEqual(["without *"]);
      }),
      { numRuns: 30 },
    );
  });
});
