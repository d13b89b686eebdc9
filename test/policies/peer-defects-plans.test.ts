import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import { parseConfig } from "../../src/config/load.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { allShapes, judge } from "../../src/judge.ts";
import { byId, changeOf, expressionsOf, objectAt, read, readEdited, readPlan } from "../iac/terraform/plans.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const { rules } = catalogue;
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();

const scratch = "aws_sagemaker_notebook_instance.scratch";
type Edit = (after: JsonObject, unknown: JsonObject, expressions: JsonObject) => void;

/** The demo's plan with its careless notebook edited, judged by these rules. */
const verdicts = (ids: readonly string[], edit: Edit): Record<string, string> => {
  const estate = readEdited("demo", (plan) => {
    const change = changeOf(plan, scratch);
    const [after, unknown] = [change["after"], change["after_unknown"]];
    if (!isObject(after) || !isObject(unknown)) throw new Error("the plan of the demo has changed");
    edit(after, unknown, expressionsOf(plan, scratch));
  });
  const chosen = rules.filter(({ id }) => ids.includes(id));
  const said = evaluate({ estate, shapes, rules: chosen, params: Object.fromEntries(ids.map((id) => [id, {}])), policy, now: exampleNow });
  return Object.fromEntries(said.filter(({ resource }) => resource === scratch).map(({ rule, verdict }) => [rule, verdict]));
};

const asked = ["notebook-direct-internet", "notebook-root-access", "notebook-volume-kms", "notebook-vpc"];
const fields = ["direct_internet_access", "root_access", "kms_key_id", "subnet_id"];

describe("Where other scanners of plans go wrong", () => {
  it("an access to the internet that is left out passes: here AWS's default fails", () => {
    const left: Edit = (after, _unknown, expressions) => {
      for (const field of fields) {
        after[field] = null;
        delete expressions[field];
      }
    };
    expect(verdicts(asked, left)).toEqual(Object.fromEntries(asked.map((id) => [id, "fail"])));
  });

  it.each([
    ["a variable", { references: ["var.given"] }],
    ["a local value", { references: ["local.given"] }],
  ])("what is unknown fails when it comes from %s, and passes from a resource: here it is never a failure or a pass for what may be either", (_, reference) => {
    const hide: Edit = (after, unknown, expressions) => {
      for (const field of fields) {
        delete after[field];
        unknown[field] = true;
        expressions[field] = reference;
      }
    };
    expect(verdicts(asked, hide)).toEqual(Object.fromEntries(asked.map((id) => [id, "unknown"])));
  });

  it("nothing is said where a document is text in the plan: here a security configuration is read", () => {
    const configuration = JSON.stringify({
      EncryptionConfiguration: { EnableInTransitEncryption: false, EnableAtRestEncryption: true },
    });
    const [found] = read(
      JSON.stringify({
        format_version: "1.2",
        terraform_version: "1.9.0",
        resource_changes: [
          {
            address: "aws_emr_security_configuration.a",
            mode: "managed",
            type: "aws_emr_security_configuration",
            name: "a",
            provider_name: "registry.terraform.io/hashicorp/aws",
            change: { actions: ["create"], before: null, after: { name: "a", configuration }, after_unknown: {}, after_sensitive: {} },
          },
        ],
        configuration: { root_module: {} },
      }),
    ).resources;
    expect(found?.config).toMatchObject({ inTransitEncryption: false, atRestEncryption: true });
  });

  const clusters = readPlan("10-emr");
  const { config } = parseConfig("profile: baseline", "sagewarden.yaml");
  const { resources, findings } = judge({ estate: clusters, config, catalogue, policy, now: exampleNow, version: "0", target: "plan" });

  it("a cluster without Kerberos fails since its unset block is an empty list: here that is none, and no cluster must have it", () => {
    const cluster = "aws_emr_cluster.good";
    readEdited("10-emr", (plan) => expect(objectAt(changeOf(plan, cluster), "after")["kerberos_attributes"]).toEqual([]));
    expect(findings.filter(({ resource, evidence }) => resource === cluster && JSON.stringify(evidence).toLowerCase().includes("kerberos"))).toEqual([]);
    expect(resources.find(({ id }) => id === cluster)?.verdicts).not.toHaveProperty("emr-kerberos");
  });

  it("a cluster whose security groups are not in the plan fails for them: here what they let in is unknown", () => {
    const said = resources.find(({ id }) => id === "aws_emr_cluster.good")?.verdicts;
    expect([said?.["groups-open"], said?.["work-ports-open"]]).toEqual(["unknown", "unknown"]);
  });

  it("a cluster in a subnet fails for having none at the top: here its subnet is read from ec2_attributes", () => {
    expect(byId(clusters, "aws_emr_cluster.good").config["subnetId"]).toBe("subnet-0123456789abcdef0");
    expect(byId(clusters, "aws_emr_cluster.bad").config["subnetId"]).toBeNull();
  });
});
