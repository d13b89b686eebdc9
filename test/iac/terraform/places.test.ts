import { expect, test } from "vitest";
import { joinOver } from "../../../src/estate/join.ts";
import { kinds } from "../../../src/kinds/registry.ts";
import { byId, changeOf, objectAt, providerExpressions, readEdited, readPlan } from "./plans.ts";

test("the account is read from the ARNs in the plan, and is one for new and old resources", () => {
  const estate = readPlan("20-state-lifecycle/v2");
  expect([...new Set(estate.resources.map(({ account }) => account))]).toEqual(["123456789012"]);
  expect(byId(estate, "aws_sagemaker_notebook_instance.brand_new").arn).toBeNull();
});

test("a plan that tells no account has one of its own", () => {
  expect([...new Set(readPlan("05-default-tags").resources.map(({ account }) => account))]).toEqual(["planned"]);
});

test("the account that a provider is bound to is its account", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    providerExpressions(plan, "aws")["allowed_account_ids"] = { constant_value: ["210987654321"] };
  });
  expect(byId(estate, "aws_sagemaker_notebook_instance.good").account).toBe("210987654321");
});

test("providers with other credentials are not taken for the same account", () => {
  const estate = readEdited("05-default-tags", (plan) => {
    providerExpressions(plan, "aws.eu")["profile"] = { constant_value: "other" };
  });
  expect(byId(estate, "aws_sagemaker_notebook_instance.other_provider").account).toBe("planned:aws.eu");
  expect(byId(estate, "aws_sagemaker_notebook_instance.override").account).toBe("planned");
});

test("ARNs of two accounts under one provider leave the account open", () => {
  const estate = readEdited("20-state-lifecycle/v2", (plan) => {
    objectAt(changeOf(plan, "aws_vpc.v"), "after")["arn"] = "arn:aws:ec2:us-east-1:999999999999:vpc/vpc-1";
  });
  expect(new Set(estate.resources.map(({ account }) => account))).toEqual(new Set(["planned"]));
});

test("every kind that Terraform has is listed completely, and each has an unseen neighbourhood in every place", () => {
  const { coverage } = readPlan("05-default-tags");
  expect(new Set(coverage.map(({ region }) => region))).toEqual(new Set(["us-east-1", "eu-west-1", "ap-southeast-2", "global"]));
  const planned = kinds.filter(({ terraform }) => terraform !== null);
  const [once, each] = [true, false].map((global) => [...kinds, ...planned].filter((kind) => (kind.global === true) === global).length);
  expect(coverage).toHaveLength(3 * (each ?? 0) + (once ?? 0));
  for (const cell of coverage) expect(cell.state).toBe(cell.phase === "list" ? "complete" : "not-reached");
  const notebooks = coverage.filter(({ kind, phase }) => kind === "notebook-instance" && phase === "list");
  expect(notebooks.map(({ region, seen }) => `${region} ${seen}`)).toEqual(["ap-southeast-2 1", "eu-west-1 2", "us-east-1 4"]);
});

test("what a plan refers to is found in it, and what is not in it may still exist", () => {
  const estate = readPlan("01-notebooks-mixed");
  const join = joinOver(estate);
  const scope = byId(estate, "aws_sagemaker_notebook_instance.good");
  expect(join(scope, "notebook-lifecycle-config", { name: "autostop" }).matches).toHaveLength(1);
  const elsewhere = join(scope, "notebook-lifecycle-config", { name: "of-another-state" });
  expect(elsewhere.matches).toEqual([]);
  expect(elsewhere.open?.detail).toContain("a plan shows only what it manages");
});
