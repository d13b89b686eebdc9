import fc from "fast-check";
import { expect, test } from "vitest";
import type { Resource } from "../../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../../src/estate/json.ts";
import { fromPointer } from "../../../src/estate/pointer.ts";
import { Problem } from "../../../src/estate/problem.ts";
import { byId, changeOf, expressionsOf, objectAt, planDocument, planText, read, withoutPosition } from "./plans.ts";

const names = [
  "01-notebooks-mixed",
  "02-unknown-from-resources",
  "04-modules-dotted-keys",
  "05-default-tags",
  "07-sensitive",
  "23-drift-refresh-only",
];
const texts = new Map(names.map((name) => [name, planText(name)]));

/** Every place in a document, as a path. */
const paths = (value: Json, path: (string | number)[] = []): (string | number)[][] => [
  path,
  ...(Array.isArray(value) ? value.flatMap((item, index) => paths(item, [...path, index])) : []),
  ...(isObject(value) ? Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key])) : []),
];
const places = new Map(
  names.map((name) => [name, paths(planDocument(name)).filter((path) => path[0] !== "planned_values" && path.length > 0)]),
);

const replaced = (value: Json, [step, ...rest]: (string | number)[], put: Json | undefined): Json => {
  if (step === undefined) return put ?? null;
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      index !== step ? [item] : rest.length > 0 ? [replaced(item, rest, put)] : put === undefined ? [] : [put],
    );
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] =>
    key !== step ? [[key, item]] : rest.length > 0 ? [[key, replaced(item, rest, put)]] : put === undefined ? [] : [[key, put]],
  );
  return Object.fromEntries(entries);
};

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string()),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("json"), { maxKeys: 3 }),
  ),
}));
const hostile: Json = { ["__proto__"]: 1 };
const other: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<(Json | undefined)[]>(
    undefined,
    null,
    true,
    false,
    0,
    -1,
    "",
    "x",
    [],
    {},
    [null],
    [true],
    hostile,
    { true: true },
    "module.",
    "aws_x.y",
  ),
  json,
);

const mutation = fc
  .constantFrom(...names)
  .chain((name) =>
    fc.tuple(fc.constant(name), fc.array(fc.tuple(fc.constantFrom(...(places.get(name) ?? [])), other), { minLength: 1, maxLength: 3 })),
  );

/** A problem that is understood; anything else that is thrown goes on. */
const readOrProblem = (content: string): "read" | "problem" => {
  try {
    for (const { id, unknown, config } of read(content).resources) {
      expect(id).not.toBe("");
      for (const pointer of Object.keys(unknown))
        if (fromPointer(pointer).length === 1) expect(config).not.toHaveProperty(fromPointer(pointer));
    }
    return "read";
  } catch (error) {
    if (error instanceof Problem) return "problem";
    throw error;
  }
};

test("a plan with anything else in any place is read or refused in words, never worse", () => {
  const seen = { read: 0, problem: 0 };
  fc.assert(
    fc.property(mutation, ([name, changes]) => {
      const document = changes.reduce<Json>((value, [path, put]) => replaced(value, path, put), planDocument(name));
      seen[readOrProblem(JSON.stringify(document))]++;
    }),
    { numRuns: 400 },
  );
  expect(seen.read).toBeGreaterThan(20);
  expect(seen.problem).toBeGreaterThan(5);
});

test("a plan that is cut or spoilt at any place is refused in words", () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom("", "}", '"', "\\", "\u0000", "{", "[["), (name, at, put) => {
      // Without its last line break: three characters less and one more is never the same plan again.
      const text = (texts.get(name) ?? "").trimEnd();
      const cut = at % (text.length - 2);
      expect(readOrProblem(text.slice(0, cut) + put)).toBe("problem");
    }),
    { numRuns: 100 },
  );
});

/** The attributes of a notebook, and the pointers that are read from them. */
const attributes: Record<string, string> = {
  instance_type: "/instanceType",
  role_arn: "/roleArn",
  root_access: "/rootAccess",
  direct_internet_access: "/directInternetAccess",
  kms_key_id: "/kmsKeyId",
  subnet_id: "/subnetId",
  security_groups: "/securityGroupIds",
  volume_size: "/volumeSizeGb",
  platform_identifier: "/platform",
  lifecycle_config_name: "/lifecycleConfigName",
  default_code_repository: "/defaultCodeRepository",
  additional_code_repositories: "/additionalCodeRepositories",
  tags: "/tags/-",
};

const hide = (plan: JsonObject, id: string, attribute: string): void => {
  const change = changeOf(plan, id);
  const also = attribute === "tags" ? ["tags", "tags_all"] : [attribute];
  for (const name of also) {
    delete objectAt(change, "after")[name];
    objectAt(change, "after_unknown")[name] = true;
  }
  expressionsOf(plan, id)[attribute] = { references: ["terraform_data.x.output", "terraform_data.x"] };
};

/** What is read from an attribute beside what bears its name. */
const also: Record<string, string> = {
  defaultCodeRepository: "repositories",
  additionalCodeRepositories: "repositories",
  subnetId: "subnetIds",
};

const without = (resource: Resource, pointer: string): unknown => {
  const { config, unknown, defaulted, ...rest } = withoutPosition(resource);
  const [field = ""] = fromPointer(pointer);
  const gone = [field, also[field] ?? field];
  const strip = (of: JsonObject | Resource["unknown"], prefix: string): unknown =>
    Object.fromEntries(
      Object.entries(of).filter(([key]) => !gone.some((name) => key === `${prefix}${name}` || key.startsWith(`/${name}/`))),
    );
  return { ...rest, config: strip(config, ""), unknown: strip(unknown, "/"), defaulted: defaulted.filter((at) => at !== pointer) };
};

const notebooks = ["good", "bare", "explicit_bad", "vpc_but_internet", "no_autostop"].map(
  (name) => `aws_sagemaker_notebook_instance.${name}`,
);

test("hiding an attribute behind a reference makes its pointer unknown and changes nothing else", () => {
  const before = read(planText("01-notebooks-mixed"));
  for (const id of notebooks)
    for (const [attribute, pointer] of Object.entries(attributes)) {
      const plan = planDocument("01-notebooks-mixed");
      hide(plan, id, attribute);
      const after = read(JSON.stringify(plan));
      expect(byId(after, id).unknown[pointer]).toEqual({ reason: "known-after-apply", detail: "terraform_data.x.output" });
      expect(after.coverage).toEqual(before.coverage);
      for (const resource of before.resources) {
        // What is hidden is left out of the one resource that it was hidden in.
        const view = (each: Resource): unknown => (each.id === id ? without(each, pointer) : withoutPosition(each));
        expect(view(byId(after, resource.id))).toEqual(view(resource));
      }
    }
});

test("marking an attribute as sensitive takes its value out of the estate", () => {
  for (const [attribute, pointer] of Object.entries(attributes)) {
    const plan = planDocument("01-notebooks-mixed");
    const id = "aws_sagemaker_notebook_instance.good";
    objectAt(changeOf(plan, id), "after_sensitive")[attribute] = true;
    const { unknown, config } = byId(read(JSON.stringify(plan)), id);
    expect(unknown[pointer]).toMatchObject({ reason: "sensitive" });
    expect(config[fromPointer(pointer)[0] ?? ""] ?? {}).toEqual({});
  }
});
