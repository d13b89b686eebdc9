import { describe, expect, it, test } from "vitest";
import type { Estate } from "../../../src/estate/estate.ts";
import { isObject, type JsonObject } from "../../../src/estate/json.ts";
import { byId, changeOf, objectAt, readEdited, readPlan, withoutPositions } from "./plans.ts";

const good = "aws_sagemaker_notebook_instance.good";
const whole = readPlan("01-notebooks-mixed");
const lists = ({ coverage }: Estate): string[] => [
  ...new Set(coverage.filter(({ phase, kind }) => phase === "list" && kind === "notebook-instance").map(({ state }) => state)),
];
const listAt = (plan: JsonObject, ...path: string[]) => {
  const [holder, key] = [objectAt(plan, ...path.slice(0, -1)), path.at(-1) ?? ""];
  const found = holder[key];
  if (!Array.isArray(found)) throw new Error("the fixture has changed");
  return found;
};
const without = (plan: JsonObject, address: string): void => {
  plan["resource_changes"] = listAt(plan, "resource_changes").filter((one) => !isObject(one) || one["address"] !== address);
};

test.each(["0.1", "0.2", "1.0", "1.1", "1.2", "1.9"])("a plan of format %s is read", (format) => {
  const estate = readEdited("01-notebooks-mixed", (plan) => (plan["format_version"] = format));
  expect(withoutPositions(estate)).toEqual(withoutPositions(whole));
});

test("a plan of Terraform 0.12 names its provider plainly and knows nothing of sensitive values", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    plan["format_version"] = "0.1";
    for (const change of listAt(plan, "resource_changes")) {
      if (!isObject(change)) continue;
      change["provider_name"] = "aws";
      delete objectAt(change, "change")["after_sensitive"];
    }
    for (const provider of Object.values(objectAt(plan, "configuration", "provider_config")))
      if (isObject(provider)) delete provider["full_name"];
  });
  expect(withoutPositions(estate)).toEqual(withoutPositions(whole));
});

test("an action of a later version leaves a resource that exists in the estate", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => (changeOf(plan, good)["actions"] = ["create", "forget"]));
  expect(byId(estate, good)).toEqual(byId(whole, good));
  const unheard = readEdited("01-notebooks-mixed", (plan) => (changeOf(plan, good)["actions"] = ["adopt"]));
  expect(byId(unheard, good).config).toMatchObject({ name: byId(whole, good).name });
});

describe("A plan that says nothing of a resource it knows of", () => {
  it("is whole where every resource has its change", () => {
    for (const name of ["01-notebooks-mixed", "20-state-lifecycle/v2", "21-destroy", "23-drift-refresh-only", "30-beside"])
      expect(lists(readPlan(name))).not.toContain("partial");
  });

  it("is a part of one, if the resource is among its planned values", () => {
    expect(lists(readEdited("01-notebooks-mixed", (plan) => without(plan, good)))).toEqual(["partial"]);
  });

  it("is a part of one, if the resource is in the state: it was left out by -target", () => {
    const address = 'aws_sagemaker_notebook_instance.nb["update_fix"]';
    const estate = readEdited("20-state-lifecycle/v2", (plan) => {
      without(plan, address);
      plan["planned_values"] = { root_module: {} };
    });
    expect(lists(estate)).toEqual(["partial"]);
  });

  it("is a part of one, if it has planned values and no changes at all", () => {
    expect(lists(readEdited("01-notebooks-mixed", (plan) => delete plan["resource_changes"]))).toEqual(["partial"]);
  });

  it("holds what the state holds where its list of changes is empty or null", () => {
    const kept = withoutPositions(readPlan("23-drift-refresh-only"));
    expect(kept.length).toBeGreaterThan(0);
    for (const changes of [[], null])
      expect(withoutPositions(readEdited("23-drift-refresh-only", (plan) => (plan["resource_changes"] = changes)))).toEqual(kept);
  });
});
