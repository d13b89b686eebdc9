import { spawn } from "node:child_process";
import { appendFile, cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { configFor } from "../estates/words.ts";
import { generateSeed } from "../estates/generate.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment } from "../fake-aws/environment.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { cluster, model, notebook, start } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import type { Seed } from "../fake-aws/store.ts";
import { planDocument } from "../iac/terraform/plans.ts";
import { compiled, sagewarden, type Ran } from "./process.ts";

/** Each its own, so that a leak says where it came from. */
const secrets = {
  onStart: "S3cr3tOnStart4711",
  onCreate: "S3cr3tOnCreate4712",
  modelEnvironment: "S3cr3tModelEnv4713",
  jobEnvironment: "S3cr3tJobEnv4714",
  hyperparameter: "S3cr3tHyper4715",
  gitToken: "S3cr3tGitToken4716",
  otherGitToken: "S3cr3tGitMore4717",
  studioGitToken: "S3cr3tStudioGit4718",
  kerberos: "S3cr3tKerberos4719",
  sparkPassword: "S3cr3tSpark4720",
  failureReason: "S3cr3tFailure4721",
  echoed: "S3cr3tEchoed4722",
  signedUrl: "S3cr3tSigned4723",
  processing: "S3cr3tProcessing4724",
  transform: "S3cr3tTransform4725",
  tuning: "S3cr3tTuning4726",
  monitoring: "S3cr3tMonitoring4727",
} as const;

const packed = (script: string): JsonObject[] => [{ Content: Buffer.from(script).toString("base64") }];

/** An ordinary estate, and beside it everything in which people keep what nobody should see. */
const planted = (): Seed => {
  const { resources, ...seed } = generateSeed({ seed: 31, size: 30 });
  const add = (kind: string, ...documents: JsonObject[]): JsonObject[] => [...(resources[kind] ?? []), ...documents];
  const [job = {}] = resources["training-job"] ?? [];
  const [domain = {}] = resources["domain"] ?? [];
  const first = (kind: string): JsonObject => resources[kind]?.[0] ?? {};
  const { TrainingJobDefinition: lone, TrainingJobDefinitions: several } = first("hyperparameter-tuning-job");
  const definition = isObject(lone) ? lone : Array.isArray(several) && isObject(several[0]) ? several[0] : {};
  const lifecycle = {
    NotebookInstanceLifecycleConfigName: "with-secrets",
    OnCreate: packed(`#!/bin/bash\nexport DB_PASSWORD=${secrets.onCreate}\n`),
    OnStart: packed(`#!/bin/bash\nEMR_MASTER_IP=http://livy:${secrets.onStart}@10.0.0.1:8998\nmkdir ~/.sparkmagic\n`),
    CreationTime: "2026-11-01T08:00:00.000Z",
  };
  return {
    ...seed,
    resources: {
      ...resources,
      "notebook-lifecycle-config": add("notebook-lifecycle-config", lifecycle),
      "notebook-instance": add(
        "notebook-instance",
        notebook("with-secrets", {
          NotebookInstanceLifecycleConfigName: "with-secrets",
          DefaultCodeRepository: `https://ada:${secrets.gitToken}@github.com/acme/churn.git`,
          AdditionalCodeRepositories: [`https://${secrets.otherGitToken}@git.acme.example/shared.git`],
          RootAccess: "Enabled",
          FailureReason: `Could not clone https://ada:${secrets.failureReason}@github.com/acme/churn.git`,
        }),
      ),
      model: add(
        "model",
        model("with-secrets", {
          PrimaryContainer: {
            Image: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1",
            Environment: { API_TOKEN: secrets.modelEnvironment },
            ModelDataUrl: `https://acme.s3.amazonaws.com/model.tar.gz?X-Amz-Signature=${secrets.signedUrl}`,
          },
        }),
      ),
      "training-job": add("training-job", {
        ...job,
        TrainingJobName: "with-secrets",
        HyperParameters: { "db-password": secrets.hyperparameter },
        Environment: { WANDB_API_KEY: secrets.jobEnvironment },
      }),
      "processing-job": add("processing-job", {
        ...first("processing-job"),
        ProcessingJobName: "with-secrets",
        Environment: { DB_PASSWORD: secrets.processing },
      }),
      "transform-job": add("transform-job", {
        ...first("transform-job"),
        TransformJobName: "with-secrets",
        Environment: { API_TOKEN: secrets.transform },
      }),
      "hyperparameter-tuning-job": add("hyperparameter-tuning-job", {
        ...first("hyperparameter-tuning-job"),
        HyperParameterTuningJobName: "with-secrets",
        TrainingJobDefinition: {
          ...definition,
          StaticHyperParameters: { "api-key": secrets.tuning },
          Environment: { API_TOKEN: secrets.tuning },
        },
      }),
      "data-quality-job-definition": add("data-quality-job-definition", {
        ...first("data-quality-job-definition"),
        JobDefinitionName: "with-secrets",
        DataQualityAppSpecification: {
          ImageUri: "1.dkr.ecr.eu-central-1.amazonaws.com/m:1",
          Environment: { DB_PASSWORD: secrets.monitoring },
        },
      }),
      "emr-cluster": add(
        "emr-cluster",
        cluster("j-WITHSECRETS1", {
          KerberosAttributes: { Realm: "EC2.INTERNAL", KdcAdminPassword: secrets.kerberos },
          Configurations: [{ Classification: "livy-conf", Properties: { "livy.password": secrets.sparkPassword } }],
        }),
      ),
      domain: add("domain", {
        ...domain,
        DomainId: "d-withsecrets",
        DefaultUserSettings: {
          JupyterLabAppSettings: { CodeRepositories: [{ RepositoryUrl: `https://ada:${secrets.studioGitToken}@github.com/acme/lab.git` }] },
        },
      }),
    },
  };
};

/** The same in a plan: in what is planned, and in what the plan says of variables and configuration. */
const plantedIn = (plan: JsonObject): JsonObject => {
  const spread: Record<string, (after: JsonObject) => JsonObject> = {
    aws_sagemaker_notebook_instance: () => ({
      default_code_repository: `https://ada:${secrets.gitToken}@github.com/acme/churn.git`,
      additional_code_repositories: [`https://${secrets.otherGitToken}@git.acme.example/shared.git`],
    }),
    aws_sagemaker_notebook_instance_lifecycle_configuration: () => ({
      on_start: Buffer.from(`export EMR_MASTER_IP=http://livy:${secrets.onStart}@10.0.0.1:8998`).toString("base64"),
      on_create: Buffer.from(`export DB_PASSWORD=${secrets.onCreate}`).toString("base64"),
    }),
    aws_sagemaker_model: () => ({
      primary_container: [{ image: "1.dkr.ecr.eu-central-1.amazonaws.com/churn:1", environment: { API_TOKEN: secrets.modelEnvironment } }],
    }),
    aws_emr_cluster: () => ({ kerberos_attributes: [{ kdc_admin_password: secrets.kerberos, realm: "EC2.INTERNAL" }] }),
  };
  const plant = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(plant);
    if (!isObject(value)) return value;
    const below = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plant(part)]));
    const add = typeof below["type"] === "string" ? spread[below["type"]] : undefined;
    const { change, values } = below;
    if (add && isObject(values)) below["values"] = { ...values, ...add(values) };
    if (add && isObject(change) && isObject(change["after"]))
      below["change"] = { ...change, after: { ...change["after"], ...add(change["after"]) } };
    return below;
  };
  const planned = plant(plan);
  return {
    ...(isObject(planned) ? planned : {}),
    variables: { token: { value: secrets.jobEnvironment }, url: { value: `https://u:${secrets.studioGitToken}@host` } },
  };
};

