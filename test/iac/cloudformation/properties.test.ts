import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Estate, Resource } from "../../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../../src/estate/json.ts";
import { evaluate } from "../../../src/evaluate/evaluate.ts";
import { exampleNow } from "../../../src/evaluate/example.ts";
import { loadCatalogue } from "../../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../../src/evaluate/policy.ts";
import { Problem } from "../../../src/estate/problem.ts";
import { allShapes } from "../../../src/judge.ts";
import { readTerraformPlan } from "../../../src/iac/terraform/plan.ts";
import { kinds } from "../../../src/kinds/registry.ts";
import { notebookType, read } from "./templates.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();
const rules = catalogue.rules.filter((rule) => rule.kinds.some((kind) => kind === "notebook-instance" || kind === "model"));

type Verdicts = Map<string, string>;

const verdictsOf = (estate: Estate): Verdicts => {
  const params = Object.fromEntries(
    rules.map((rule) => [rule.id, Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, one]) => [name, one.default]))]),
  );
  const said = evaluate({ estate, shapes, rules, params, policy, now: exampleNow });
  return new Map(said.map(({ resource, rule, verdict }) => [`${resource.replace(/^.*\./, "")} ${rule}`, verdict]));
};

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });

/** A notebook as both sources spell it. */
const notebook = fc.record({
  rootAccess: maybe(fc.constantFrom("Enabled", "Disabled")),
  internet: maybe(fc.constantFrom("Enabled", "Disabled")),
  subnet: maybe(fc.constantFrom("subnet-1", "subnet-2")),
  key: maybe(fc.constantFrom("alias/ml", "alias/aws/sagemaker")),
  imds: maybe(fc.constantFrom("1", "2")),
  size: maybe(fc.constantFrom(5, 50, 10_000)),
  type: fc.constantFrom("ml.t3.medium", "ml.p4d.24xlarge"),
  platform: maybe(fc.constantFrom("notebook-al2-v2", "notebook-al2023-v1")),
  project: maybe(fc.constantFrom("churn", "")),
  user: maybe(fc.constantFrom("ada", "lin")),
});
type Notebook = typeof notebook extends fc.Arbitrary<infer One> ? One : never;

const without = (object: Record<string, Json | undefined>): JsonObject => {
  const entries = Object.entries(object).flatMap(([name, value]): [string, Json][] => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(entries);
};

const tagsOf = ({ project, user }: Notebook): JsonObject => without({ project, user });

const propertiesOf = (one: Notebook): JsonObject =>
  without({
    NotebookInstanceName: "nb",
    RoleArn: "arn:aws:iam::111122223333:role/nb",
    InstanceType: one.type,
    RootAccess: one.rootAccess,
    DirectInternetAccess: one.internet,
    SubnetId: one.subnet,
    KmsKeyId: one.key,
    VolumeSizeInGB: one.size,
    PlatformIdentifier: one.platform,
    InstanceMetadataServiceConfiguration: one.imds === undefined ? undefined : { MinimumInstanceMetadataServiceVersion: one.imds },
    Tags: Object.entries(tagsOf(one)).map(([Key, Value]) => ({ Key, Value })),
  });

const attributesOf = (one: Notebook): JsonObject => ({
  name: "nb",
  role_arn: "arn:aws:iam::111122223333:role/nb",
  instance_type: one.type,
  root_access: one.rootAccess ?? null,
  direct_internet_access: one.internet ?? null,
  subnet_id: one.subnet ?? null,
  kms_key_id: one.key ?? null,
  volume_size: one.size ?? null,
  platform_identifier: one.platform ?? null,
  instance_metadata_service_configuration: one.imds === undefined ? [] : [{ minimum_instance_metadata_service_version: one.imds }],
  tags: tagsOf(one),
  tags_all: tagsOf(one),
});

const templateOf = (properties: Json, sections: JsonObject = {}): JsonObject => ({
  ...sections,
  Resources: {
    Nb: { Type: notebookType, Properties: properties },
    Model: { Type: "AWS::SageMaker::Model", Properties: { EnableNetworkIsolation: true } },
  },
});

const planOf = (one: Notebook): string => {
  const type = "aws_sagemaker_notebook_instance";
  const change = { actions: ["create"], before: null, after: attributesOf(one), after_unknown: {}, after_sensitive: {} };
  const entry = { address: `${type}.Nb`, mode: "managed", type, name: "Nb", provider_name: "registry.terraform.io/hashicorp/aws", change };
  const written = { address: `${type}.Nb`, mode: "managed", type, name: "Nb", provider_config_key: "aws", expressions: {} };
  const provider_config = { aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" } };
  return JSON.stringify({
    format_version: "1.2",
    resource_changes: [entry],
    configuration: { provider_config, root_module: { resources: [written] } },
  });
};

/** The paths of the plain values below the properties. */
const leaves = (value: Json, path: (string | number)[] = []): (string | number)[][] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [path];
};

const put = (value: Json, [step, ...rest]: (string | number)[], by: (old: Json) => Json): Json => {
  if (step === undefined) return by(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? put(item, rest, by) : item));
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === step ? put(item, rest, by) : item]))
    : value;
};

