import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import {
  byId,
  changeOf,
  expressionsOf,
  hidden,
  objectAt,
  planDocument,
  planText,
  providerExpressions,
  read,
  readEdited,
  readPlan,
  sourcesOf,
  withoutPositions,
} from "./plans.ts";

const notebook = (name: string): string => `aws_sagemaker_notebook_instance.${name}`;
const applied = "known-after-apply";

test("1: what the author left out is unset, though the plan calls it known after apply", () => {
  const bare = byId(readPlan("01-notebooks-mixed"), notebook("bare"));
  expect(hidden(bare)).toEqual({});
  expect(bare.config).toMatchObject({ securityGroupIds: [], platform: null, subnetId: null, kmsKeyId: null });
});

test("1: what the author wrote as a reference is unknown, and present where it is an attribute that always exists", () => {
  const estate = readPlan("02-unknown-from-resources");
  expect(hidden(byId(estate, notebook("all_refs")))).toMatchObject({
    "/kmsKeyId": { reason: applied, detail: "aws_kms_key.ml.arn", set: true },
    "/subnetId": { reason: applied, detail: "aws_subnet.ml[0].id", set: true },
    "/securityGroupIds": { reason: applied, detail: "aws_security_group.ml.id", set: true },
  });
  expect(hidden(byId(estate, notebook("enum_unknown")))["/rootAccess"]).toEqual({ reason: applied, detail: "terraform_data.flag.output" });
});

test("1: a conditional reference may yield null, so it is not said to be present", () => {
  const estate = readEdited("02-unknown-from-resources", (plan) => {
    expressionsOf(plan, notebook("all_refs"))["kms_key_id"] = { references: ["var.encrypt", "aws_kms_key.ml.arn", "aws_kms_key.ml"] };
  });
  expect(hidden(byId(estate, notebook("all_refs")))["/kmsKeyId"]).toEqual({ reason: applied, detail: "var.encrypt, aws_kms_key.ml.arn" });
});

test("1: a variable that nobody set is as good as nothing written", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    plan["variables"] = { platform: { value: null } };
    expressionsOf(plan, notebook("bare"))["platform_identifier"] = { references: ["var.platform"] };
  });
  expect(byId(estate, notebook("bare")).config["platform"]).toBeNull();
  const set = readEdited("01-notebooks-mixed", (plan) => {
    plan["variables"] = { platform: { value: "notebook-al2-v3" } };
    expressionsOf(plan, notebook("bare"))["platform_identifier"] = { references: ["var.platform"] };
  });
  expect(hidden(byId(set, notebook("bare")))["/platform"]).toEqual({ reason: applied, detail: "var.platform" });
});

test("1: without the configuration part, what is unknown stays unknown", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => delete plan["configuration"]);
  expect(Object.keys(hidden(byId(estate, notebook("bare")))).toSorted()).toEqual(["/platform", "/securityGroupIds", "/tags/-"]);
});

test("1: during an update, what the provider leaves open stays unknown", () => {
  const estate = readEdited("20-state-lifecycle/v2", (plan) => {
    const change = changeOf(plan, `${notebook("nb")}["update_fix"]`);
    delete objectAt(change, "after")["platform_identifier"];
    change["after_unknown"] = { platform_identifier: true };
  });
  expect(hidden(byId(estate, `${notebook("nb")}["update_fix"]`))["/platform"]?.reason).toBe(applied);
});

test("1: an attribute that AWS always sets is present and unknown, not missing", () => {
  const estate = readPlan("09-model-endpoint");
  expect(hidden(byId(estate, "aws_sagemaker_endpoint.generated_name"))["/name"]).toMatchObject({ reason: applied, set: true });
  expect(hidden(byId(estate, "aws_sagemaker_endpoint_configuration.nvme"))["/variants/0/name"]).toMatchObject({
    reason: applied,
    set: true,
  });
});

test("6: an expression without references is a written one, not an unset field", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    expressionsOf(plan, notebook("bare"))["platform_identifier"] = {};
  });
  expect(hidden(byId(estate, notebook("bare")))["/platform"]).toEqual({ reason: applied, detail: "an expression without references" });
});

test("7: blocks of a dynamic block over something unknown are unknown, though nothing in the plan tells of them", () => {
  const id = "aws_sagemaker_endpoint_configuration.dyn_unknown";
  expect(hidden(byId(readPlan("02-unknown-from-resources"), id))["/variants"]?.reason).toBe(applied);
  const estate = read(planText("02-unknown-from-resources"), sourcesOf("02-unknown-from-resources"));
  expect(hidden(byId(estate, id))["/variants"]).toEqual({ reason: applied, detail: "a dynamic block makes production_variants" });
});