const echo = `{"Environment":{"TOKEN":"${secrets.echoed}"},"password":"${secrets.echoed}"} https://u:${secrets.echoed}@host password=${secrets.echoed}`;
const failing = (type: string, operation: string, rest: { status?: number } = {}): Fault => ({
  effect: "fail",
  type,
  message: echo,
  operation,
  ...rest,
});

const worlds: Record<string, Fault[]> = {
  "that sees everything": [],
  "that is denied, in words that repeat what was asked": [
    failing("AccessDeniedException", "DescribeModel"),
    failing("AccessDeniedException", "ListTags"),
    { effect: "deny", operation: "DescribeTrainingJob" },
  ],
  "that meets errors which repeat what was asked": [
    failing("ValidationException", "DescribeTrainingJob"),
    failing("InternalFailure", "DescribeNotebookInstance", { status: 500 }),
    failing("SomethingNewException", "DescribeDomain"),
  ],
  "whose answers break off in the middle": [
    "DescribeTrainingJob",
    "DescribeModel",
    "DescribeCluster",
    "DescribeNotebookInstanceLifecycleConfig",
  ].map((operation): Fault => ({ effect: "break", how: "truncate", share: 1, operation })),
  "that is not even told who it is": [failing("AccessDenied", "GetCallerIdentity", { status: 403 })],
};