const leafOf = fc.tuple(notebook, fc.nat()).map(([one, at]) => {
  const properties = propertiesOf(one);
  const paths = leaves(properties);
  return { properties, path: paths[at % paths.length] ?? [] };
});

const runs = { numRuns: 60 };
const bare = ({ positions: _, position: __, ...resource }: Resource): unknown => resource;

test("a literal and a parameter with that default mean the same", () => {
  fc.assert(
    fc.property(leafOf, ({ properties, path }) => {
      let value: Json = null;
      const referred = put(properties, path, (old) => ((value = old), { Ref: "P" }));
      const sections = { Parameters: { P: { Type: "String", Default: value } } };
      const [before, after] = [templateOf(properties), templateOf(referred, sections)].map((one) => read(JSON.stringify(one)));
      expect(after?.resources.map(bare)).toEqual(before?.resources.map(bare));
    }),
    runs,
  );
});

test("a parameter without a value moves verdicts to unknown, and nowhere else", () => {
  let moved = 0;
  fc.assert(
    fc.property(leafOf, ({ properties, path }) => {
      const referred = put(properties, path, () => ({ Ref: "P" }));
      const before = verdictsOf(read(JSON.stringify(templateOf(properties))));
      const after = verdictsOf(read(JSON.stringify(templateOf(referred, { Parameters: { P: { Type: "String" } } }))));
      for (const [key, verdict] of after) {
        const was = before.get(key);
        const same =
          verdict === was || (verdict === "pass" && was === "not-applicable") || (verdict === "not-applicable" && was === "pass");
        if (!same) moved++;
        if (!same) expect([key, was, verdict]).toEqual([key, was, "unknown"]);
      }
    }),
    runs,
  );
  expect(moved).toBeGreaterThan(10);
});

test("YAML and JSON of one template give the same, and the order of its keys changes nothing but positions", () => {
  const turned = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(turned);
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, item]) => [key, turned(item)]),
        )
      : value;
  };
  fc.assert(
    fc.property(notebook, (one) => {
      const template = templateOf(propertiesOf(one));
      const plain = read(JSON.stringify(template));
      for (const other of [
        stringify(template),
        stringify(template, { defaultStringType: "QUOTE_DOUBLE" }),
        JSON.stringify(turned(template), null, 2),
      ]) {
        const estate = read(other);
        expect(estate.resources.map(bare)).toEqual(plain.resources.map(bare));
        expect(estate.coverage).toEqual(plain.coverage);
      }
    }),
    runs,
  );
});

test("a template and a plan of the same notebook are judged alike", () => {
  const words = new Set<string>();
  fc.assert(
    fc.property(notebook, (one) => {
      const template = verdictsOf(read(JSON.stringify(templateOf(propertiesOf(one)))));
      const plan = verdictsOf(readTerraformPlan({ content: planOf(one), file: "plan.json", kinds }));
      for (const [key, verdict] of plan) {
        words.add(verdict);
        expect([key, template.get(key)]).toEqual([key, verdict]);
      }
    }),
    runs,
  );
  expect([...words]).toEqual(expect.arrayContaining(["pass", "fail", "not-applicable"]));
});

test("a template with anything in any place is read or refused in words, never worse", () => {
  const hostile: Json[] = [
    null,
    true,
    1,
    "",
    "x",
    [],
    {},
    { Ref: "Nb" },
    { Ref: 1 },
    { "Fn::If": [] },
    { "Fn::GetAtt": ["Nb", "RoleArn"] },
    { "Fn::Sub": "${" },
    { "Fn::Transform": 1 },
    { "Fn::ForEach::A": ["X", ["a"], { "K${X}": 1 }] },
    { ["__proto__"]: 1 },
  ];
  const sections: JsonObject = {
    Transform: "AWS::LanguageExtensions",
    Parameters: { P: { Type: "String", Default: "a" } },
    Mappings: { M: { a: { b: "c" } } },
    Conditions: { C: { "Fn::Equals": [{ Ref: "P" }, "a"] } },
    Outputs: { O: { Value: "x" } },
  };
  fc.assert(
    fc.property(notebook, fc.nat(), fc.constantFrom(...hostile), (one, at, value) => {
      const template = templateOf(
        { ...propertiesOf(one), KmsKeyId: { "Fn::If": ["C", { "Fn::FindInMap": ["M", "a", "b"] }, { Ref: "P" }] } },
        sections,
      );
      const paths = leaves(template).flatMap((path) => path.map((_, length) => path.slice(0, length + 1)));
      const text = JSON.stringify(put(template, paths[at % paths.length] ?? [], () => value));
      try {
        for (const { id } of read(text).resources) expect(id).not.toBe("");
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
