import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import { readYaml } from "../../src/iac/cloudformation/yaml.ts";
import { judge } from "../../src/judge.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { read } from "../iac/cloudformation/templates.ts";
import { parametersFor } from "../properties/parameters.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));

const yaml = (text: string): JsonObject => {
  const value = readYaml(text, { file: "fix.yaml", todo: "Write it as YAML.", seen: () => undefined });
  if (!isObject(value)) throw new Error("the fix is no map");
  return value;
};

/** What the fixes refer to, as the rest of the template would have it. */
const around = yaml(`
Key: { Type: "AWS::KMS::Key" }
ProjectPolicy:
  Type: AWS::IAM::ManagedPolicy
  Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::churn/*" }] } }
Boundary:
  Type: AWS::IAM::ManagedPolicy
  Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ["s3:*", "logs:*"], Resource: "*" }] } }
Subnet: { Type: "AWS::EC2::Subnet" }
SecurityGroup: { Type: "AWS::EC2::SecurityGroup" }
SecurityConfiguration: { Type: "AWS::EMR::SecurityConfiguration", Properties: { Name: ours } }
AutoStop:
  Type: AWS::SageMaker::NotebookInstanceLifecycleConfig
  Properties: { OnStart: [{ Content: !Base64 "python autostop.py --time 3600" }] }
IdleStop: { Type: "AWS::SageMaker::NotebookInstanceLifecycleConfig", Properties: { NotebookInstanceLifecycleConfigName: idle-stop } }
Studio:
  Type: AWS::SageMaker::Domain
  Properties:
    DefaultUserSettings: { JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: { LifecycleManagement: ENABLED } } } }
    DefaultSpaceSettings: { JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: { LifecycleManagement: ENABLED, IdleTimeoutInMinutes: 120 } } } }
Ada: { Type: "AWS::SageMaker::UserProfile", Properties: { DomainId: !Ref Studio, UserProfileName: ada } }
`);

/** Before it is mended: what the properties stand among, and what makes the questions apply. */
const before: Record<string, JsonObject> = {
  "AWS::EC2::Instance": yaml("{ InstanceType: p2.xlarge, Tags: [{ Key: Name, Value: jupyter notebook of ada }] }"),
  "AWS::ECR::Repository": yaml("{ RepositoryName: mlspace-churn }"),
  "AWS::EMR::Cluster": yaml("{ Name: spark, ReleaseLabel: emr-5.36.0, LogUri: 's3://BUCKET/emr', Instances: { Ec2KeyName: OTHER } }"),
  "AWS::EMRServerless::Application": yaml("{ AutoStopConfiguration: { Enabled: false }, ReleaseLabel: emr-6.6.0 }"),
  "AWS::SageMaker::Domain": yaml(`
AuthMode: IAM
DefaultUserSettings:
  AutoMountHomeEFS: Enabled
  DefaultLandingUri: "app:JupyterServer:"
  SharingSettings: { NotebookOutputOption: Allowed, S3OutputPath: "s3://OTHER" }
  CustomFileSystemConfigs: [{ EFSFileSystemConfig: { FileSystemId: fs-0 } }]
DomainSettings: { DockerSettings: { EnableDockerAccess: ENABLED, VpcOnlyTrustedAccounts: ["000000000000"] } }`),
  "AWS::SageMaker::EndpointConfig": yaml(`
ExecutionRoleArn: arn:aws:iam::111122223333:role/r
DataCaptureConfig: { EnableCapture: false, DestinationS3Uri: "s3://b" }
AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://b" } }
ProductionVariants:
  - VariantName: a
    ModelName: m
    InstanceType: ml.m5.large
    InitialInstanceCount: 1
    EnableSSMAccess: true
    CoreDumpConfig: { DestinationS3Uri: "s3://b" }`),
  "AWS::SageMaker::App": yaml("{ AppName: a, AppType: JupyterLab, ResourceSpec: { InstanceType: ml.p4d.24xlarge } }"),
  "AWS::SageMaker::Cluster": yaml("{ InstanceGroups: [{ InstanceGroupName: a, InstanceStorageConfigs: [{ EbsVolumeConfig: { VolumeSizeInGB: 9 } }] }] }"),
  "AWS::SageMaker::FeatureGroup": yaml("{ OfflineStoreConfig: { S3StorageConfig: { S3Uri: 's3://b' } }, OnlineStoreConfig: { EnableOnlineStore: true } }"),
  "AWS::SageMaker::InferenceExperiment": yaml("{ DataStorageConfig: { Destination: 's3://b' }, ModelVariants: [{ VariantName: a, InfrastructureConfig: { RealTimeInferenceConfig: { InstanceType: ml.m5.large, InstanceCount: 1 } } }] }"),
  "AWS::IAM::Role": yaml(`
AssumeRolePolicyDocument:
  Version: "2012-10-17"
  Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: [sagemaker.amazonaws.com, lambda.amazonaws.com] } }]
Policies:
  - PolicyName: work
    PolicyDocument:
      Version: "2012-10-17"
      Statement: [{ Effect: Allow, Action: ["s3:*", "iam:PassRole", "iam:PutRolePolicy", "sagemaker:*"], Resource: "*" }]
ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"]`),
  "AWS::SageMaker::Model": yaml("{ PrimaryContainer: { Image: 'registry.example.org/scorer', ModelDataUrl: 's3://b/m', ImageConfig: { RepositoryAccessMode: Platform } } }"),
  "AWS::SageMaker::NotebookInstance": yaml("{ InstanceType: ml.p4d.24xlarge, RoleArn: r, PlatformIdentifier: notebook-al1-v1, LifecycleConfigName: attach-emr, VolumeSizeInGB: 10000, SubnetId: subnet-other, SecurityGroupIds: [sg-other] }"),
  "AWS::SageMaker::ProcessingJob": yaml("{ ProcessingOutputConfig: { Outputs: [{ OutputName: a, S3Output: { S3Uri: 's3://b' } }] }, ProcessingInputs: [{ InputName: data, S3Input: { S3Uri: 's3://b' } }] }"),
  "AWS::SageMaker::Space": yaml("{ SpaceName: lab, DomainId: !Ref Studio, OwnershipSettings: { OwnerUserProfileName: ada }, SpaceSettings: { RemoteAccess: ENABLED }, SpaceSharingSettings: { SharingType: Shared } }"),
  "AWS::SageMaker::TrainingJob": yaml(`
AlgorithmSpecification: { TrainingImage: "registry.example.org/t" }
ResourceConfig: { InstanceType: ml.m5.xlarge, InstanceCount: 2, KeepAlivePeriodInSeconds: 3600 }
EnableManagedSpotTraining: true
StoppingCondition: { MaxRuntimeInSeconds: 2592000 }
RemoteDebugConfig: { EnableRemoteDebug: true }`),
  "AWS::SageMaker::UserProfile": yaml("{ DomainId: !Ref Studio, UserProfileName: lin, UserSettings: { RStudioServerProAppSettings: { UserGroup: R_STUDIO_ADMIN } } }"),
};

