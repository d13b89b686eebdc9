import { describe, expect, it } from "vitest";
import type { Cell } from "../../../src/estate/cell.ts";
import type { JsonObject } from "../../../src/estate/json.ts";
import { typesUnjudged } from "../../../src/iac/coverage.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, hidden, planText, read, readPlan, sourcesOf } from "./plans.ts";

const name = "31-later-types";
const estate = read(planText(name), sourcesOf(name));

const change = (type: string, provider: string, actions = ["create"]): JsonObject => ({
  address: `${type}.one`,
  mode: "managed",
  type,
  name: "one",
  provider_name: `registry.terraform.io/hashicorp/${provider}`,
  change: { actions, before: null, after: actions.includes("create") ? {} : null, after_unknown: { id: true } },
});
const cellsOf = (...changes: JsonObject[]): Cell[] =>
  read(JSON.stringify({ format_version: "1.2", resource_changes: changes, configuration: { root_module: {} } })).coverage;

describe("Types of later versions of the provider", () => {
  it("are judged where a kind knows how they are spelled: a tuning job by its one definition, or by its several", () => {
    for (const rule of [
      "inter-container-encryption",
      "job-volume-kms",
      "network-isolation",
      "output-kms",
      "required-tags",
      "vpc-placement",
    ])
      expect([rule, verdictsOf(estate, rule)]).toMatchObject([rule, { careless: "fail", careful: "pass" }]);
    expect(verdictsOf(estate, "secret-in-variables")).toMatchObject({ careless: "fail", careful: "pass" });
  });

  it("are judged where a kind knows how they are spelled: an MLflow application", () => {
    expect(byId(estate, "aws_sagemaker_mlflow_app.tracking").config).toMatchObject({ name: "tracking", artifactUri: "s3://acme/mlflow" });
    expect(verdictsOf(estate, "required-tags")).toMatchObject({ tracking: "fail" });
  });

  it("join what stands in a list to what the plan creates", () => {
    expect(hidden(byId(estate, "aws_sagemaker_hyper_parameter_tuning_job.careless"))["/definitions/0/roleArn"]).toMatchObject({
      same: "aws_iam_role.training.arn",
    });
  });

  it("that cannot be read, though rules ask for such things, are a gap", () => {
    expect(estate.coverage).toContainEqual({
      account: "planned",
      region: "eu-central-1",
      kind: "aws_sagemaker_inference_component",
      phase: "list",
      state: "not-reached",
      seen: 0,
      detail: "1 of them cannot be read from a plan; rules ask for inference-component",
    });
  });

  it("for which no rule asks are told, and are no gap", () => {
    expect(typesUnjudged(estate)).toEqual(["aws_sagemaker_hub"]);
    expect(estate.coverage.filter(({ kind }) => kind === "aws_sagemaker_hub")).toMatchObject([{ phase: "dependency" }]);
  });
});

describe("Resources of the Cloud Control provider", () => {
  it("are a gap where rules ask for such things, even if the plan holds nothing else", () => {
    const cells = cellsOf(change("awscc_sagemaker_notebook_instance", "awscc"), change("awscc_iam_role", "awscc"));
    expect(cells.map(({ kind, phase, state, region }) => [kind, phase, state, region])).toEqual([
      ["awscc_iam_role", "list", "not-reached", "unknown"],
      ["awscc_sagemaker_notebook_instance", "list", "not-reached", "unknown"],
    ]);
  });

  it("are told where no rule asks for them, and passed over where they are none of machine learning", () => {
    const cells = cellsOf(
      change("awscc_sagemaker_workteam", "awscc"),
      change("awscc_s3_bucket", "awscc"),
      change("awscc_logs_log_group", "awscc"),
    );
    expect(cells.map(({ kind, phase }) => [kind, phase])).toEqual([["awscc_sagemaker_workteam", "dependency"]]);
  });

  it("that are deleted are no gap", () => {
    expect(cellsOf(change("awscc_sagemaker_notebook_instance", "awscc", ["delete"]))).toEqual([]);
  });
});

it("no type that the real plans hold is a gap", () => {
  for (const plan of ["08-studio", "09-model-endpoint", "10-emr", "11-iam", "demo"])
    expect(readPlan(plan).coverage.filter(({ state, phase }) => phase === "list" && state === "not-reached")).toEqual([]);
});