test("7: a block that is unknown and not written is only taken for unset where the .tf file shows no dynamic block", () => {
  const pointer = "/containers/0/modelDataUrl";
  const model = "aws_sagemaker_model.m";
  expect(hidden(byId(readPlan("02-unknown-from-resources"), model))[pointer]?.detail).toContain("only the .tf file tells");
  const estate = read(planText("02-unknown-from-resources"), sourcesOf("02-unknown-from-resources"));
  expect(byId(estate, model).config).toMatchObject({ containers: [{ modelDataUrl: null }] });
});

test("7: a value in a block that a dynamic block made is not taken for unset", () => {
  const estate = readEdited("02-unknown-from-resources", (plan) => {
    delete expressionsOf(plan, "aws_sagemaker_endpoint_configuration.ec")["production_variants"];
  });
  expect(hidden(byId(estate, "aws_sagemaker_endpoint_configuration.ec"))["/variants/0/volumeSizeGb"]).toEqual({
    reason: applied,
    detail: "a dynamic block makes it",
  });
});

test("7: where a dynamic block adds to written blocks, none of them is taken for the written one", () => {
  const id = "aws_sagemaker_endpoint_configuration.good";
  const estate = readEdited("09-model-endpoint", (plan) => {
    const written = expressionsOf(plan, id)["production_variants"];
    expressionsOf(plan, id)["production_variants"] = Array.isArray(written) ? written.slice(0, 1) : null;
  });
  expect(byId(readPlan("09-model-endpoint"), id).config).toMatchObject({ variants: [{ volumeSizeGb: null }, { volumeSizeGb: null }] });
  expect(hidden(byId(estate, id))["/variants/0/volumeSizeGb"]?.detail).toBe("a dynamic block makes it");
});

test("7: one unknown element leaves the others of its list known", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    const change = changeOf(plan, notebook("vpc_but_internet"));
    objectAt(change, "after")["security_groups"] = ["sg-0123456789abcdef0", null];
    objectAt(change, "after_unknown")["security_groups"] = [false, true];
    expressionsOf(plan, notebook("vpc_but_internet"))["security_groups"] = {
      references: ["aws_security_group.ml.id", "aws_security_group.ml"],
    };
  });
  const found = byId(estate, notebook("vpc_but_internet"));
  expect(found.config["securityGroupIds"]).toEqual(["sg-0123456789abcdef0", ""]);
  expect(hidden(found)).toEqual({ "/securityGroupIds/1": { reason: applied, detail: "aws_security_group.ml.id", set: true } });
});

test("9: after a refresh, empty texts and lists are absent values", () => {
  const bad = byId(readPlan("20-state-lifecycle/v2"), `${notebook("nb")}["noop_bad"]`);
  expect(bad.config).toMatchObject({ kmsKeyId: null, subnetId: null, lifecycleConfigName: null, securityGroupIds: [], platform: null });
  expect(hidden(bad)).toEqual({});
});

test("10: created, updated, replaced, moved and kept resources are read; deleted and forgotten ones are not", () => {
  const ids = readPlan("20-state-lifecycle/v2").resources.flatMap(({ id }) => (id.startsWith("aws_sagemaker_") ? [id] : []));
  expect(ids).toEqual([
    "aws_sagemaker_endpoint_configuration.ec",
    "aws_sagemaker_model.m",
    notebook("brand_new"),
    ...["key.with.dots", "noop", "noop_bad", "replace_subnet", "tag_drop", "update_break", "update_fix"].map(
      (key) => `${notebook("nb")}["${key}"]`,
    ),
    notebook("new_name"),
  ]);
  expect(readPlan("21-destroy").resources).toEqual([]);
});

test("10: a replaced resource is judged as it will be, an updated one too", () => {
  const estate = readPlan("20-state-lifecycle/v2");
  expect(byId(estate, `${notebook("nb")}["replace_subnet"]`).config["subnetId"]).toBe("subnet-392905fb4ccce9561");
  expect(byId(estate, `${notebook("nb")}["update_fix"]`).config["rootAccess"]).toBe("Disabled");
});

test("11: a plan without changes is read from the state after its refresh", () => {
  const estate = readPlan("23-drift-refresh-only");
  expect(estate.resources.filter(({ id }) => id.startsWith("aws_sagemaker_"))).toHaveLength(12);
  expect(byId(estate, `${notebook("nb")}["noop"]`).config["tags"]).toEqual({ system: "MLSpace" });
});

test("11: a plan of nothing is an estate of nothing", () => {
  const estate = read('{"format_version":"1.2","planned_values":{"root_module":{}},"configuration":{"root_module":{}}}');
  expect(estate).toEqual({ format: "sagewarden/estate@1", source: "terraform-plan", collectedAt: null, resources: [], coverage: [] });
});

