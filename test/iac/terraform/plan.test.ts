import { expect, test } from "vitest";
import { byId, changeOf, hidden, objectAt, planText, read, readEdited, readPlan, sourcesOf } from "./plans.ts";

test("data sources, other providers' resources and types of no kind are left out", () => {
  expect(readPlan("11-iam").resources.map(({ kind }) => kind)).toEqual([
    "iam-policy",
    "iam-policy",
    "iam-policy",
    "iam-role",
    "iam-role",
    "iam-role",
    "s3-bucket",
    "notebook-instance",
  ]);
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    objectAt(plan, "resource_changes", "aws_sagemaker_notebook_instance.good")["provider_name"] = "registry.terraform.io/acme/cloud";
    objectAt(plan, "resource_changes", "aws_sagemaker_notebook_instance.bare")["provider_name"] = "registry.acme.example/platform/aws";
    objectAt(plan, "resource_changes", "aws_sagemaker_notebook_instance.no_autostop")["mode"] = "data";
  });
  expect(estate.resources.filter(({ kind }) => kind === "notebook-instance").map(({ name }) => name)).toEqual([
    "bare",
    "explicit-bad",
    "vpc-but-internet",
  ]);
});

test("a resource is named as AWS will name it, and by its address while that is unknown or secret", () => {
  expect(byId(readPlan("01-notebooks-mixed"), "aws_sagemaker_notebook_instance.explicit_bad").name).toBe("explicit-bad");
  const generated = "aws_sagemaker_endpoint.generated_name";
  expect(byId(readPlan("09-model-endpoint"), generated).name).toBe(generated);
  const good = "aws_sagemaker_notebook_instance.good";
  const estate = readEdited("01-notebooks-mixed", (plan) => (objectAt(changeOf(plan, good), "after_sensitive")["name"] = true));
  expect(byId(estate, good).name).toBe(good);
});

test("a field that is spelt in several places takes the one that speaks", () => {
  const estate = readPlan("10-emr");
  expect(byId(estate, "aws_emr_cluster.fleet_sc_unknown").config["subnetId"]).toBe("subnet-0123456789abcdef0");
  expect(byId(estate, "aws_emr_cluster.bad").config["subnetId"]).toBeNull();
});

test("a plan never knows what exists only at run time", () => {
  for (const { unknown } of readPlan("01-notebooks-mixed").resources.filter(({ kind }) => kind === "notebook-instance"))
    expect(unknown["/state"]).toEqual({ reason: "not-given", detail: "exists only at run time" });
});

test("a tag may be called like a member of every object", () => {
  const id = "aws_sagemaker_notebook_instance.explicit_bad";
  const text = planText("01-notebooks-mixed").replaceAll('{"project":"fraud"}', '{"__proto__":"fraud"}');
  const { config } = byId(read(text), id);
  expect(Object.entries(config["tags"] ?? {})).toEqual([["__proto__", "fraud"]]);
});

test("the same plan gives the same estate, byte by byte", () => {
  const sources = sourcesOf("04-modules-dotted-keys");
  const text = planText("04-modules-dotted-keys");
  expect(JSON.stringify(read(text, sources))).toBe(JSON.stringify(read(text, new Map([...sources].toReversed()))));
});

test("the demo's plan has one notebook as it should be and one that breaks the rules, each with its place in the source", () => {
  const estate = read(planText("demo"), sourcesOf("demo"));
  const bad = byId(estate, "aws_sagemaker_notebook_instance.scratch");
  expect(bad.config).toMatchObject({ rootAccess: "Enabled", directInternetAccess: "Enabled", kmsKeyId: null, subnetId: null, tags: {} });
  const lines = planText("demo", "main.tf").split("\n");
  expect(lines[(bad.position?.line ?? 0) - 1]).toBe('resource "aws_sagemaker_notebook_instance" "scratch" {');
  expect(lines[(bad.position?.endLine ?? 0) - 1]).toBe("}");
  const good = byId(estate, "aws_sagemaker_notebook_instance.churn");
  expect(good.config).toMatchObject({
    rootAccess: "Disabled",
    lifecycleConfigName: "autostop",
    tags: { project: "churn", system: "MLSpace", user: "ada" },
  });
  expect(estate.resources.flatMap((resource) => Object.keys(hidden(resource)))).toEqual([]);
});