const filesBelow = async (folder: string): Promise<[string, Buffer][]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.map(async (file): Promise<[string, Buffer]> => [file.slice(folder.length + 1), await readFile(file)]));
};

/** A secret as it is, and as base64 shows it at each of the three places where it may begin. */
const guises = (secret: string): string[] => [
  secret,
  ...[0, 1, 2].map((shift) =>
    Buffer.from(`${"x".repeat(shift)}${secret}`)
      .toString("base64")
      .replaceAll("=", "")
      .slice(shift === 0 ? 0 : 4, -4),
  ),
  Buffer.from(secret).toString("hex"),
];

const leaks = (where: string, bytes: Buffer): string[] => {
  const text = bytes.toString("latin1");
  return Object.entries(secrets).flatMap(([name, secret]) =>
    guises(secret).some((guise) => text.includes(guise)) ? [`${name} in ${where}`] : [],
  );
};

/** The resources of which a report says that they are given a secret. */
const convicted = (report: string): string[] => {
  const parsed: Json = JSON.parse(report);
  const findings = isObject(parsed) && Array.isArray(parsed["findings"]) ? parsed["findings"].filter(isObject) : [];
  return findings.flatMap(({ rule, verdict, resource }) =>
    rule === "secret-in-variables" && verdict === "fail" && typeof resource === "string" ? [resource] : [],
  );
};

const surroundingsOf = (cwd: string, url: string): Record<string, string> => ({ ...environment(url), SAGEWARDEN_HOME: join(cwd, "home") });

const outputs = ["terminal", "json=report.json", "html=report.html", "sarif=report.sarif"].flatMap((format) => ["-f", format]);

