import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { scan } from "../collect/scan.ts";
import { kind } from "../collect/world.ts";
import { account, region } from "../fake-aws/samples.ts";
import { changeOf, expressionsOf, planText, read, readEdited, sourcesOf } from "../iac/terraform/plans.ts";
import { verdictsOf } from "./verdicts-of.ts";

/** A real plan: `bad` is an administrator by a policy written into it, `studio` has its policies attached from outside, `cross` has none. */
const plan = read(planText("11-iam"), sourcesOf("11-iam"));

describe("Where other scanners go wrong about roles", () => {
  it("a role that may do everything by a policy written into it passes: here it fails", () => {
    expect(verdictsOf(plan, "role-administrator")).toMatchObject({ bad: "fail", cross: "pass" });
  });

  it("the role of a notebook is judged by an attribute that does not exist: here by what hangs on it, and what its boundary leaves", () => {
    expect(verdictsOf(plan, "role-full-access")).toMatchObject({ bad: "fail", studio: "fail", cross: "pass" });
    // AdministratorAccess hangs on it, and its boundary takes IAM away again.
    expect(verdictsOf(plan, "role-administrator")).toMatchObject({ studio: "pass" });
    expect(verdictsOf(plan, "role-passes-any-role")).toMatchObject({ studio: "pass" });
  });

  it("a notebook whose role is not in the plan fails: here nothing is said of a role that nobody sees", () => {
    const verdicts = verdictsOf(read(planText("01-notebooks-mixed")), "role-administrator");
    expect(Object.values(verdicts)).not.toContain("fail");
  });

  it("a grant of every bucket raises nothing: here it fails, by the policy and the statement", () => {
    expect(verdictsOf(plan, "role-buckets")).toMatchObject({ studio: "fail", cross: "pass" });
  });

  it("a policy that is only known after apply is taken for none: here the role is unknown", () => {
    const edited = readEdited("11-iam", (document) => {
      const { after, after_unknown: unknown } = changeOf(document, "aws_iam_role_policy.any_s3");
      if (!isObject(after) || !isObject(unknown)) throw new Error("the plan has changed");
      delete after["policy"];
      unknown["policy"] = true;
    });
    expect(verdictsOf(edited, "role-administrator")["studio"]).toBe("pass");
    expect(verdictsOf(edited, "role-passes-any-role")["studio"]).toBe("pass");
    expect(verdictsOf(edited, "role-ways-up")["studio"]).toBe("unknown");
  });

  it("a policy whose role nobody can tell is taken for another's: here it may be of any", () => {
    const edited = readEdited("11-iam", (document) => {
      const { after, after_unknown: unknown } = changeOf(document, "aws_iam_role_policy.any_s3");
      if (!isObject(after) || !isObject(unknown)) throw new Error("the plan has changed");
      unknown["role"] = true;
      expressionsOf(document, "aws_iam_role_policy.any_s3")["role"] = { references: ["var.role"] };
    });
    expect(verdictsOf(edited, "role-buckets")).toMatchObject({ cross: "unknown" });
  });

  it("a policy that the plan takes away is held against the role: here it is gone", () => {
    const edited = (removed: boolean): ReturnType<typeof readEdited> =>
      readEdited("11-iam", (document) => {
        const change = changeOf(document, "aws_iam_role.bad");
        change["actions"] = ["no-op"];
        change["before"] = change["after"] ?? null;
        change["after_unknown"] = {};
        const policy = changeOf(document, "aws_iam_role_policy.any_s3");
        policy["actions"] = [removed ? "delete" : "no-op"];
        policy["before"] = { role: "bad", name: "legacy-inline", policy: "{}" };
        if (removed) policy["after"] = null;
      });
    expect(verdictsOf(edited(true), "role-administrator")["bad"]).not.toBe("fail");
    expect(verdictsOf(edited(false), "role-administrator")["bad"]).toBe("fail");
  });

  it("roles that serve no machine learning drown the others: here they are not asked", () => {
    const edited = readEdited("11-iam", (document) => {
      const { after } = changeOf(document, "aws_iam_role.bad");
      if (isObject(after)) after["assume_role_policy"] = String(after["assume_role_policy"]).replace("sagemaker.", "lambda.");
    });
    expect(verdictsOf(edited, "role-administrator")["bad"]).toBe("not-applicable");
  });

  it("a role that is open to everybody is judged by its services alone: here its trust policy fails", () => {
    expect(verdictsOf(plan, "role-trust-open")).toMatchObject({ cross: "fail", studio: "pass" });
  });

  it("a guardrail is taken for one that asks for all tags at once: here each request that lacks one is put to it, as AWS has it", async () => {
    const document = (Statement: JsonObject[]): string => encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement }));
    const made = { Effect: "Allow", Action: ["sagemaker:Create*", "elasticmapreduce:RunJobFlow"], Resource: "*" };
    const missing = (...keys: string[]): JsonObject => ({
      ...made,
      Effect: "Deny",
      Condition: { Null: Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, "true"])) },
    });
    const trust = document([{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "sagemaker.amazonaws.com" } }]);
    const lab = (RoleName: string, ...denials: JsonObject[]): JsonObject => ({
      RoleName,
      Path: "/",
      CreateDate: "2026-11-01T08:00:00.000Z",
      AssumeRolePolicyDocument: trust,
      RolePolicyList: [{ PolicyName: "work", PolicyDocument: document([made, ...denials]) }],
    });
    const kinds = ["iam-role", "iam-policy", "emr-cluster", "ec2-notebook"].map(kind);
    const roles = [lab("at-once", missing("project", "user")), lab("one-by-one", missing("project"), missing("user"))];
    const { estate } = await scan({ seeds: [{ account, region, resources: { "iam-role": roles } }] }, { kinds });
    const required = { project: null, user: null };
    expect(verdictsOf(estate, "creation-tags-guarded", { required })).toEqual({ "at-once": "fail", "one-by-one": "pass" });
  });
});