test("11: a plan that ended in an error is refused", () => {
  expect(() => readPlan("24-import")).toThrow(/ended in an error/);
});

test("11: a plan that says it is incomplete leaves its cells partial", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => (plan["complete"] = false));
  const lists = estate.coverage.filter(({ phase }) => phase === "list");
  expect(lists.every(({ state }) => state === "partial")).toBe(true);
});

test("12: drift is not what will be: only planned changes are read", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    plan["resource_drift"] = planDocument("23-drift-refresh-only")["resource_drift"] ?? [];
  });
  expect(estate).toEqual(readPlan("01-notebooks-mixed"));
});

test("13: the order in which a plan lists its resources does not show", () => {
  const reversed = readEdited("04-modules-dotted-keys", (plan) => {
    if (Array.isArray(plan["resource_changes"])) plan["resource_changes"].reverse();
  });
  expect(withoutPositions(reversed)).toEqual(withoutPositions(readPlan("04-modules-dotted-keys")));
});

test("14: resources in modules with any key keep their own configuration", () => {
  const estate = read(planText("04-modules-dotted-keys"), sourcesOf("04-modules-dotted-keys"));
  const found = byId(estate, 'module.team["été.日本"].module.nb["n.1"].aws_sagemaker_notebook_instance.this');
  expect(found.config).toMatchObject({ rootAccess: "Disabled", tags: { project: "été.日本", system: "MLSpace", user: "n.1" } });
  expect(estate.resources).toHaveLength(31);
  expect(estate.resources.flatMap((resource) => Object.keys(hidden(resource)))).toEqual([]);
});

test("15: Terraform's plan and OpenTofu's give the same estate", () => {
  const terraform = read(planText("01-notebooks-mixed", "plan.terraform-1.13.3.json"));
  expect(withoutPositions(terraform)).toEqual(withoutPositions(readPlan("01-notebooks-mixed")));
});

test("16: a role that is made with the notebook is a role that is there, with an ARN to come", () => {
  const found = byId(readPlan("02-unknown-from-resources"), notebook("tags_unknown"));
  expect(hidden(found)["/roleArn"]).toEqual({
    reason: applied,
    detail: "aws_iam_role.nb.arn",
    set: true,
    same: "aws_iam_role.nb.arn",
  });
});

test("17: the region is the resource's own, else the provider's", () => {
  const estate = readPlan("05-default-tags");
  expect(byId(estate, notebook("own_region")).region).toBe("ap-southeast-2");
  expect(byId(estate, `module.sub.${notebook("m")}`).region).toBe("eu-west-1");
  const older = readEdited("05-default-tags", (plan) => {
    for (const name of ["other_provider", "from_default"]) delete objectAt(changeOf(plan, notebook(name)), "after")["region"];
    providerExpressions(plan, "aws")["region"] = { references: ["data.aws_region.here.name", "data.aws_region.here"] };
  });
  expect(byId(older, notebook("other_provider")).region).toBe("eu-west-1");
  expect(byId(older, notebook("from_default")).region).toBe("unknown");
});

test("variables: a value that is sensitive or only known after apply may be a secret, and is not looked at", () => {
  const address = "aws_sagemaker_model.good";
  const withEnvironment = (environment: JsonObject, marks: { after_unknown?: JsonObject; after_sensitive?: JsonObject }) =>
    byId(
      readEdited("09-model-endpoint", (plan) => {
        const change = changeOf(plan, address);
        objectAt(change, "after", "primary_container", 0)["environment"] = environment;
        for (const [mask, said] of Object.entries(marks)) change[mask] = { primary_container: [{ environment: said }] };
        objectAt(expressionsOf(plan, address), "primary_container", 0)["environment"] = { references: ["var.environment"] };
      }),
      address,
    );
  const place = "/containers/0/secretVariables";
  const clear = withEnvironment({ DB_PASSWORD: "hunter22", EPOCHS: "10" }, {});
  expect(clear.config["containers"]).toMatchObject([{ secretVariables: ["DB_PASSWORD: a secret by its name"] }]);
  expect(hidden(withEnvironment({ DB_PASSWORD: "hunter22" }, { after_sensitive: { DB_PASSWORD: true } }))[place]).toMatchObject({
    reason: "sensitive",
  });
  expect(hidden(withEnvironment({ EPOCHS: "10" }, { after_unknown: { DB_PASSWORD: true } }))[place]).toMatchObject({ reason: applied });
  const both = withEnvironment({ DB_PASSWORD: "hunter22" }, { after_unknown: { URL: true } });
  expect(both.config["containers"]).toMatchObject([{ secretVariables: ["DB_PASSWORD: a secret by its name"] }]);
  expect(hidden(both)[`${place}/-`]).toMatchObject({ reason: applied });
});