describe("No secret that was planted is shown, logged, saved or kept by a scan", () => {
  // Most of the time is spent waiting for the next attempt.
  it.concurrent.each(Object.entries(worlds))(
    "%s",
    async (_, faults) => {
      const cwd = await mkdtemp(join(tmpdir(), "sagewarden-secrets-"));
      await writeFile(join(cwd, "sagewarden.yaml"), configFor(start));
      await using fake = await startFakeAws({ seeds: [planted()], faults, clock: virtualClock(start) });
      const surroundings = { cwd, env: surroundingsOf(cwd, fake.url) };
      const runs: [string, Ran][] = [];
      const run = async (...args: readonly string[]): Promise<void> =>
        void runs.push([args[0] ?? "", await sagewarden([...args, "--debug"], surroundings)]);
      await run("scan", "--now", start, "--save", "estate.json", "--progress", "ndjson", ...outputs);
      const files = await filesBelow(cwd);
      // What is made of an estate and a report later needs to be tried once.
      if (faults.length === 0) {
        const report = await readFile(join(cwd, "report.json"), "utf8");
        const told = [
          "training-job",
          "model",
          "processing-job",
          "transform-job",
          "hyper-parameter-tuning-job",
          "data-quality-job-definition",
        ];
        expect(told.filter((kind) => !convicted(report).some((id) => id.endsWith(`:${kind}/with-secrets`)))).toEqual([]);
        await run("scan", "--estate", "estate.json", "--now", start, "-f", "json=again.json");
        await run("report", "report.json");
        await run("fix", "plan", "report.json", "-o", "fix.json");
      }
      const written = [
        ...runs.flatMap(([verb, { stdout, stderr }]) => [
          ...leaks(`stdout of ${verb}`, Buffer.from(stdout)),
          ...leaks(`stderr of ${verb}`, Buffer.from(stderr)),
        ]),
        ...(await filesBelow(cwd)).flatMap(([name, bytes]) => leaks(name, bytes)),
      ];
      expect(written).toEqual([]);
      // Silence would prove nothing: the scan must have said something, and have seen what the secrets were planted in.
      const [[, first] = ["", { code: -1, stdout: "", stderr: "" }]] = runs;
      expect([1, 2, 3]).toContain(first.code);
      expect(first.stdout + first.stderr).not.toBe("");
      if (first.code !== 2)
        expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(["estate.json", "report.html", "report.json", "report.sarif"]));
    },
    60_000,
  );

  it("nor by one that is killed, in what it leaves behind to be gone on with", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-secrets-"));
    await writeFile(join(cwd, "sagewarden.yaml"), configFor(start));
    await using fake = await startFakeAws({
      seeds: [planted()],
      // One list takes so long that the scan cannot end before it is killed.
      faults: [{ effect: "latency", milliseconds: 15_000, operation: "ListUserProfiles" }],
      clock: virtualClock(start),
    });
    const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
    const env = { ...surroundingsOf(cwd, fake.url), PATH: process.env["PATH"] ?? "", HOME: cwd, NODE_COMPILE_CACHE: compiled };
    const child = spawn(process.execPath, [main, "scan", "--now", start], { cwd, env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const kept = async (): Promise<boolean> =>
      (await filesBelow(cwd)).some(([name, bytes]) => name.startsWith("home/scans") && bytes.includes("***@github.com/acme/churn.git"));
    while (child.exitCode === null && !(await kept())) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGKILL");
    await ended;
    const files = await filesBelow(cwd);
    expect(await kept()).toBe(true);
    expect(files.flatMap(([name, bytes]) => leaks(name, bytes))).toEqual([]);
  }, 60_000);

  it("nor by a check of a plan that holds them, and of the code beside it", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-secrets-"));
    await cp("test/fixtures/plans/demo", cwd, { recursive: true });
    const text = JSON.stringify(plantedIn(planDocument("demo")));
    expect(leaks("the plan", Buffer.from(text)).length).toBeGreaterThanOrEqual(6);
    await writeFile(join(cwd, "plan.json"), text);
    await appendFile(join(cwd, "main.tf"), `\nlocals {\n  password = "${secrets.echoed}"\n}\n`);
    for (const args of [
      ["check", "plan.json"],
      ["check", "plan.json", "--profile", "mlspace"],
    ]) {
      const { code, stdout, stderr } = await sagewarden([...args, "--debug", "--now", start, ...outputs], { cwd });
      expect([1, 3]).toContain(code);
      const written = (await filesBelow(cwd)).filter(([name]) => name.startsWith("report."));
      expect(written.map(([name]) => name).sort()).toEqual(["report.html", "report.json", "report.sarif"]);
      expect(
        [...written, ["stdout", Buffer.from(stdout)] as const, ["stderr", Buffer.from(stderr)] as const].flatMap(([where, bytes]) =>
          leaks(where, bytes),
        ),
      ).toEqual([]);
    }
    await writeFile(join(cwd, "broken.json"), text.slice(0, -200));
    const broken = await sagewarden(["check", "broken.json", "--debug"], { cwd });
    expect([broken.code, leaks("stdout", Buffer.from(broken.stdout)), leaks("stderr", Buffer.from(broken.stderr))]).toEqual([2, [], []]);
  }, 60_000);

  it("nor by a scan of an estate that somebody wrote by hand", async () => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-secrets-"));
    const [account, region] = ["111122223333", "eu-central-1"];
    const config = { name: "n", rootAccess: "Enabled", defaultCodeRepository: `https://ada:${secrets.gitToken}@github.com/acme/churn.git` };
    const unknown = { "/state": { reason: "error", detail: `could not ask https://ada:${secrets.failureReason}@host` } };
    const cell = {
      account,
      region,
      kind: "notebook-instance",
      phase: "list",
      state: "error",
      seen: 1,
      detail: `at https://u:${secrets.echoed}@host`,
    };
    const one = { id: "n", kind: "notebook-instance", name: "n", arn: null, account, region, createdAt: null, config, unknown };
    const estate = { format: "sagewarden/estate@1", source: "file", collectedAt: null, resources: [one], coverage: [cell] };
    await writeFile(join(cwd, "estate.json"), JSON.stringify(estate));
    const { code, stdout, stderr } = await sagewarden(
      ["scan", "--estate", "estate.json", "--now", start, "--save", "report.estate", ...outputs],
      { cwd },
    );
    expect([code, stderr]).toEqual([1, expect.stringContaining("exit 1")]);
    const written = (await filesBelow(cwd)).filter(([name]) => name.startsWith("report."));
    expect(written).toHaveLength(4);
    expect(written.find(([name]) => name === "report.estate")?.[1].toString()).toContain("https://***@github.com/acme/churn.git");
    expect([...written, ["stdout", Buffer.from(stdout + stderr)] as const].flatMap(([where, bytes]) => leaks(where, bytes))).toEqual([]);
  }, 60_000);

  it("though they are there to be seen", async () => {
    const text = JSON.stringify(planted());
    for (const secret of Object.values(secrets)) {
      const isEchoed = secret === secrets.echoed;
      expect(isEchoed || guises(secret).some((guise) => text.includes(guise))).toBe(true);
    }
    expect(echo).toContain(secrets.echoed);
  });
});