/** The fix written into what was there: element by element, as its author would. */
const mended = (own: Json | undefined, fix: Json): Json => {
  if (isObject(own) && isObject(fix)) {
    const entries = [...new Set([...Object.keys(own), ...Object.keys(fix)])];
    return Object.fromEntries(entries.map((name) => [name, Object.hasOwn(fix, name) ? mended(own[name], fix[name] ?? null) : (own[name] ?? null)]));
  }
  if (Array.isArray(own) && Array.isArray(fix) && fix.some((item) => isObject(item))) return fix.map((item, index) => mended(own[index], item));
  return fix;
};

const templateOf = (type: string, properties: Json): string => {
  const tagged = isObject(properties) && Object.hasOwn(properties, "Tags") ? properties : mended({ Tags: [{ Key: "project", Value: "PROJECT" }] }, properties);
  return JSON.stringify({ Resources: { ...around, Fixed: { Type: type, Properties: tagged } } });
};

const configFor = (rule: Rule): ReturnType<typeof parseConfig>["config"] => {
  const parameters = {
    ...parametersFor(rule),
    ...(rule.parameters?.["places"] ? { places: ["s3://BUCKET/project/{project}/"] } : {}),
    // That a tag has one value alone takes a second denial.
    ...(rule.id === "creation-tags-guarded" ? { required: { project: null, user: null } } : {}),
    ...(rule.id === "key-pair-approved" ? { approved: ["APPROVED"] } : {}),
    ...(rule.id === "notebook-lifecycle" ? { approved: { "idle-stop": [] } } : {}),
  };
  const { config } = parseConfig("projects:\n  churn: { owner: ada, members: [ada] }\n", "sagewarden.yaml");
  return { ...config, rules: { [rule.id]: { enabled: true, parameters } } };
};

const verdictOf = (rule: Rule, template: string): string | undefined => {
  const bench = { config: configFor(rule), catalogue: { ...catalogue, rules: [rule] }, policy, now: exampleNow, version: "0", target: "" };
  return judge({ estate: read(template), ...bench }).resources.find(({ id }) => id === "Fixed")?.verdicts[rule.id];
};

/** Whether a version was approved is said where the version is made, which is not the model that the rule asks. */
const elsewhere = new Set(["model-approved"]);
const written = catalogue.rules.filter(({ id, fix }) => fix.cloudformation !== undefined && !elsewhere.has(id));

