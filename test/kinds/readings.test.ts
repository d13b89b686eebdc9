import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { readFields, type Reading } from "../../src/kinds/read-fields.ts";
import { kindNamed } from "../../src/kinds/registry.ts";

const of = (name: string, source: "api" | "terraform" | "cloudformation", document: Json): Reading => {
  const kind = kindNamed(name);
  if (!kind) throw new Error(`no kind ${name}`);
  return readFields(kind.fields, source, document, () => undefined);
};

describe("A Git repository", () => {
  const urls: [string, string, boolean][] = [
    ["https://git.example.org/acme/churn.git", "https://git.example.org/acme/churn.git", false],
    ["https://ada:s3cr3t@git.example.org/churn.git", "https://git.example.org/churn.git", true],
    ["https://s3cr3t@git.example.org/churn.git", "https://git.example.org/churn.git", true],
    ["https://ada:p@s3cr3t@git.example.org/churn.git", "https://git.example.org/churn.git", true],
    ["https://git.example.org/churn.git?token=s3cr3t", "https://git.example.org/churn.git", false],
    ["https://git.example.org/a@b/churn.git#s3cr3t", "https://git.example.org/a@b/churn.git", false],
    ["HTTPS://ada:s3cr3t@git.example.org", "HTTPS://git.example.org", true],
  ];
  it.each(urls)("%s is shown without what lets anybody in", (RepositoryUrl, url, urlHoldsCredentials) => {
    const reading = of("code-repository", "api", { GitConfig: { RepositoryUrl } });
    expect(reading.config).toMatchObject({ url, urlHoldsCredentials });
    expect(JSON.stringify(reading)).not.toContain("s3cr3t");
    const planned = of("code-repository", "terraform", { git_config: [{ repository_url: RepositoryUrl }] });
    expect(planned.config).toMatchObject({ url, urlHoldsCredentials });
  });
});

describe("A tuning job", () => {
  const definition = { AlgorithmSpecification: { TrainingImage: "i" }, ResourceConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 2 } };

  it("has one definition that need not be named, or several", () => {
    const one = of("hyperparameter-tuning-job", "api", { TrainingJobDefinition: definition });
    expect(one.config["definitions"]).toMatchObject([{ name: "i", instanceTypes: ["ml.m5.xlarge"], instanceCount: 2 }]);
    const TrainingJobDefinitions = [
      { ...definition, DefinitionName: "a" },
      { ...definition, DefinitionName: "b" },
    ];
    expect(of("hyperparameter-tuning-job", "api", { TrainingJobDefinitions }).config["definitions"]).toMatchObject([
      { name: "a" },
      { name: "b" },
    ]);
  });

  it("names its instances in the way of training jobs, or in its own", () => {
    const own = {
      InstanceConfigs: [
        { InstanceType: "ml.m5.xlarge", InstanceCount: 1 },
        { InstanceType: "ml.g5.xlarge", InstanceCount: 2 },
      ],
      VolumeKmsKeyId: "k",
    };
    const { config } = of("hyperparameter-tuning-job", "api", {
      TrainingJobDefinition: { DefinitionName: "a", HyperParameterTuningResourceConfig: own },
    });
    expect(config["definitions"]).toMatchObject([
      { instanceTypes: ["ml.m5.xlarge", "ml.g5.xlarge"], instanceCount: null, volumeKmsKeyId: "k" },
    ]);
  });
});

describe("A processing job", () => {
  it("may be given one of several types, and then the largest number counts", () => {
    const InstancePreferences = [
      { InstanceType: "ml.m5.xlarge", InstanceCount: 4 },
      { InstanceType: "ml.m6i.xlarge", InstanceCount: 2 },
    ];
    const { config } = of("processing-job", "api", { ProcessingResources: { ClusterConfig: { InstancePreferences } } });
    expect(config).toMatchObject({ instanceTypes: ["ml.m5.xlarge", "ml.m6i.xlarge"], instanceCount: 4 });
  });
});

describe("A HyperPod cluster", () => {
  it("says how many volumes its groups have, and the keys of those that have one", () => {
    const InstanceStorageConfigs = [
      { EbsVolumeConfig: { VolumeSizeInGB: 100, VolumeKmsKeyId: "k" } },
      { EbsVolumeConfig: { RootVolume: true } },
      { FsxLustreConfig: { DnsName: "d" } },
    ];
    const group = (more: JsonObject): JsonObject => ({ InstanceGroupName: "g", ...more });
    const { config } = of("hyperpod-cluster", "api", { InstanceGroups: [group({ InstanceStorageConfigs }), group({})] });
    expect(config["instanceGroups"]).toMatchObject([
      { volumeCount: 2, volumeKmsKeyIds: ["k"] },
      { volumeCount: 0, volumeKmsKeyIds: [] },
    ]);
  });
});

