import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { allShapes } from "../../src/judge.ts";
import { read, withNotebook } from "../iac/cloudformation/templates.ts";

const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();

const verdicts = (template: string, ids: readonly string[], resource = "Nb"): Record<string, string> => {
  const chosen = rules.filter(({ id }) => ids.includes(id));
  const params = Object.fromEntries(ids.map((id) => [id, {}]));
  const said = evaluate({ estate: read(template), shapes, rules: chosen, params, policy, now: exampleNow });
  return Object.fromEntries(said.filter((one) => one.resource === resource).map(({ rule, verdict }) => [rule, verdict]));
};

const all = (ids: readonly string[], verdict: string): Record<string, string> => Object.fromEntries(ids.map((id) => [id, verdict]));

const keyed: JsonObject = {
  Parameters: { Key: { Type: "String", Default: "" }, Env: { Type: "String", Default: "dev" } },
  Conditions: { HasKey: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Key" }, ""] }] }, Prod: { "Fn::Equals": [{ Ref: "Env" }, "prod"] } },
};
const orNothing: Json = { "Fn::If": ["HasKey", { Ref: "Key" }, { Ref: "AWS::NoValue" }] };

describe("Where other scanners of templates go wrong", () => {
  it.each([
    ["a number", 2],
    ["a text", "2"],
  ])("version 2 of the metadata service fails when it is a number and passes as a text: here it passes as %s", (_, version) => {
    const template = withNotebook({ InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: version } });
    expect(verdicts(template, ["notebook-imdsv2"])).toEqual({ "notebook-imdsv2": "pass" });
  });

  it("a key that a condition takes away passes: here AWS::NoValue is no key", () => {
    expect(verdicts(withNotebook({ KmsKeyId: orNothing }, keyed), ["notebook-volume-kms"])).toEqual({ "notebook-volume-kms": "fail" });
  });

  it("a resource whose condition is false is reported: here it does not exist", () => {
    const gone = { Type: "AWS::SageMaker::NotebookInstance", Condition: "Prod", Properties: { RootAccess: "Enabled" } };
    const template = withNotebook({}, keyed, { Gone: gone });
    expect(verdicts(template, ["notebook-root-access"], "Gone")).toEqual({});
    const perhaps = template.replace('"Env":{"Type":"String","Default":"dev"}', '"Env":{"Type":"String"}');
    expect(verdicts(perhaps, ["notebook-root-access"], "Gone")).toEqual({ "notebook-root-access": "unknown" });
  });

  const asked = ["notebook-root-access", "notebook-direct-internet", "notebook-vpc"];

  it("root access, direct internet access and subnet are not asked in templates: here they are", () => {
    expect(verdicts(withNotebook({ RootAccess: "Enabled", DirectInternetAccess: "Enabled" }), asked)).toEqual(all(asked, "fail"));
    const good = { RootAccess: "Disabled", DirectInternetAccess: "Disabled", SubnetId: "subnet-1", SecurityGroupIds: ["sg-1"] };
    expect(verdicts(withNotebook(good), asked)).toEqual(all(asked, "pass"));
  });

  it("a missing DirectInternetAccess passes: here AWS's default fails", () => {
    expect(verdicts(withNotebook({}), asked)).toEqual(all(asked, "fail"));
  });

  it("a value that nobody knows passes or fails: here a parameter without a value is unknown", () => {
    const open = { Parameters: { Open: { Type: "String" } } };
    const template = withNotebook({ RootAccess: { Ref: "Open" }, DirectInternetAccess: { Ref: "Open" }, KmsKeyId: { Ref: "Open" } }, open);
    const depending = ["notebook-root-access", "notebook-direct-internet", "notebook-volume-kms"];
    expect(verdicts(template, depending)).toEqual(all(depending, "unknown"));
    // Whatever it will be, it is no empty one: AWS takes none.
    expect(verdicts(withNotebook({ SubnetId: { Ref: "Open" } }, open), ["notebook-vpc"])).toEqual({ "notebook-vpc": "pass" });
  });

  it("a security configuration that nobody declared fails as none: here a reference that leads nowhere is unknown", () => {
    const cluster = { Type: "AWS::EMR::Cluster", Properties: { SecurityConfiguration: { Ref: "Misspelt" } } };
    expect(verdicts(withNotebook({}, {}, { Cluster: cluster }), ["emr-security-configuration"], "Cluster")).toEqual({
      "emr-security-configuration": "unknown",
    });
  });

  it("a cluster in a subnet fails for having none: here its subnet is looked for where valid templates have it", () => {
    const cluster = (instances: JsonObject): string =>
      JSON.stringify({
        Resources: { Spark: { Type: "AWS::EMR::Cluster", Properties: { Name: "s", JobFlowRole: "j", ServiceRole: "r", Instances: instances } } },
      });
    for (const instances of [{ Ec2SubnetId: "subnet-1" }, { Ec2SubnetIds: ["subnet-1", "subnet-2"] }])
      expect(read(cluster(instances)).resources[0]?.config["subnetId"]).toBe("subnet-1");
    expect(read(cluster({})).resources[0]?.config["subnetId"]).toBeNull();
  });
});
