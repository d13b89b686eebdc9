import { describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Field } from "../../src/kinds/field.ts";
import { readFields, type UnknownAt } from "../../src/kinds/read-fields.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";

const read = (kind: string, document: JsonObject, unknownAt: UnknownAt = () => undefined) =>
  readFields(kindNamed(kind)?.fields ?? {}, "api", document, unknownAt);
const keys = (kind: string, document: JsonObject): Json | undefined => read(kind, document).config["keys"];
const named = (field: string, key: string): JsonObject => ({ name: field, kmsKeyId: key });

const namesKey = (field: Field): boolean =>
  field.shape === "elements" && Object.keys(field.fields).some((name) => /kmsKeyIds?$/i.test(name));

describe("The keys of a kind that has several", () => {
  it.each<[string, string, JsonObject, JsonObject[]]>([
    [
      "its volume and its output",
      "training-job",
      { ResourceConfig: { VolumeKmsKeyId: "v" }, OutputDataConfig: { KmsKeyId: "o" } },
      [named("volumeKmsKeyId", "v"), named("outputKmsKeyId", "o")],
    ],
    [
      "what is captured and dumped, of each variant",
      "endpoint-config",
      {
        DataCaptureConfig: { KmsKeyId: "c" },
        ProductionVariants: [{ VariantName: "a", CoreDumpConfig: { KmsKeyId: "d" } }, { VariantName: "b" }],
        ShadowProductionVariants: [{ VariantName: "s", CoreDumpConfig: { KmsKeyId: "e" } }],
      },
      [named("variants[a].coreDumpKmsKeyId", "d"), named("variants[s].coreDumpKmsKeyId", "e"), named("dataCaptureKmsKeyId", "c")],
    ],
    [
      "all definitions of a tuning job, whatever its shape",
      "hyperparameter-tuning-job",
      {
        TrainingJobDefinitions: [
          { DefinitionName: "x", HyperParameterTuningResourceConfig: { VolumeKmsKeyId: "v" }, OutputDataConfig: { KmsKeyId: "o" } },
          { DefinitionName: "y", ResourceConfig: { VolumeKmsKeyId: "w" } },
        ],
      },
      [
        named("definitions[x].volumeKmsKeyId", "v"),
        named("definitions[x].outputKmsKeyId", "o"),
        named("definitions[y].volumeKmsKeyId", "w"),
      ],
    ],
    [
      "a lone definition",
      "hyperparameter-tuning-job",
      { TrainingJobDefinition: { DefinitionName: "x", OutputDataConfig: { KmsKeyId: "o" } } },
      [named("definitions[x].outputKmsKeyId", "o")],
    ],
    [
      "both stores of features",
      "feature-group",
      {
        OnlineStoreConfig: { SecurityConfig: { KmsKeyId: "n" } },
        OfflineStoreConfig: { S3StorageConfig: { KmsKeyId: "f" } },
      },
      [named("onlineKmsKeyId", "n"), named("offlineKmsKeyId", "f")],
    ],
    ["the logs of a cluster", "emr-cluster", { LogEncryptionKmsKeyId: "l" }, [named("logKmsKeyId", "l")]],
    [
      "what is written in a document within the document",
      "emr-security-configuration",
      {
        SecurityConfiguration: JSON.stringify({
          EncryptionConfiguration: { AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { AwsKmsKey: "s" } } },
        }),
      },
      [named("s3KmsKeyId", "s")],
    ],
    [
      "the volumes of each group",
      "hyperpod-cluster",
      {
        InstanceGroups: [
          { InstanceGroupName: "w", InstanceStorageConfigs: [{ EbsVolumeConfig: { VolumeKmsKeyId: "v" } }, { EbsVolumeConfig: {} }] },
        ],
      },
      [named("instanceGroups[w].volumeKmsKeyIds", "v")],
    ],
    ["none", "training-job", {}, []],
  ])("are those of %s", (_, kind, document, expected) => {
    expect(keys(kind, document)).toEqual(expected);
    expect(Object.keys(read(kind, document).unknown).filter((pointer) => pointer.startsWith("/keys"))).toEqual([]);
  });

  it("stay open where one is hidden, or lies in what cannot be read", () => {
    const hidden: UnknownAt = (path) => (path.join(".").startsWith("OutputDataConfig") ? { reason: "denied", detail: "no" } : undefined);
    const document = { ResourceConfig: { VolumeKmsKeyId: "v" }, OutputDataConfig: { KmsKeyId: "o" } };
    expect(read("training-job", document, hidden)).toMatchObject({
      config: { keys: [named("volumeKmsKeyId", "v")] },
      unknown: { "/keys/-": { reason: "denied" } },
    });
    expect(read("emr-security-configuration", { SecurityConfiguration: "{" }).unknown).toHaveProperty("/keys");
  });
});

describe("Whose key it is", () => {
  const asked = readEntries(root).rules.find(({ id }) => id === "customer-managed-key");

  it("is asked of every kind that names a key anywhere", () => {
    const naming = kinds.filter(
      ({ surrounds, fields }) => !surrounds && Object.entries(fields).some(([name, field]) => /kmsKeyId$/i.test(name) || namesKey(field)),
    );
    expect(naming.filter(({ name }) => !asked?.kinds.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  it("is asked of all keys of a kind, not of some", () => {
    const several = kinds.filter(
      ({ name, fields }) =>
        asked?.kinds.includes(name) &&
        asked.parts?.[name] === undefined &&
        Object.keys(fields).filter((field) => /kmsKeyId$/i.test(field)).length > 1,
    );
    expect(several.map(({ name }) => name)).toEqual([]);
  });
});