describe("A model package group", () => {
  const shared = (policy: Json): Json | undefined => of("model-package-group", "api", { ResourcePolicy: policy }).config["sharedWith"];
  const allow = (more: JsonObject): JsonObject => ({ Effect: "Allow", Action: "sagemaker:*", Resource: "*", ...more });

  it("is shared with whom its policy allows anything, each once", () => {
    const Statement = [allow({ Principal: { AWS: ["b", "a"], Service: "s" } }), allow({ Principal: { AWS: "a" } })];
    expect(shared(JSON.stringify({ Statement }))).toEqual(["a", "b", "s"]);
    expect(shared(JSON.stringify({ Statement: allow({ Principal: "*" }) }))).toEqual(["*"]);
    expect(shared(JSON.stringify({ Statement: allow({ NotPrincipal: { AWS: "a" } }) }))).toEqual(["*"]);
    expect(shared(JSON.stringify({ Statement: { ...allow({ Principal: "*" }), Effect: "Deny" } }))).toEqual([]);
  });

  it("is shared with nobody without a policy, and with who knows whom by one that cannot be read", () => {
    expect(of("model-package-group", "api", {}).config["sharedWith"]).toEqual([]);
    const { config, unknown } = of("model-package-group", "api", { ResourcePolicy: "{" });
    expect(config).not.toHaveProperty("sharedWith");
    expect(unknown["/sharedWith"]?.reason).toBe("malformed");
  });

  it("has its policy written out in a template", () => {
    const ModelPackageGroupPolicy = { Statement: [allow({ Principal: { AWS: "a" } })] };
    expect(of("model-package-group", "cloudformation", { ModelPackageGroupPolicy }).config["sharedWith"]).toEqual(["a"]);
  });
});

describe("An EMR security configuration", () => {
  const document = {
    EncryptionConfiguration: {
      EnableInTransitEncryption: true,
      EnableAtRestEncryption: true,
      AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: "k" } },
    },
    InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
  };
  const read = { inTransitEncryption: true, atRestEncryption: true, s3EncryptionMode: "SSE-KMS", s3KmsKeyId: "k", imdsVersion: 2 };

  it("is read alike from text and from a template that writes it out", () => {
    expect(of("emr-security-configuration", "api", { SecurityConfiguration: JSON.stringify(document) }).config).toMatchObject(read);
    expect(of("emr-security-configuration", "terraform", { configuration: JSON.stringify(document) }).config).toMatchObject(read);
    expect(of("emr-security-configuration", "cloudformation", { SecurityConfiguration: document }).config).toMatchObject(read);
  });

  const overridden = (...Overrides: Json[]): JsonObject => ({
    EncryptionConfiguration: { AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", Overrides } } },
  });
  const weak = { BucketName: "b", EncryptionMode: "SSE-S3" };

  it("says what holds for some buckets, and with which keys, alike in every source", () => {
    const said = overridden(weak, { BucketName: "c", EncryptionMode: "SSE-KMS", AwsKmsKey: "alias/aws/s3" });
    const s3Overrides = [
      { bucket: "b", encryptionMode: "SSE-S3", kmsKeyId: null },
      { bucket: "c", encryptionMode: "SSE-KMS", kmsKeyId: "alias/aws/s3" },
    ];
    const keys = [{ name: "s3Overrides[c].kmsKeyId", kmsKeyId: "alias/aws/s3" }];
    for (const { config } of [
      of("emr-security-configuration", "api", { SecurityConfiguration: JSON.stringify(said) }),
      of("emr-security-configuration", "terraform", { configuration: JSON.stringify(said) }),
      of("emr-security-configuration", "cloudformation", { SecurityConfiguration: said }),
      of("emr-security-configuration", "cloudformation", { SecurityConfiguration: JSON.stringify(said) }),
    ])
      expect(config).toMatchObject({ s3Overrides, keys });
    expect(of("emr-security-configuration", "api", { SecurityConfiguration: "{}" }).config["s3Overrides"]).toEqual([]);
    expect(of("emr-security-configuration", "api", { SecurityConfiguration: "not json" }).unknown).toHaveProperty("/s3Overrides");
  });

  it("encrypts nothing where it says nothing, as the cluster that only asks for tokens shows", () => {
    const { config, defaulted } = of("emr-security-configuration", "api", { SecurityConfiguration: "{}" });
    expect(config).toMatchObject({ inTransitEncryption: false, atRestEncryption: false, imdsVersion: null });
    expect(defaulted).toContain("/inTransitEncryption");
  });

  it("is unknown, not unencrypted, where it cannot be read", () => {
    const { config, unknown } = of("emr-security-configuration", "api", { SecurityConfiguration: "not json" });
    expect(config).not.toHaveProperty("inTransitEncryption");
    expect(unknown["/imdsVersion"]?.reason).toBe("malformed");
  });
});

describe("A definition of monitoring", () => {
  it("is called alike in a list and in a description", () => {
    for (const name of ["data-quality", "model-quality", "model-bias", "model-explainability"]) {
      const kind = `${name}-job-definition`;
      expect(of(kind, "api", { MonitoringJobDefinitionName: "m" }).config["name"]).toBe("m");
      expect(of(kind, "api", { JobDefinitionName: "m" }).config["name"]).toBe("m");
    }
  });
});
