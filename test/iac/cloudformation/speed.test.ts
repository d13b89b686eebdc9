import { expect, test } from "vitest";
import { readTerraformPlan } from "../../../src/iac/terraform/plan.ts";
import { kinds } from "../../../src/kinds/registry.ts";
import { notebookType, read } from "./templates.ts";

const seconds = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

const template = (count: number): string =>
  JSON.stringify({
    Resources: Object.fromEntries(
      numbers(count).map((at) => [`R${at}`, { Type: notebookType, Properties: { RootAccess: "Disabled", SubnetId: "s" } }]),
    ),
  });

const plan = (count: number): string => {
  const type = "aws_sagemaker_notebook_instance";
  const address = (at: number): string => `${type}.r${at}`;
  const change = { actions: ["create"], before: null, after: { root_access: "Disabled" }, after_unknown: {}, after_sensitive: {} };
  return JSON.stringify({
    format_version: "1.2",
    resource_changes: numbers(count).map((at) => ({ address: address(at), mode: "managed", type, name: `r${at}`, change })),
    configuration: {
      root_module: {
        resources: numbers(count).map((at) => ({ address: address(at), mode: "managed", type, name: `r${at}`, expressions: {} })),
      },
    },
  });
};

// The machine of the gate is shared: what grows with the square of its size would take sixteen times as long, not four.
test.each([
  ["template", (count: number) => read(template(count))],
  ["plan", (count: number) => readTerraformPlan({ content: plan(count), file: "plan.json", kinds })],
])("reading a %s takes time in proportion to its resources", (_, work) => {
  work(1_000);
  const [few, many] = [seconds(() => work(2_000)), seconds(() => work(8_000))];
  expect(many).toBeLessThan(Math.max(few, 0.2) * 8);
});
