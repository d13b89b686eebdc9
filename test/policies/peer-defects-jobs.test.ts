import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exampleEstate, exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import type { ExampleResource } from "../../src/evaluate/rule.ts";
import { allShapes } from "../../src/judge.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { readFields } from "../../src/kinds/read-fields.ts";

const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();

/** What AWS says, as the kind reads it. */
const described = (name: string, document: JsonObject): ExampleResource => {
  const kind = kindNamed(name);
  if (!kind) throw new Error(`there is no ${name}`);
  const { config, unknown } = readFields(kind.fields, "api", document, () => undefined);
  return { kind: name, config: { ...config, tags: {} }, unknown: Object.fromEntries(Object.entries(unknown).map(([at, { reason }]) => [at, reason])) };
};

const verdict = (id: string, ...resources: ExampleResource[]): string => {
  const chosen = rules.filter((rule) => rule.id === id);
  const [rule] = chosen;
  if (!rule) throw new Error(`there is no rule ${id}`);
  const defaults = Object.fromEntries(Object.entries(rule.parameters ?? {}).map(([name, { default: value }]) => [name, value]));
  const estate = exampleEstate({ title: "", verdict: "pass", resources }, shapes);
  const verdicts = evaluate({ estate, shapes, rules: chosen, params: { [id]: defaults }, policy, now: exampleNow });
  return verdicts.find(({ resource }) => resource === estate.resources[0]?.id)?.verdict ?? "none";
};

const cluster = { InstanceType: "ml.m5.xlarge", InstanceCount: 1, VolumeSizeInGB: 30 };
const training = (resources: JsonObject, more: JsonObject = {}): ExampleResource =>
  described("training-job", { TrainingJobName: "t", RoleArn: "r", ResourceConfig: { ...cluster, ...resources }, ...more });
const variants = (...production: JsonObject[]): ExampleResource =>
  described("endpoint-config", { EndpointConfigName: "c", ProductionVariants: production });

