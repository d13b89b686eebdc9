import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../../../src/estate/json.ts";
import { verdictsOf } from "../../policies/verdicts-of.ts";
import { byId, notebookOf, notebookType, read, readWith, withNotebook } from "./templates.ts";

const cell = (text: string, kind: string, files: Record<string, string> = {}): unknown =>
  read(text, { files }).coverage.find((one) => one.kind === kind && one.phase === "list");

describe("A template", () => {
  it("says in YAML's short forms what it says in JSON", () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: dev }
Conditions:
  Dev: !Equals [!Ref Env, dev]
Resources:
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow }] } } }
  Nb:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      InstanceType: !If [Dev, ml.t3.medium, ml.p3.2xlarge]
      RoleArn: !GetAtt Role.Arn
      RootAccess: !FindInMap [Root, !Ref Env, access]
      KmsKeyId: !Sub "alias/\${Env}"
      VolumeSizeInGB: 012
      SecurityGroupIds: !Split [",", "sg-1,sg-2"]
      Tags:
        - Key: project
          Value: !Join ["-", [churn, !Ref Env]]
        - { Key: "on", Value: yes }
        - { Key: account, Value: 012345678901 }
Mappings:
  Root: { dev: { access: Disabled } }
`;
    const { config, unknown } = byId(read(yaml), "Nb");
    expect(config).toMatchObject({
      instanceType: "ml.t3.medium",
      rootAccess: "Disabled",
      kmsKeyId: "alias/dev",
      volumeSizeGb: 12,
      securityGroupIds: ["sg-1", "sg-2"],
      tags: { project: "churn-dev", on: "true", account: "012345678901" },
    });
    expect(unknown["/roleArn"]).toMatchObject({ reason: "known-after-apply", set: true });
  });

  it("takes anchors and what is laid over them", () => {
    const text = `
Base: &base { InstanceType: ml.t3.medium, RoleArn: "arn:aws:iam::1:role/a", RootAccess: Enabled }
Resources:
  Nb: { Type: "AWS::SageMaker::NotebookInstance", Properties: { <<: *base, RootAccess: Disabled, SubnetId: &s subnet-1, KmsKeyId: *s } }
