import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machine } from "./measure.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** As many resources as real estates have of each: mostly notebooks, half of all with something wrong. */
type Made = { type: string; terraform: string; properties: (at: number) => object; attributes: (at: number) => object };

const wrong = (at: number): boolean => at % 2 === 1;
const tags = (at: number): { Key: string; Value: string }[] => [
  { Key: "project", Value: `project-${at % 40}` },
  { Key: "user", Value: `user-${at % 900}` },
];
const tagMap = (at: number): object => Object.fromEntries(tags(at).map(({ Key, Value }) => [Key, Value]));
/** Each user's own: what shares a role is compared with all that share it. */
const roleOf = (at: number): string => `arn:aws:iam::111122223333:role/user-${at % 900}`;
const key = "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c-1111-2222-3333-444455556666";

const notebook: Made = {
  type: "AWS::SageMaker::NotebookInstance",
  terraform: "aws_sagemaker_notebook_instance",
  properties: (at) => ({
    NotebookInstanceName: `notebook-${at}`,
    InstanceType: "ml.t3.medium",
    RoleArn: roleOf(at),
    RootAccess: wrong(at) ? "Enabled" : "Disabled",
    DirectInternetAccess: "Disabled",
    SubnetId: "subnet-0a1",
    SecurityGroupIds: ["sg-0c3"],
    VolumeSizeInGB: 50,
    ...(wrong(at) ? {} : { KmsKeyId: key }),
    Tags: tags(at),
  }),
  attributes: (at) => ({
    name: `notebook-${at}`,
    instance_type: "ml.t3.medium",
    role_arn: roleOf(at),
    root_access: wrong(at) ? "Enabled" : "Disabled",
    direct_internet_access: "Disabled",
    subnet_id: "subnet-0a1",
    security_groups: ["sg-0c3"],
    volume_size: 50,
    kms_key_id: wrong(at) ? null : key,
    tags: tagMap(at),
    tags_all: tagMap(at),
  }),
};

const model: Made = {
  type: "AWS::SageMaker::Model",
  terraform: "aws_sagemaker_model",
  properties: (at) => ({
    ModelName: `model-${at}`,
    ExecutionRoleArn: roleOf(at),
    EnableNetworkIsolation: !wrong(at),
    PrimaryContainer: {
      Image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/scorer:1.4",
      ModelDataUrl: `s3://bucket/model-${at}.tar.gz`,
    },
    Tags: tags(at),
  }),
  attributes: (at) => ({
    name: `model-${at}`,
    execution_role_arn: roleOf(at),
    enable_network_isolation: !wrong(at),
    primary_container: [
      { image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/scorer:1.4", model_data_url: `s3://bucket/model-${at}.tar.gz` },
    ],
    vpc_config: [],
    tags: tagMap(at),
    tags_all: tagMap(at),
  }),
};

const cluster: Made = {
  type: "AWS::EMR::Cluster",
  terraform: "aws_emr_cluster",
  properties: (at) => ({
    Name: `cluster-${at}`,
    ReleaseLabel: wrong(at) ? "emr-5.36.0" : "emr-7.5.0",
    JobFlowRole: "EMR_EC2_DefaultRole",
    ServiceRole: "EMR_DefaultRole",
    Instances: { Ec2SubnetId: "subnet-0a1" },
    Tags: tags(at),
  }),
  attributes: (at) => ({
    name: `cluster-${at}`,
    release_label: wrong(at) ? "emr-5.36.0" : "emr-7.5.0",
    service_role: "EMR_DefaultRole",
    ec2_attributes: [{ instance_profile: "EMR_EC2_DefaultRole", subnet_id: "subnet-0a1" }],
    auto_termination_policy: [],
    tags: tagMap(at),
    tags_all: tagMap(at),
  }),
};

const kinds = [notebook, notebook, notebook, model, cluster] as const;
const madeAt = (at: number): Made => kinds[at % kinds.length] ?? notebook;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

const plan = (count: number): string => {
  const name = (at: number): string => `r${at}`;
  const resources = numbers(count).map((at) => ({ ...madeAt(at), at }));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.13.3",
    resource_changes: resources.map(({ terraform, attributes, at }) => ({
      address: `${terraform}.${name(at)}`,
      mode: "managed",
      type: terraform,
      name: name(at),
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: ["create"],
        before: null,
        after: attributes(at),
        after_unknown: { id: true, arn: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" } },
      root_module: {
        resources: resources.map(({ terraform, attributes, at }) => ({
          address: `${terraform}.${name(at)}`,
          mode: "managed",
          type: terraform,
          name: name(at),
          provider_config_key: "aws",
          expressions: Object.fromEntries(
            Object.entries(attributes(at)).map(([attribute, value]) => [attribute, { constant_value: value }]),
          ),
        })),
      },
    },
  });
};

const template = (count: number): object => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: Object.fromEntries(numbers(count).map((at) => [`R${at}`, { Type: madeAt(at).type, Properties: madeAt(at).properties(at) }])),
});

const inYaml = (value: unknown, indent: string): string => {
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}\n`;
  if (Array.isArray(value)) return `\n${value.map((item) => `${indent}-${inYaml(item, `${indent}  `).replace(/^\n\s*/, " ")}`).join("")}`;
  return `\n${Object.entries(value)
    .map(([name, item]) => `${indent}${name}:${inYaml(item, `${indent}  `)}`)
    .join("")}`;
};

const files = {
  "Terraform plan": { name: "plan.json", write: plan },
  "template in JSON": { name: "template.json", write: (count: number) => JSON.stringify(template(count)) },
  "template in YAML": { name: "template.yaml", write: (count: number) => inYaml(template(count), "") },
} as const;

/** The whole command in a process of its own: what it took, as the kernel counts it. */
const measured = async (file: string): Promise<void> => {
  const { compileLittle } = await import("../src/cli/lean.ts");
  const { run } = await import("../src/cli/run.ts");
  compileLittle();
  const silent = { write: () => undefined, isTerminal: false, columns: undefined };
  const clock = (): string => "2026-11-21T12:00:00Z";
  const io = { cwd: process.cwd(), env: {}, stdout: silent, stderr: silent, clock, signal: new AbortController().signal };
  const code = await run(["check", file, "-f", "json", "-q"], io);
  const { user, system } = process.cpuUsage();
  process.stdout.write(`exit ${code}, ${((user + system) / 1e6).toFixed(1)} s of CPU, peak ${peakMegabytes().toFixed(0)} MB\n`);
};

const main = (): void => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-check-"));
  console.log(`sagewarden check, start-up and the JSON report included. ${machine()}`);
  try {
    for (const [title, { name, write }] of Object.entries(files)) {
      for (const count of [2_000, 20_000]) {
        const text = write(count);
        const file = join(folder, name);
        writeFileSync(file, text);
        const { status, stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, file], { encoding: "utf8" });
        if (status !== 0) throw new Error(`${title} of ${count} ended with ${String(status)}: ${stderr}`);
        console.log(`${title}, ${count} resources, ${(text.length / 1e6).toFixed(1)} MB: ${stdout.trim()}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const [file] = process.argv.slice(2);
if (file === undefined) main();
else await measured(file);
