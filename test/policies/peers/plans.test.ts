import { describe, expect, it } from "vitest";
import { planText, read, sourcesOf } from "../../iac/terraform/plans.ts";
import { verdictsOf } from "../verdicts-of.ts";

const name = "32-peers";
const estate = read(planText(name), sourcesOf(name));
const names = new Map(estate.resources.map((one) => [one.id, one.name]));
const said = (rule: string, ...ids: string[]): (string | undefined)[] => {
  const verdicts = verdictsOf({ ...estate, resources: estate.resources.map((one) => ({ ...one, name: one.id })) }, rule);
  for (const id of ids) if (!names.has(id)) throw new Error(`the plan has no ${id}`);
  return ids.map((id) => verdicts[id]);
};

const notebook = (key: string): string => `aws_sagemaker_notebook_instance.nb["${key}"]`;
const security = (key: string): string => `aws_emr_security_configuration.enc["${key}"]`;
const configuration = (key: string): string => `aws_sagemaker_endpoint_configuration.ec["${key}"]`;

describe("Cases of other scanners, planned", () => {
  it.each([
    ["notebook-direct-internet", { pass: "pass", net: "fail", root: "pass", novpc: "fail", empty: "pass" }],
    ["notebook-root-access", { pass: "pass", net: "pass", root: "fail", novpc: "fail", empty: "pass" }],
    ["notebook-vpc", { pass: "pass", net: "pass", root: "pass", novpc: "fail", empty: "fail" }],
    ["notebook-volume-kms", { pass: "pass", net: "pass", root: "pass", novpc: "fail", empty: "fail" }],
    ["notebook-imdsv2", { pass: "pass", net: "pass", root: "pass", novpc: "pass", empty: "pass" }],
    ["required-tags", { pass: "pass", net: "pass", root: "pass", novpc: "pass", empty: "pass" }],
  ])("%s is answered for notebooks of a for_each, whose values are written elsewhere, are null, or are empty", (rule, expected) => {
    expect(said(rule, ...Object.keys(expected).map(notebook))).toEqual(Object.values(expected));
  });

  it("what is known only after apply passes where it is surely there, and fails where it is surely not", () => {
    const [first, second] = ["aws_sagemaker_notebook_instance.refs[0]", "aws_sagemaker_notebook_instance.refs[1]"];
    for (const rule of ["notebook-vpc", "notebook-volume-kms", "notebook-auto-stop", "work-ports-open"])
      expect([rule, ...said(rule, first, second)]).toEqual([rule, "pass", "pass"]);
    expect(said("notebook-volume-kms", "aws_sagemaker_notebook_instance.nokey")).toEqual(["fail"]);
  });

  it("a key that a module may or may not be given is told by what it was given, not by its shape", () => {
    const [without, perhaps] = ["a.b", "c"].map((key) => `module.kit["${key}"].aws_sagemaker_notebook_instance.in_module`);
    expect(said("notebook-volume-kms", without ?? "", perhaps ?? "")).toEqual(["fail", "unknown"]);
  });

  it("a role's administrator policy is found in each instance of a module", () => {
    expect(said("role-administrator", 'module.kit["a.b"].aws_iam_role.r', 'module.kit["c"].aws_iam_role.r')).toEqual(["fail", "fail"]);
  });

  it("a security configuration is read, and one with an unknown part is neither passed nor failed", () => {
    const keys = ["rest", "off", "missing", "none"].map(security);
    expect(said("emr-at-rest-encryption", ...keys)).toEqual(["pass", "fail", "fail", "fail"]);
    expect(said("emr-s3-kms", "aws_emr_security_configuration.s3", "aws_emr_security_configuration.partial")).toEqual(["fail", "unknown"]);
  });

  it("a cluster has its subnet among its attributes, and is not failed for lacking one elsewhere", () => {
    expect(said("emr-security-configuration", "aws_emr_cluster.bare", "aws_emr_cluster.good")).toEqual(["fail", "pass"]);
    expect(said("work-ports-open", "aws_emr_cluster.good", "aws_sagemaker_domain.d")).toEqual(["pass", "pass"]);
  });

  it("models and endpoint configurations are answered for by themselves, whatever is unknown of their neighbours", () => {
    expect(said("network-isolation", "aws_sagemaker_model.pass", "aws_sagemaker_model.fail")).toEqual(["pass", "fail"]);
    expect(said("endpoint-config-kms", ...["one", "two"].map(configuration))).toEqual(["fail", "pass"]);
    expect(said("endpoint-instance-count", ...["one", "two"].map(configuration))).toEqual(["fail", "pass"]);
  });
});