`;
    expect(byId(read(text), "Nb").config).toMatchObject({ instanceType: "ml.t3.medium", rootAccess: "Disabled", kmsKeyId: "subnet-1" });
  });

  it("means the same by numbers and texts, and by switches and their names", () => {
    const said = { VolumeSizeInGB: "50", InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2 }, SubnetId: 1 };
    expect(notebookOf(said).config).toMatchObject({ volumeSizeGb: 50, imdsVersion: "2", subnetId: "1" });
    const app = {
      Type: "AWS::EMRServerless::Application",
      Properties: { Type: "Spark", ReleaseLabel: "emr-7.0.0", AutoStopConfiguration: { Enabled: "True", IdleTimeoutMinutes: "15" } },
    };
    expect(byId(read(JSON.stringify({ Resources: { App: app } })), "App").config).toMatchObject({
      autoStop: true,
      autoStopIdleMinutes: 15,
    });
  });

  it("has no resource whose condition is false, and knows nothing of one whose condition nobody can tell", () => {
    const sections = {
      Parameters: { Env: { Type: "String" }, Size: { Type: "String", Default: "small" } },
      Conditions: { Prod: { "Fn::Equals": [{ Ref: "Env" }, "prod"] }, Big: { "Fn::Equals": [{ Ref: "Size" }, "big"] } },
    };
    const other = (Condition: string): JsonObject => ({ Type: notebookType, Condition, Properties: { RootAccess: "Enabled" } });
    const estate = read(withNotebook({}, sections, { Gone: other("Big"), Perhaps: other("Prod") }));
    expect(estate.resources.map(({ id }) => id)).toEqual(["Nb", "Perhaps"]);
    const { config, unknown } = byId(estate, "Perhaps");
    expect(config).toEqual({ acceleratorTypes: [], tags: {} });
    expect(unknown["/rootAccess"]).toMatchObject({
      reason: "unresolved",
      detail: "whether it exists depends on parameter Env has no value",
    });
    expect(unknown["/tags/-"]).toBeDefined();
  });

  it("joins what refers to another resource, by names that nobody wrote too", () => {
    const text = JSON.stringify({
      Resources: {
        Config: { Type: "AWS::SageMaker::NotebookInstanceLifecycleConfig", Properties: {} },
        Named: { Type: "AWS::SageMaker::Model", Properties: { ModelName: "churn", ExecutionRoleArn: "a" } },
        Endpoints: {
          Type: "AWS::SageMaker::EndpointConfig",
          Properties: {
            ProductionVariants: [{ VariantName: "a", ModelName: { "Fn::GetAtt": ["Named", "ModelName"] }, InstanceType: "ml.m5.large" }],
          },
        },
        Domain: { Type: "AWS::SageMaker::Domain", Properties: { DomainName: "d", AuthMode: "IAM" } },
        Profile: { Type: "AWS::SageMaker::UserProfile", Properties: { DomainId: { Ref: "Domain" }, UserProfileName: "ada" } },
        Nb: { Type: notebookType, Properties: { LifecycleConfigName: { "Fn::GetAtt": "Config.NotebookInstanceLifecycleConfigName" } } },
      },
    });
    const estate = read(text);
    const same = (id: string, pointer: string): unknown => byId(estate, id).unknown[pointer]?.same;
    expect(same("Nb", "/lifecycleConfigName")).toBe(same("Config", "/name"));
    expect(same("Profile", "/domainId")).toBe(same("Domain", "/domainId"));
    expect([same("Domain", "/domainId"), same("Config", "/name")]).not.toContain(undefined);
    expect(byId(estate, "Endpoints").config["variants"]).toEqual([expect.objectContaining({ modelName: "churn" })]);
  });

  it("puts the rules of a security group into it, and lets it out where nobody says otherwise", () => {
    const rule = (port: number): JsonObject => ({ IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: "0.0.0.0/0" });
    const text = JSON.stringify({
      Resources: {
        Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "g", SecurityGroupIngress: [rule(22)] } },
        Rule: { Type: "AWS::EC2::SecurityGroupIngress", Properties: { GroupId: { "Fn::GetAtt": ["Group", "GroupId"] }, ...rule(8888) } },
        Other: { Type: "AWS::EC2::SecurityGroupIngress", Properties: { GroupId: "sg-elsewhere", ...rule(1) } },
      },
    });
    const { config } = byId(read(text), "Group");
    expect(config["ingress"]).toEqual([expect.objectContaining({ rule: "tcp 22" }), expect.objectContaining({ rule: "tcp 8888" })]);
    expect(config["egress"]).toEqual([expect.objectContaining({ rule: "all", cidrBlocks: ["0.0.0.0/0"] })]);
  });

  it("reads a document that it writes out, though a part of it is not known", () => {
    const document = {
      EncryptionConfiguration: {
        EnableAtRestEncryption: true,
        EnableInTransitEncryption: "false",
        AtRestEncryptionConfiguration: {
          S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: { "Fn::GetAtt": ["Key", "Arn"] } },
        },
      },
    };
    const text = JSON.stringify({
      Resources: {
        Key: { Type: "AWS::KMS::Key" },
        Conf: { Type: "AWS::EMR::SecurityConfiguration", Properties: { Name: "c", SecurityConfiguration: document } },
      },
    });
    expect(byId(read(text), "Conf").config).toMatchObject({ atRestEncryption: true, inTransitEncryption: false });
  });
});

describe("Tags of a template", () => {
  const tagsOf = (Tags: JsonObject["x"], parameters: JsonObject = {}): { known: unknown; unknown: string[] } => {
    const sections = { Parameters: { Open: { Type: "String" } }, Conditions: { Perhaps: { "Fn::Equals": [{ Ref: "Open" }, "x"] } } };
    const { config, unknown } = notebookOf({ Tags: Tags ?? null }, sections, { parameters });
    return { known: config["tags"], unknown: Object.keys(unknown).filter((pointer) => pointer.startsWith("/tags")) };
  };
  const tag = (Key: JsonObject["x"], Value: JsonObject["x"]): JsonObject => ({ Key: Key ?? null, Value: Value ?? null });

  it("are known key by key", () => {
    expect(tagsOf([tag("project", "churn"), tag("user", { Ref: "Open" })])).toEqual({
      known: { project: "churn" },
      unknown: ["/tags/user"],
    });
    expect(tagsOf([tag("project", "churn"), tag({ Ref: "Open" }, "x")])).toEqual({ known: { project: "churn" }, unknown: ["/tags/-"] });
    expect(tagsOf([tag("project", "churn"), { "Fn::If": ["Perhaps", tag("user", "ada"), { Ref: "AWS::NoValue" }] }])).toEqual({
      known: { project: "churn" },
      unknown: ["/tags/-"],
    });
    expect(tagsOf({ Ref: "Open" })).toEqual({ known: {}, unknown: ["/tags/-"] });
    expect(tagsOf(null)).toEqual({ known: {}, unknown: [] });
  });

  it("of the stack are on all that is in it, under its own", () => {
    const stack = { Parameters: { Open: "y" }, Tags: { project: "all", stage: "prod" } };
    expect(tagsOf([tag("project", "churn")], stack)).toEqual({ known: { project: "churn", stage: "prod" }, unknown: [] });
    expect(tagsOf([tag({ "Fn::ImportValue": "k" }, "x")], stack)).toEqual({
      known: {},
      unknown: ["/tags/project", "/tags/stage", "/tags/-"],
    });
  });
});

describe("What a template does not hold itself", () => {
  const nested = (url: JsonObject["x"], metadata: JsonObject = {}): string =>
    JSON.stringify({
      Resources: {
        Sub: {
          Type: "AWS::CloudFormation::Stack",
          Metadata: metadata,
          Properties: { TemplateURL: url ?? null, Parameters: { Root: "Disabled" }, Tags: [{ Key: "project", Value: "churn" }] },
        },
        Nb: { Type: notebookType, Properties: { RootAccess: { "Fn::GetAtt": ["Sub", "Outputs.Access"] } } },
      },
    });
  const inner = JSON.stringify({
    Parameters: { Root: { Type: "String", Default: "Enabled" } },
    Resources: { Inner: { Type: notebookType, Properties: { RootAccess: { Ref: "Root" } } } },
    Outputs: { Access: { Value: { Ref: "Root" } } },
  });

  it("is followed into nested stacks that lie beside it, with their parameters, tags and outputs", () => {
    for (const text of [nested("sub/inner.yaml"), nested("https://s3.amazonaws.com/x", { "aws:asset:path": "sub/inner.yaml" })]) {
      const estate = read(text, { files: { "infra/sub/inner.yaml": inner } });
      expect(byId(estate, "Sub/Inner").config).toMatchObject({ rootAccess: "Disabled", tags: { project: "churn" } });
      expect(byId(estate, "Sub/Inner").position?.file).toBe("infra/sub/inner.yaml");
      expect(byId(estate, "Nb").config["rootAccess"]).toBe("Disabled");
      expect(estate.coverage.filter(({ state, phase }) => phase === "list" && state !== "complete")).toEqual([]);
    }
  });

  it("is a gap where a nested stack's template is not there, or is this one again", () => {
    const gap = { state: "not-reached", detail: "the template of Sub is not beside this one" };
    expect(cell(nested("https://s3.amazonaws.com/x"), "AWS::CloudFormation::Stack")).toMatchObject(gap);
    expect(cell(nested("gone.yaml"), "AWS::CloudFormation::Stack")).toMatchObject(gap);
    const itself = nested("template.yaml");
    expect(cell(itself, "AWS::CloudFormation::Stack", { "infra/template.yaml": itself })).toMatchObject(gap);
  });

  it("has a subnet where somebody wrote one, for AWS takes no empty one; its key may be empty", () => {
    const sections = {
      Parameters: { P: { Type: "String" }, L: { Type: "CommaDelimitedList" } },
      Conditions: { C: { "Fn::Equals": [{ Ref: "P" }, "x"] } },
    };
    const verdict = (properties: JsonObject, rule: string): string | undefined =>
      verdictsOf(read(withNotebook(properties, sections)), rule)["Nb"];
    expect(verdict({ SubnetId: { Ref: "P" } }, "notebook-vpc")).toBe("pass");
    expect(verdict({ SubnetId: { Ref: "NobodyDeclaredIt" } }, "notebook-vpc")).toBe("pass");
    expect(verdict({ SubnetId: { "Fn::If": ["C", { Ref: "P" }, { Ref: "AWS::NoValue" }] } }, "notebook-vpc")).toBe("unknown");
    expect(verdict({ SubnetId: { Ref: "AWS::NoValue" } }, "notebook-vpc")).toBe("fail");
    expect(verdict({ KmsKeyId: { Ref: "P" } }, "notebook-volume-kms")).toBe("unknown");
    const model = (VpcConfig: JsonObject): Record<string, string> =>
      verdictsOf(
        read(JSON.stringify({ ...sections, Resources: { M: { Type: "AWS::SageMaker::Model", Properties: { VpcConfig } } } })),
        "vpc-placement",
      );
    expect(model({ Subnets: { Ref: "L" }, SecurityGroupIds: { Ref: "L" } })).toEqual({ M: "pass" });
    expect(model({ "Fn::If": ["C", { Subnets: { Ref: "L" } }, { Ref: "AWS::NoValue" }] })).toEqual({ M: "unknown" });
  });

  it("is a gap where a macro, a module or a loop makes it", () => {
    expect(cell(withNotebook({}, { Transform: ["Mine", "AWS::LanguageExtensions"] }), "AWS::CloudFormation::Macro")).toMatchObject({
      state: "not-reached",
      detail: "the macro Mine rewrites the template",
    });
    expect(cell(withNotebook({}, {}, { M: { Type: "Acme::Notebook::Safe::MODULE" } }), "Acme::Notebook::Safe::MODULE")).toMatchObject({
      state: "not-reached",
    });
    const loop = { "Fn::ForEach::Nbs": ["Name", { Ref: "Names" }, { "Nb${Name}": { Type: notebookType } }] };
    expect(
      cell(withNotebook({}, { Parameters: { Names: { Type: "CommaDelimitedList" } } }, loop), "AWS::CloudFormation::Macro"),
    ).toMatchObject({
      detail: "what the loop Nbs runs over is not known",
    });
  });

  it("is written out where a loop's words are known, and included where the file is there", () => {
    const loop = {
      "Fn::ForEach::Nbs": [
        "Name",
        ["a", "b-c"],
        { "Nb&{Name}": { Type: notebookType, Properties: { KmsKeyId: { "Fn::Sub": "alias/${Name}" } } } },
      ],
    };
    const estate = read(withNotebook({}, { Transform: "AWS::LanguageExtensions" }, loop));
    expect([byId(estate, "Nba").config["kmsKeyId"], byId(estate, "Nbbc").config["kmsKeyId"]]).toEqual(["alias/a", "alias/b-c"]);
    const include = { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "safe.yaml" } } };
    expect(byId(read(withNotebook(include), { files: { "safe.yaml": "RootAccess: Disabled\n" } }), "Nb").config["rootAccess"]).toBe(
      "Disabled",
    );
    const unseen = byId(read(withNotebook({ ...include, SubnetId: "subnet-1" })), "Nb");
    expect([unseen.config["subnetId"], unseen.unknown["/rootAccess"]?.reason, unseen.unknown["/tags/-"]?.reason]).toEqual([
      "subnet-1",
      "unresolved",
      "unresolved",
    ]);
  });

  it("is told where no rule asks for a type of machine learning", () => {
    const estate = read(withNotebook({}, {}, { W: { Type: "AWS::SageMaker::Workteam" }, Q: { Type: "AWS::SQS::Queue" } }));
    expect(estate.coverage.filter(({ kind }) => kind.startsWith("AWS::"))).toEqual([
      {
        account: "planned",
        region: "unknown",
        kind: "AWS::SageMaker::Workteam",
        phase: "dependency",
        state: "not-reached",
        seen: 1,
        detail: "no rule asks for this type",
      },
    ]);
  });

  it("names its parameters, and those whose defaults were taken", () => {
    const text = withNotebook(
      {},
      { Parameters: { A: { Type: "String", Default: "a" }, B: { Type: "String", Default: "b" }, C: { Type: "String" } } },
    );
    expect(readWith(text, { parameters: { B: "c" } })).toMatchObject({ parameters: ["A", "B", "C"], assumed: ["A"] });
  });
});

describe("Positions", () => {
  const yaml = `Resources:
  Nb:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      RootAccess: Enabled
      KmsKeyId: !If [Has, a, b]
      InstanceMetadataServiceConfiguration:
        MinimumInstanceMetadataServiceVersion: "1"
      Tags:
        - { Key: a, Value: b }
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      Containers:
        - Image: one
        - Image: two
`;
  const lines = (id: string, text = yaml): unknown => {
    const { position, positions = {} } = byId(read(text), id);
    return [
      position?.line,
      Object.fromEntries(Object.entries(positions).map(([pointer, { line, column }]) => [pointer, `${line}:${column}`])),
    ];
  };

  it("are of the properties, where they are written, and of the resource", () => {
    expect(lines("Nb")).toEqual([2, { "/rootAccess": "5:7", "/kmsKeyId": "6:7", "/imdsVersion": "8:9", "/tags": "9:7" }]);
    expect(lines("Model")).toMatchObject([11, { "/containers": "14:7", "/containers/1/image": "16:11" }]);
  });

  it("are there in JSON of one line, too", () => {
    const text = withNotebook({ RootAccess: "Enabled" });
    const [line, positions] = [byId(read(text), "Nb").position?.line, byId(read(text), "Nb").positions ?? {}];
    expect(line).toBe(1);
    expect(text.slice((positions["/rootAccess"]?.column ?? 0) - 1)).toMatch(/^"RootAccess":"Enabled"/);
  });

  it("are no part of what is judged", () => {
    expect(isObject(byId(read(yaml), "Nb").config["positions"])).toBe(false);
  });
});
