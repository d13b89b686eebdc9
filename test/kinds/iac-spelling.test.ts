import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Field, placesOf, type Spelling } from "../../src/kinds/field.ts";
import { parsePath } from "../../src/kinds/path-in.ts";
import { kinds } from "../../src/kinds/registry.ts";

/** Attributes of the AWS provider 6.34.0: type, path, flags. */
const schema = new Map<string, Map<string, string>>();
for (const line of readFileSync(new URL("../fixtures/terraform-schema.tsv", import.meta.url), "utf8").split("\n")) {
  const [type = "", path = "", flags = ""] = line.split("\t");
  if (type) schema.set(type, (schema.get(type) ?? new Map<string, string>()).set(path, flags));
}

const readsOf = (spelling: Spelling): string[] =>
  typeof spelling !== "string" && "path" in spelling
    ? (spelling.reads ?? []).map((read) => (spelling.path === "" ? read : `${spelling.path}.${read}`))
    : [];

const pathsOf = (field: Field): string[] => {
  if (field.shape === "tags") return ["tags"];
  if (field.shape !== "elements") return field.terraform === undefined ? [] : [...placesOf(field.terraform), ...readsOf(field.terraform)];
  // What is found within a text has no place of its own.
  if (field.as) return [...(field.terraform ?? [])];
  const parts = Object.values(field.fields).flatMap(pathsOf);
  return (field.terraform ?? []).flatMap((place) => [place, ...parts.filter(Boolean).map((part) => `${place}[*].${part}`)]);
};

/** Why a path is not in the provider's schema: each block is a list, each attribute is there. */
const fault = (type: string, path: string): string | undefined => {
  const names: string[] = [];
  const steps = parsePath(path);
  for (const [index, step] of steps.entries()) {
    if (typeof step === "number" || step === "*") continue;
    names.push(step);
    const flags = schema.get(type)?.get(names.join("."));
    if (flags === undefined) return `${type} has no ${names.join(".")}`;
    const next = steps[index + 1];
    if (flags.startsWith("B:") && next !== undefined && typeof next === "string" && next !== "*")
      return `${type}.${names.join(".")} is a list`;
  }
  return undefined;
};

describe("Terraform", () => {
  const known = kinds.filter((kind) => kind.terraform && schema.has(kind.terraform.type));

  it("has every type that a kind names but training and tuning jobs and MLflow applications, which came after it, and those that the table of attributes leaves out", () => {
    const missing = kinds.filter((kind) => kind.terraform && !known.includes(kind));
    expect(missing.map((kind) => kind.name)).toEqual([
      "ecr-repository",
      "efs-file-system",
      "hyperparameter-tuning-job",
      "iam-group",
      "iam-user",
      "mlflow-app",
      "s3-bucket",
      "training-job",
    ]);
  });

  it.each(known.map((kind) => [kind.name, kind] as const))("has every attribute that %s is read from", (_, kind) => {
    const type = kind.terraform?.type ?? "";
    // What others add to a list is spelled in their attributes, which are asked for as well.
    const besides = kind.terraform?.beside ?? [];
    const grown = new Set(besides.map(({ into }) => into));
    expect(
      besides
        .flatMap((one) => [one.of, ...Object.values(one.gives).flat()].map((path) => fault(one.type, path)))
        .filter((one) => one !== undefined),
    ).toEqual([]);
    expect(
      Object.values(kind.fields)
        .flatMap(pathsOf)
        .map((path) => (grown.has(path.split("[")[0] ?? "") ? (path.split("[")[0] ?? "") : path))
        .map((path) => fault(type, path))
        .filter((one) => one !== undefined),
    ).toEqual([]);
  });

  it("finds a misspelt attribute, and a block that is not taken as a list", () => {
    expect(fault("aws_sagemaker_model", "vpc_config[0].subnet")).toBe("aws_sagemaker_model has no vpc_config.subnet");
    expect(fault("aws_sagemaker_model", "vpc_config.subnets")).toBe("aws_sagemaker_model.vpc_config is a list");
  });
});

describe("Infrastructure code", () => {
  it("has no place for what exists only at run time", () => {
    for (const kind of kinds)
      for (const [name, field] of Object.entries(kind.fields))
        if (field.shape === "leaf" && field.runtime)
          expect([kind.name, name, field.terraform, field.cloudformation]).toEqual([kind.name, name, undefined, undefined]);
  });

  it("names every kind by one type of its own", () => {
    for (const source of ["terraform", "cloudformation"] as const) {
      const types = kinds.flatMap((kind) => kind[source]?.type ?? []);
      expect(new Set(types).size).toBe(types.length);
    }
  });
});
