import { expect, test } from "vitest";
import { byId, planText, read, sourcesOf } from "./plans.ts";
import { readTerraformPlan } from "../../../src/iac/terraform/plan.ts";
import { kinds } from "../../../src/kinds/registry.ts";

const good = "aws_sagemaker_notebook_instance.good";

test("in a plan of one line, a resource has its column", () => {
  const text = planText("01-notebooks-mixed");
  const position = byId(read(text), good).position;
  expect(position).toMatchObject({ file: "infra/plan.json", line: 1, endLine: 1 });
  const changes = text.slice(text.indexOf('"resource_changes"'));
  expect(text.slice((position?.column ?? 0) - 1)).toBe(changes.slice(changes.indexOf(`{"address":"${good}"`)));
});

test("in a plan of many lines, a resource has its lines", () => {
  const text = planText("01-notebooks-mixed", "plan.pretty.json");
  const position = byId(read(text), good).position;
  const lines = text.split("\n");
  expect(lines[(position?.line ?? 0) - 1]?.slice((position?.column ?? 0) - 1)).toBe("{");
  expect(lines[position?.line ?? 0]).toContain(`"address": "${good}"`);
  expect(lines[(position?.endLine ?? 0) - 1]).toMatch(/^ +\},?$/);
});

test("a plan without changes points at the state in it", () => {
  const text = planText("23-drift-refresh-only");
  const position = byId(read(text), "aws_sagemaker_model.m").position;
  expect(text.slice((position?.column ?? 0) - 1)).toMatch(/^\{"address":"aws_sagemaker_model\.m"/);
});

test("with the .tf files, a resource points at its block, in modules too", () => {
  const estate = read(planText("04-modules-dotted-keys"), sourcesOf("04-modules-dotted-keys"));
  expect(byId(estate, 'aws_sagemaker_notebook_instance.dotted["x.y"]').position).toEqual({
    file: "infra/main.tf",
    line: 31,
    column: 1,
    endLine: 36,
  });
  expect(byId(estate, 'module.team["a.b"].module.nb["n.1"].aws_sagemaker_notebook_instance.this').position).toMatchObject({
    file: "infra/modules/nb/main.tf",
    line: 8,
  });
});

test("a module whose files were not given falls back to the plan", () => {
  const sources = new Map([...sourcesOf("05-default-tags")].filter(([path]) => path === "infra/main.tf"));
  const estate = read(planText("05-default-tags"), sources);
  expect(byId(estate, "module.sub.aws_sagemaker_notebook_instance.m").position).toMatchObject({ file: "infra/plan.json", line: 1 });
  expect(byId(estate, "aws_sagemaker_notebook_instance.override").position).toMatchObject({ file: "infra/main.tf", line: 37 });
});

test("the folder of the root module may lie elsewhere than the plan", () => {
  const content = planText("01-notebooks-mixed");
  const estate = readTerraformPlan({ content, file: "build/plan.json", kinds, sources: sourcesOf("01-notebooks-mixed"), root: "./infra/" });
  expect(byId(estate, good).position).toMatchObject({ file: "infra/main.tf", line: 26 });
});

test("an override file does not hide where the resource is written", () => {
  const sources = new Map([
    ...sourcesOf("01-notebooks-mixed"),
    ["infra/a_override.tf", 'resource "aws_sagemaker_notebook_instance" "good" {\n}\n'],
  ]);
  expect(byId(read(planText("01-notebooks-mixed"), sources), good).position).toMatchObject({ file: "infra/main.tf", line: 26 });
});