const statement = (said: JsonObject): JsonObject => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...said }] });
const allowing = (Action: string, Resource: Json, more: JsonObject): JsonObject => ({
  ManagedPolicyArns: [],
  Policies: [{ PolicyName: "work", PolicyDocument: statement({ Action, Resource, ...more }) }],
});
const trusting = (fix: JsonObject): JsonObject => ({ AssumeRolePolicyDocument: statement({ Action: "sts:AssumeRole", ...fix }) });

/** A part of a statement stands in one that lacks it: in a policy of a role, or in its trust policy. */
const inStatement: Record<string, (fix: JsonObject) => JsonObject> = {
  "creation-tags-guarded": (fix) => ({
    ManagedPolicyArns: [],
    Policies: [
      { PolicyName: "work", PolicyDocument: statement({ Action: "sagemaker:CreateModel", Resource: "*" }) },
      ...["project", "user"].map((key) => ({
        PolicyName: `guard-${key}`,
        PolicyDocument: statement({ Effect: "Deny", Action: "*", Resource: "*", ...yaml(JSON.stringify(fix).replaceAll("project", key)) }),
      })),
    ],
  }),
  "guessable-buckets": (fix) => allowing("s3:*Object", "arn:aws:s3:::sagemaker-*", fix),
  "presigned-access": (fix) => allowing("sagemaker:CreatePresigned*", "*", fix),
  "role-buckets": (fix) => allowing("s3:*", "*", fix),
  "role-passes-any-role": (fix) => allowing("iam:PassRole", "*", fix),
  "role-trust-open": trusting,
  "role-trust-services": trusting,
};

const fixOf = ({ id, fix }: Rule): JsonObject => {
  const said = yaml(fix.cloudformation ?? "");
  return inStatement[id]?.(said) ?? said;
};

/** The types of the rule that have a field where the fix writes. */
const typesOf = (rule: Rule, fix: JsonObject): string[] => {
  // What a transform job lacks is mended in its model.
  const names = [...rule.kinds, ...(rule.kinds.includes("transform-job") ? ["model"] : [])];
  const types = kinds.filter(({ name }) => names.includes(name)).flatMap(({ cloudformation }) => cloudformation?.type ?? []);
  return types.filter((type) => {
    const isTagged = type === "AWS::EC2::Instance" && !Object.hasOwn(fix, "Tags");
    const template = templateOf(type, isTagged ? { ...fix, Tags: before[type]?.["Tags"] ?? [] } : fix);
    return read(template).resources.some(({ id, positions = {} }) => id === "Fixed" && Object.keys(positions).some((at) => Object.hasOwn(fix, "Tags") || at !== "/tags"));
  });
};

/** Where the question is not decided by a template, and why. */
const undecided: Record<string, { verdict: string | undefined; since: string }> = {
  "approved-role": { verdict: "unknown", since: "the ARN of a role is known when it is made" },
  "customer-managed-key": { verdict: "not-applicable", since: "nobody asks for it unless told to" },
  "component-network": { verdict: "not-applicable", since: "which endpoints run components is known of live ones alone" },
  "distribution-version": { verdict: "unknown", since: "the version is in the image version that is referred to" },
  "emr-auto-termination": { verdict: "not-applicable", since: "it is asked of clusters that run" },
  "emr-public-primary": { verdict: "not-applicable", since: "it is asked of clusters that run" },
  "notebook-emr-attachment": { verdict: "not-applicable", since: "it is asked of what runs" },
  "role-full-access": { verdict: "unknown", since: "the ARN of a policy is known when it is made" },
  "role-of-one-project": { verdict: "unknown", since: "others with this role may lie beside the template" },
  "role-project": { verdict: "unknown", since: "the role lies beside the template" },
  "space-of-one-project": { verdict: "not-applicable", since: "a private space has nobody else's project" },
  "space-role": { verdict: "not-applicable", since: "a private space runs under its owner's role" },
  "transform-model-network": { verdict: undefined, since: "CloudFormation has no transform jobs, whose models these are" },
};

describe.each(written.map((rule) => [rule.id, rule] as const))("The CloudFormation that mends %s", (id, rule) => {
  const fix = fixOf(rule);
  const types = typesOf(rule, fix);

  it("writes to a field that the rule may read", () => expect(types).not.toEqual([]));

  it("passes, where a template decides it", () => {
    const said = types.map((type) => verdictOf(rule, templateOf(type, mended(before[type], fix))));
    expect(said).toEqual(types.map(() => (Object.hasOwn(undecided, id) ? undecided[id]?.verdict : "pass")));
  });
});

describe("Fixes in CloudFormation", () => {
  it("mend what fails without them", () => {
    const mends = written.filter((rule) => {
      return typesOf(rule, fixOf(rule)).some((type) => verdictOf(rule, templateOf(type, before[type] ?? {})) === "fail");
    });
    expect(mends.length).toBeGreaterThanOrEqual(60);
  });
});
