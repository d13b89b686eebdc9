import { expect, test } from "vitest";
import { isObject, type JsonObject } from "../../../src/estate/json.ts";
import { Problem, type ProblemFacts } from "../../../src/estate/problem.ts";
import { planDocument, planText, read } from "./plans.ts";

const refusal = (content: string | Uint8Array): ProblemFacts => {
  try {
    read(content);
  } catch (problem) {
    if (problem instanceof Problem) return problem.facts;
    throw problem;
  }
  throw new Error("it was read");
};

const good = planText("01-notebooks-mixed");
const edited = (edit: (plan: JsonObject) => void): string => {
  const plan = planDocument("01-notebooks-mixed");
  edit(plan);
  return JSON.stringify(plan);
};
const firstChange = (plan: JsonObject): JsonObject => {
  const [change] = Array.isArray(plan["resource_changes"]) ? plan["resource_changes"] : [];
  return isObject(change) ? change : {};
};

test.each([
  ["an empty file", "", "json-empty", "empty"],
  ["blanks", " \n", "json-empty", "empty"],
  ["a plan that was cut off", good.slice(0, 5000), "json-truncated", "cut off"],
  ["a plan that was cut off in a string", good.slice(0, good.indexOf("us-east-1") + 3), "json-truncated", "cut off"],
  ["no JSON", "hello", "json-malformed", "not JSON"],
  ["a plan with something after it", `${good}x`, "json-malformed", "not JSON"],
  ["Terraform source code", 'resource "aws_x" "y" {\n}\n', "json-malformed", "Terraform source code"],
  ["a CloudFormation template in YAML", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n", "json-malformed", "CloudFormation"],
  ["a plan for people", "Terraform used the selected providers to generate", "json-malformed", "as people read it"],
  ["a plan below what a wrapper printed", `[command]/bin/terraform show -json p\n${good}`, "json-malformed", "before the plan"],
  ["a plan that was compressed", Uint8Array.of(0x1f, 0x8b, 8, 0, 0xff), "json-not-text", "compressed"],
  ["the log of a plan", '{"@level":"info"}\n{"@level":"info"}\n', "json-malformed", "log of `terraform plan -json`"],
  ["a list", "[]", "plan-not-a-plan", "not a Terraform plan"],
  ["null", "null", "plan-not-a-plan", "not a Terraform plan"],
  ["an object of something", "{}", "plan-not-a-plan", "none of the keys"],
  ["a state file", '{"version":4,"serial":1,"lineage":"x","resources":[]}', "plan-not-a-plan", "state file"],
  ["a state as JSON", '{"format_version":"1.0","terraform_version":"1.9.0","values":{}}', "plan-not-a-plan", "a state written by"],
  ["a CloudFormation template", '{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}', "plan-not-a-plan", "CloudFormation"],
  ["a CDK manifest", '{"version":"36.0.0","artifacts":{}}', "plan-not-a-plan", "CDK"],
  ["an estate", '{"format":"sagewarden/estate@1"}', "plan-not-a-plan", "sagewarden/estate@1"],
  ["a newer format", edited((plan) => (plan["format_version"] = "2.0")), "plan-format", "not supported"],
  ["a format that is no text", edited((plan) => (plan["format_version"] = 1.2)), "plan-format", "not supported"],
  ["a plan that failed", edited((plan) => (plan["errored"] = true)), "plan-errored", "part of the resources"],
  ["changes that are no list", edited((plan) => (plan["resource_changes"] = {})), "plan-malformed", "not a list"],
  ["a change that is no object", edited((plan) => (plan["resource_changes"] = [1])), "plan-malformed", "not an object"],
  ["a change without actions", edited((plan) => delete firstChange(plan)["change"]), "plan-malformed", "no actions"],
  ["a change without address", edited((plan) => delete firstChange(plan)["address"]), "plan-malformed", "no address"],
  ["an address of another type", edited((plan) => (firstChange(plan)["type"] = "aws_s3_bucket")), "plan-malformed", "differ"],
  [
    "two resources of one address",
    edited((plan) => (plan["resource_changes"] = [firstChange(plan), firstChange(plan)])),
    "plan-malformed",
    "same address",
  ],
  ["a key that occurs twice", good.replace('"mode":"managed"', '"mode":"managed","mode":"data"'), "json-duplicate-key", "twice"],
  [
    "a key that occurs twice in disguise",
    good.replace('"mode":"managed"', '"mode":"managed","m\\u006fde":"data"'),
    "json-duplicate-key",
    "twice",
  ],
  ["JSON of a thousand levels", "[".repeat(1000) + "]".repeat(1000), "json-too-deep", "nested"],
])("%s is refused with what it looks like", (_, content, code, words) => {
  const facts = refusal(content);
  expect(facts).toMatchObject({ code });
  expect(facts.what).toContain(words);
  expect(facts.exitCode ?? 2).toBe(2);
});

test("a binary plan and other bytes that are no text are refused", () => {
  expect(refusal(new Uint8Array([0x50, 0x4b, 3, 4, 0xff])).what).toContain("binary plan");
  expect(refusal(new Uint8Array([0xc0, 0x80])).what).toContain("not text");
  expect(refusal(new Uint8Array(1000)).what).toContain("not text");
  expect(refusal(new Uint8Array([0x7b, 0, 0, 0, 0x7d, 0, 0, 0])).what).toContain("not text");
});

test("a plan as people read it is told as one, in whatever colours", () => {
  const text = "\u001b[0m\u001b[1mTerraform will perform the following actions:\u001b[0m\n\n  # aws_sagemaker_model.m will be created\n";
  expect(refusal(text).what).toContain("as people read it");
});

test("a file of more than 64 MB is refused before it is read", () => {
  expect(refusal(new Uint8Array(64 * 1024 * 1024 + 1))).toMatchObject({ code: "json-too-large" });
});

test("a refusal never quotes the text around the fault", () => {
  const facts = refusal('{"format_version":"1.2","password": hunter2}');
  expect(JSON.stringify(facts)).not.toContain("hunter2");
});

test("a refusal names the line and the resource", () => {
  expect(refusal('{\n  "format_version": "1.2",\n  "format_version": "1.2"\n}').where).toBe("infra/plan.json, line 3, column 3");
  expect(refusal(edited((plan) => delete firstChange(plan)["address"])).where).toBe("infra/plan.json/resource_changes/0");
});

test("a plan is read from bytes with a byte order mark and from UTF-16, as PowerShell redirects it", () => {
  const plain = read(good);
  expect(read(Buffer.from(`\ufeff${good}`))).toEqual(plain);
  expect(read(Buffer.from(`\ufeff${good}`, "utf16le"))).toEqual(plain);
});