describe("Where other scanners of live accounts go wrong", () => {
  it("'volume and output' reads only the volume: here a job with a key for its volume alone fails for its output", () => {
    const job = training({ VolumeKmsKeyId: "k" }, { OutputDataConfig: { S3OutputPath: "s3://b/o" } });
    expect([verdict("job-volume-kms", job), verdict("output-kms", job)]).toEqual(["pass", "fail"]);
  });

  it("'volume and data' reads only the output: here a job with a key for its output alone fails for its volume", () => {
    const job = training({}, { OutputDataConfig: { S3OutputPath: "s3://b/o", KmsKeyId: "k" } });
    expect([verdict("job-volume-kms", job), verdict("output-kms", job)]).toEqual(["fail", "pass"]);
  });

  it("serverless variants always fail for having one instance: here they are not asked", () => {
    const serverless = { VariantName: "a", ModelName: "m", ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } };
    expect(verdict("endpoint-instance-count", variants(serverless))).toBe("not-applicable");
    expect(verdict("endpoint-instance-count", variants(serverless, { VariantName: "b", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }))).toBe("fail");
    expect(verdict("endpoint-instance-count", variants({ VariantName: "b", InstanceType: "ml.m5.large", InitialInstanceCount: 2 }))).toBe("pass");
  });

  it("a shadow variant of one instance is held against the endpoint: here only variants that answer are asked", () => {
    const config = described("endpoint-config", {
      EndpointConfigName: "c",
      ProductionVariants: [{ VariantName: "a", InstanceType: "ml.m5.large", InitialInstanceCount: 2 }],
      ShadowProductionVariants: [{ VariantName: "s", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
    });
    expect(verdict("endpoint-instance-count", config)).toBe("pass");
  });

  it("a key is demanded of types with local NVMe storage, which refuse it: here they are not asked", () => {
    expect(verdict("job-volume-kms", training({ InstanceType: "ml.g5.2xlarge" }))).toBe("not-applicable");
    expect(verdict("job-volume-kms", training({ InstanceType: "ml.m5.xlarge" }))).toBe("fail");
    expect(verdict("endpoint-config-kms", variants({ VariantName: "a", InstanceType: "ml.p4d.24xlarge", InitialInstanceCount: 1 }))).toBe("not-applicable");
    expect(verdict("endpoint-config-kms", variants({ VariantName: "a", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }))).toBe("fail");
  });

  it("encryption between instances is demanded of a single one: here it is not asked", () => {
    expect(verdict("inter-container-encryption", training({ InstanceCount: 1 }))).toBe("not-applicable");
    expect(verdict("inter-container-encryption", training({ InstanceCount: 2 }))).toBe("fail");
  });

  it("the groups of a heterogeneous cluster are counted one by one: here two groups of one are two instances", () => {
    const groups = ["a", "b"].map((name) => ({ InstanceGroupName: name, InstanceType: "ml.m5.xlarge", InstanceCount: 1 }));
    const job = described("training-job", { TrainingJobName: "t", ResourceConfig: { InstanceGroups: groups, VolumeSizeInGB: 30 } });
    expect(verdict("inter-container-encryption", job)).toBe("fail");
    expect(verdict("job-volume-kms", job)).toBe("fail");
  });

  it.each([
    ["the one definition", (resources: JsonObject) => ({ TrainingJobDefinition: { ResourceConfig: resources } })],
    ["one of several", (resources: JsonObject) => ({ TrainingJobDefinitions: [{ DefinitionName: "a", ResourceConfig: resources }] })],
    ["its resources for tuning", (resources: JsonObject) => ({ TrainingJobDefinition: { HyperParameterTuningResourceConfig: resources } })],
  ])("of a tuning job one shape is read: here also %s", (_, shaped) => {
    const job = (resources: JsonObject) => described("hyperparameter-tuning-job", { HyperParameterTuningJobName: "h", ...shaped(resources) });
    expect(verdict("job-volume-kms", job(cluster))).toBe("fail");
    expect(verdict("job-volume-kms", job({ ...cluster, VolumeKmsKeyId: "k" }))).toBe("pass");
    expect(verdict("job-volume-kms", job({ ...cluster, InstanceType: "ml.g5.xlarge" }))).toBe("not-applicable");
  });

  it("what could not be read passes, or fails: here it is unknown", () => {
    const hidden = { kind: "training-job", unknown: { "/networkIsolation": "denied", "/volumeKmsKeyId": "denied", "/instanceTypes": "denied" } };
    expect([verdict("network-isolation", hidden), verdict("job-volume-kms", hidden)]).toEqual(["unknown", "unknown"]);
  });

  it("failures after the fifteenth are cut: here the twentieth container convicts", () => {
    const containers = Array.from({ length: 20 }, (_, at) => ({ name: `c${at}`, image: at === 19 ? "docker.io/a:latest" : "docker.io/a:1" }));
    expect(verdict("image-pinned", { kind: "model", config: { containers } })).toBe("fail");
  });

  it("controls are cited by wrong numbers: here isolation of models is .5, and the number of instances .4", () => {
    const cites = (id: string) => rules.find((rule) => rule.id === id)?.controls?.["security-hub"];
    expect(cites("network-isolation")).toContain("SageMaker.5");
    expect(cites("endpoint-instance-count")).toEqual(["SageMaker.4"]);
  });

  it("transform jobs are passed, having no network of their own: here they are judged by their model", () => {
    const job = described("transform-job", { TransformJobName: "j", ModelName: "m" });
    const model = (isolated: boolean): ExampleResource => ({
      kind: "model",
      config: { name: "m", networkIsolation: isolated, subnetIds: ["subnet-1"] },
    });
    expect([verdict("transform-model-network", job, model(true)), verdict("transform-model-network", job, model(false))]).toEqual(["pass", "fail"]);
  });

  it("models that get their network from an endpoint of components are the only ones asked: here the endpoint's configuration is", () => {
    const component = { VariantName: "a", InstanceType: "ml.g5.xlarge", InitialInstanceCount: 1 };
    expect(verdict("component-network", variants(component))).toBe("fail");
    expect(verdict("component-network", variants({ ...component, ModelName: "m" }))).toBe("not-applicable");
  });

  it("a key is called customer-managed by what its ARN looks like: here any key is one, as the control says", () => {
    const group = (key: JsonObject) => described("feature-group", { FeatureGroupName: "f", OfflineStoreConfig: { S3StorageConfig: { S3Uri: "s3://b/f", ...key } } });
    expect([verdict("feature-offline-kms", group({ KmsKeyId: "alias/aws/s3" })), verdict("feature-offline-kms", group({}))]).toEqual(["pass", "fail"]);
  });

  it("secrets are looked for in hyperparameters alone: here those in an environment and in the arguments of a container are found", () => {
    const secret = "hunter22-hunter22";
    const given = [{ HyperParameters: { db_password: secret } }, { Environment: { DB_PASSWORD: secret } }].map((more) => training({}, more));
    const started = training({}, { AlgorithmSpecification: { ContainerEntrypoint: ["python"], ContainerArguments: ["--db-password", secret] } });
    const processing = described("processing-job", { ProcessingJobName: "p", AppSpecification: { ContainerArguments: [`--token=${secret}`] } });
    const image = { JupyterLabAppImageConfig: { ContainerConfig: { ContainerEnvironmentVariables: { HF_TOKEN: secret } } } };
    const all = [...given, started, processing, described("app-image-config", { AppImageConfigName: "a", ...image })];
    expect(all.map((one) => verdict("secret-in-variables", one))).toEqual(["fail", "fail", "fail", "fail", "fail"]);
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(verdict("secret-in-variables", training({}, { AlgorithmSpecification: { ContainerArguments: ["--epochs", "10"] } }))).toBe("pass");
  });

  it("one shape of tuning jobs is known: here a lone definition and each of several are asked whose role they run under", () => {
    const role = { kind: "iam-role", config: { arn: "arn:aws:iam::111122223333:role/grid", tags: { project: "grid" } } };
    const definition = (name: string, of: string) => ({ DefinitionName: name, RoleArn: `arn:aws:iam::111122223333:role/${of}` });
    const tuning = (document: JsonObject): ExampleResource => {
      const job = described("hyperparameter-tuning-job", { HyperParameterTuningJobName: "t", ...document });
      return { ...job, config: { ...job.config, tags: { project: "churn" } } };
    };
    expect(verdict("role-project", tuning({ TrainingJobDefinition: definition("a", "grid") }), role)).toBe("fail");
    expect(verdict("role-project", tuning({ TrainingJobDefinitions: [definition("a", "gone"), definition("b", "grid")] }), role)).toBe("fail");
    expect(verdict("role-project", tuning({ TrainingJobDefinitions: [definition("a", "gone")] }), role)).toBe("not-applicable");
  });
});
