import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import { byId, changeOf, expressionsOf, hidden, objectAt, readEdited, readPlan } from "./plans.ts";

const good = "aws_sagemaker_notebook_instance.good";
const lifecycle = "aws_sagemaker_notebook_instance_lifecycle_configuration.autostop";

/** Makes a field of the good notebook of plan 01 unknown, with these references. */
const withReferences =
  (attribute: string, references: string[]) =>
  (plan: JsonObject): void => {
    const change = changeOf(plan, good);
    delete objectAt(change, "after")[attribute];
    objectAt(change, "after_unknown")[attribute] = true;
    expressionsOf(plan, good)[attribute] = { references };
  };

test("an id that is a name is known through the plan", () => {
  const estate = readEdited("01-notebooks-mixed", withReferences("lifecycle_config_name", [`${lifecycle}.id`, lifecycle]));
  const found = byId(estate, good);
  expect(found.config["lifecycleConfigName"]).toBe("autostop");
  expect(hidden(found)).toEqual({});
});

test("an id that is a sensitive name is not shown through a reference", () => {
  const estate = readEdited("01-notebooks-mixed", (plan) => {
    withReferences("lifecycle_config_name", [`${lifecycle}.id`, lifecycle])(plan);
    objectAt(changeOf(plan, lifecycle), "after_sensitive")["name"] = true;
  });
  expect(hidden(byId(estate, good))["/lifecycleConfigName"]?.reason).toBe("known-after-apply");
});

test("an id that AWS chooses stays unknown, and is the same on both ends", () => {
  const estate = readPlan("08-studio");
  const end = byId(estate, "aws_sagemaker_domain.good").unknown["/domainId"];
  expect(end).toMatchObject({ reason: "known-after-apply", set: true, same: "aws_sagemaker_domain.good.id" });
  for (const id of ["aws_sagemaker_user_profile.ada", "aws_sagemaker_space.private", "aws_sagemaker_app.jl"])
    expect(byId(estate, id).unknown["/domainId"]?.same).toBe(end?.same);
  expect(byId(estate, "aws_sagemaker_domain.bad").unknown["/domainId"]?.same).not.toBe(end?.same);
});

const joined: Readonly<Record<string, string>> = {
  "/subnetId": "aws_subnet.ml[0].id",
  "/subnetIds": "aws_subnet.ml[0].id",
  "/securityGroupIds": "aws_security_group.ml.id",
  "/roleArn": "aws_iam_role.nb.arn",
  "/kmsKeyId": "aws_kms_key.ml.arn",
};

test("only a reference to a resource of the estate, in a field that joins, is said to be the same", () => {
  const estate = readPlan("02-unknown-from-resources");
  const { unknown } = byId(estate, "aws_sagemaker_notebook_instance.all_refs");
  for (const [pointer, { same }] of Object.entries(unknown)) expect([pointer, same]).toEqual([pointer, joined[pointer]]);
});

const nested = 'module.team["a.b"].module.nb["n.1"].aws_sagemaker_notebook_instance.this';

/** Makes the key of one notebook of plan 04 unknown; its module takes it from `var.kms`. */
const throughModule =
  (passed: JsonObject | undefined, more?: (team: JsonObject) => void) =>
  (plan: JsonObject): void => {
    const change = changeOf(plan, nested);
    delete objectAt(change, "after")["kms_key_id"];
    objectAt(change, "after_unknown")["kms_key_id"] = true;
    const team = objectAt(plan, "configuration", "root_module", "module_calls", "team", "module");
    const expressions = objectAt(team, "module_calls", "nb", "expressions");
    if (passed) expressions["kms"] = passed;
    else delete expressions["kms"];
    more?.(team);
  };
const keyIn = (edit: (plan: JsonObject) => void): unknown => {
  const found = byId(readEdited("04-modules-dotted-keys", edit), nested);
  return found.unknown["/kmsKeyId"] ?? found.config["kmsKeyId"];
};

test("a module's variable is followed to the resource that its caller passes", () => {
  const passed = { references: ["aws_kms_key.ml.arn", "aws_kms_key.ml"] };
  expect(keyIn(throughModule(passed))).toEqual({ reason: "known-after-apply", detail: 'module.team["a.b"].aws_kms_key.ml.arn', set: true });
});

test("a module's output is followed to the resource in it", () => {
  const edit = throughModule({ references: ["module.keys.arn", "module.keys"] }, (team) => {
    objectAt(team, "module_calls")["keys"] = {
      module: { outputs: { arn: { expression: { references: ["aws_kms_key.this.arn", "aws_kms_key.this"] } } } },
    };
  });
  expect(keyIn(edit)).toMatchObject({ detail: 'module.team["a.b"].module.keys.aws_kms_key.this.arn', set: true });
});

test("a module's variable that nobody passes is null, and so is one that is passed as null", () => {
  expect(keyIn(throughModule(undefined))).toBeNull();
  expect(keyIn(throughModule({ constant_value: null }))).toBeNull();
});

test("a reference that cannot be followed is unknown and not said to be present", () => {
  for (const references of [
    ["local.key"],
    ["each.value"],
    ["module.none.arn", "module.none"],
    ["data.aws_kms_key.k.arn", "data.aws_kms_key.k"],
  ])
    expect(keyIn(throughModule({ references }))).toEqual({ reason: "known-after-apply", detail: references[0] });
});

test("an attribute that may be null is not said to be present", () => {
  expect(keyIn(throughModule({ references: ["aws_x.y.kms_key_id", "aws_x.y"] }))).not.toHaveProperty("set");
});

test("modules that call each other in a circle are left, not followed for ever", () => {
  const edit = throughModule({ references: ["module.loop.a", "module.loop"] }, (team) => {
    const outputs = { a: { expression: { references: ["var.a"] } } };
    objectAt(team, "module_calls")["loop"] = { expressions: { a: { references: ["module.loop.a", "module.loop"] } }, module: { outputs } };
  });
  expect(keyIn(edit)).toMatchObject({ reason: "known-after-apply" });
});
