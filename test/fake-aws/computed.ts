import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { parsePath } from "../../src/kinds/path-in.ts";
import { textOf } from "./store.ts";

type Steps = readonly (string | number)[];

/** Puts a value where a path says, making what lies between. */
export const put = (target: JsonObject, [step, next, ...rest]: Steps, value: Json): void => {
  if (step === undefined) return;
  const name = String(step);
  if (next === undefined) target[name] = value;
  else if (typeof next === "number" || next === "*") {
    const list = Array.isArray(target[name]) ? target[name] : [];
    target[name] = list;
    if (rest.length === 0) list.push(value);
    else {
      // A numbered element may have got another part before.
      const there = typeof next === "number" ? list[next] : undefined;
      const element: JsonObject = isObject(there) ? there : {};
      put(element, rest, value);
      if (element !== there) list.push(element);
    }
  } else {
    const inner = isObject(target[name]) ? target[name] : {};
    target[name] = inner;
    put(inner, [next, ...rest], value);
  }
};

const packed = (value: Json): string => Buffer.from(textOf(value)).toString("base64");

type Write = (target: JsonObject, value: Json, config: JsonObject) => void;

const script =
  (...path: Steps): Write =>
  (target, value) =>
    put(target, path, packed(value));

const listAt = (target: JsonObject, member: string): Json[] => {
  const list = target[member];
  return Array.isArray(list) ? list : [];
};

/** Volumes with a key, and then as many without one as there are more. */
const volumeKeys: Write = (target, value) => {
  const volumes = (Array.isArray(value) ? value : []).map((VolumeKmsKeyId) => ({
    EbsVolumeConfig: { VolumeKmsKeyId, VolumeSizeInGB: 100 },
  }));
  if (volumes.length > 0) target["InstanceStorageConfigs"] = volumes;
};
const volumeCount: Write = (target, value) => {
  const volumes = listAt(target, "InstanceStorageConfigs");
  while (volumes.length < Number(value)) volumes.push({ EbsVolumeConfig: { VolumeSizeInGB: 100 } });
  if (volumes.length > 0) target["InstanceStorageConfigs"] = volumes;
};

/** To the types that are there, the last to all that are left; a weight too many has a type of its own. */
const fleetWeights: Write = (target, value) => {
  const [types, weights] = [listAt(target, "InstanceTypeSpecifications"), Array.isArray(value) ? value : []];
  while (types.length < weights.length) types.push({ InstanceType: "m5.4xlarge" });
  for (const [at, type] of types.entries())
    if (isObject(type)) type["WeightedCapacity"] = Number(weights[Math.min(at, weights.length - 1)] ?? 1);
  if (types.length > 0) target["InstanceTypeSpecifications"] = types;
};

const serverless: Write = (target, value) => {
  if (value === true) put(target, ["ServerlessConfig"], { MemorySizeInMB: 2048, MaxConcurrency: 1 });
};

/** An address, with a name and a password in it where the estate says that there were some. */
const addressOf = (url: Json, config: JsonObject): string =>
  config["urlHoldsCredentials"] === true ? textOf(url).replace("://", "://ada:s3cr3t@") : textOf(url);

const repositoryUrl: Write = (target, value, config) => put(target, ["RepositoryUrl"], addressOf(value, config));

/** Into the document that is itself text. */
const secured =
  (inside: string): Write =>
  (target, value) => {
    const document: Json = JSON.parse(textOf(target["SecurityConfiguration"] ?? "{}"));
    if (isObject(document)) put(document, parsePath(inside), value);
    target["SecurityConfiguration"] = JSON.stringify(document);
  };
const atRest = "EncryptionConfiguration.AtRestEncryptionConfiguration";

/** IAM takes no member that says nothing. */
const withoutEmpty = (document: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(document).filter(([, value]) => value !== null && (typeof value !== "object" || Object.keys(value).length > 0)),
  );

/** A statement as IAM writes it. */
const statementFrom = (statement: Json): JsonObject => {
  if (!isObject(statement)) return {};
  const { effect, actions, notActions, resources, notResources, principals, services, federated, notPrincipals, conditionKeys } = statement;
  const keys = Array.isArray(conditionKeys) ? conditionKeys.map((key) => [String(key), "x"]) : [];
  const { sid, condition } = statement;
  const told: Json = typeof condition === "string" ? JSON.parse(condition) : null;
  const written = {
    Sid: sid ?? null,
    Effect: effect ?? null,
    Action: actions ?? null,
    NotAction: notActions ?? null,
    Resource: resources ?? null,
    NotResource: notResources ?? null,
    Principal: principals === undefined ? null : withoutEmpty({ AWS: principals, Service: services ?? [], Federated: federated ?? [] }),
    NotPrincipal: notPrincipals === undefined ? null : withoutEmpty({ AWS: notPrincipals }),
    Condition: told ?? (keys.length === 0 ? null : { StringEquals: Object.fromEntries(keys) }),
  };
  return withoutEmpty(written);
};

const documentFrom = (statements: readonly Json[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map(statementFrom) });

const listFrom = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** A document that holds statements; without any there is no document. */
const policy =
  (member: string, encode: (text: string) => string = (text) => text): Write =>
  (target, value) => {
    const statements = listFrom(value);
    if (statements.length > 0) target[member] = encode(documentFrom(statements));
  };

const inline =
  (member: string): Write =>
  (target, value) => {
    const byPolicy = Map.groupBy(listFrom(value), (one) => textOf(isObject(one) ? one["policy"] : ""));
    target[member] = [...byPolicy].map(([PolicyName, statements]) => ({
      PolicyName,
      PolicyDocument: encodeURIComponent(documentFrom(statements)),
    }));
  };

/** Into the one image of an instance. */
const ofImage =
  (member: string): Write =>
  (target, value) => {
    const [image] = listAt(target, "Images");
    target["Images"] = [{ ...(isObject(image) ? image : {}), [member]: value }];
  };

const alike =
  (...members: string[]): Write =>
  (target, value) => {
    for (const member of members) target[member] = value;
  };

/** Fields that a kind computes have no inverse of their own: what to write so that they come out as they were. */
export const computed: Readonly<Record<string, Write>> = {
  "notebook-lifecycle-config.onCreate": script("OnCreate", 0, "Content"),
  "notebook-lifecycle-config.onStart": script("OnStart", 0, "Content"),
  "studio-lifecycle-config.script": script("StudioLifecycleConfigContent"),
  "space.idleTimeoutMinutes": (target, value, config) => {
    const settings = config["appType"] === "CodeEditor" ? "CodeEditorAppSettings" : "JupyterLabAppSettings";
    put(target, ["SpaceSettings", settings, "AppLifecycleManagement", "IdleSettings", "IdleTimeoutInMinutes"], value);
  },
  "training-job.instanceCount": (target, value) => put(target, ["ResourceConfig", "InstanceCount"], value),
  "processing-job.instanceCount": (target, value) => put(target, ["ProcessingResources", "ClusterConfig", "InstanceCount"], value),
  "endpoint-config.variants.serverless": serverless,
  "endpoint-config.production.serverless": serverless,
  "code-repository.url": (target, value, config) => put(target, ["GitConfig", "RepositoryUrl"], addressOf(value, config)),
  // With the address, above.
  "code-repository.urlHoldsCredentials": () => undefined,
  "domain.repositories.url": repositoryUrl,
  "user-profile.repositories.url": repositoryUrl,
  "space.repositories.url": repositoryUrl,
  // The ARN says it.
  "emr-cluster.instanceFleets.weights": fleetWeights,
  "hyperpod-cluster.clusterId": () => undefined,
  "hyperpod-cluster.instanceGroups.volumeKmsKeyIds": volumeKeys,
  "hyperpod-cluster.instanceGroups.volumeCount": volumeCount,
  "hyperpod-cluster.restrictedGroups.volumeKmsKeyIds": volumeKeys,
  "hyperpod-cluster.restrictedGroups.volumeCount": volumeCount,
  "model-package-group.sharedWith": (target, value) => {
    const Statement = [{ Effect: "Allow", Principal: { AWS: value }, Action: "sagemaker:DescribeModelPackage", Resource: "*" }];
    if (Array.isArray(value) && value.length > 0) put(target, ["ResourcePolicy"], JSON.stringify({ Version: "2012-10-17", Statement }));
  },
  "iam-role.trust": policy("AssumeRolePolicyDocument", encodeURIComponent),
  "iam-role.statements": inline("RolePolicyList"),
  "iam-user.statements": inline("UserPolicyList"),
  "iam-group.statements": inline("GroupPolicyList"),
  "iam-policy.statements": (target, value) => {
    const Document = encodeURIComponent(documentFrom(listFrom(value)));
    target["PolicyVersionList"] = [
      { Document: encodeURIComponent("{}"), VersionId: "v1", IsDefaultVersion: false },
      { Document, VersionId: "v2", IsDefaultVersion: true },
    ];
  },
  "s3-bucket.policy": policy("Policy"),
  "efs-file-system.policy": policy("Policy"),
  "ecr-repository.policy": policy("policyText"),
  "efs-file-system.transitions": (target, value) => {
    target["LifecyclePolicies"] = listFrom(value).map((one) => Object.fromEntries([textOf(one).split("=")]));
  },
  // Other fields say them.
  "iam-role.names": (target, value) => {
    const profiles = listFrom(value).filter((name) => textOf(name).includes(":instance-profile/"));
    target["InstanceProfileList"] = profiles.map((Arn) => ({ Arn, InstanceProfileName: textOf(Arn).split("/").at(-1) ?? null }));
  },
  "kms-key.names": () => undefined,
  "kms-key.aliases": (target, value) => {
    target["Aliases"] = listFrom(value).map((name) => ({
      AliasName: name,
      AliasArn: `arn:aws:kms:eu-central-1:111122223333:${textOf(name)}`,
    }));
  },
  "ec2-notebook.imageName": ofImage("Name"),
  "ec2-notebook.imageOwner": ofImage("ImageOwnerAlias"),
  "ec2-notebook.imageCreatedAt": ofImage("CreationDate"),
  "ec2-notebook.imageDeprecatedAt": ofImage("DeprecationTime"),
  "ec2-notebook.userData": script("UserData", "Value"),
  // The user data says it.
  "ec2-notebook.opensJupyterToAll": () => undefined,
  "ec2-notebook.instanceProfileName": () => undefined,
  "ec2-notebook.hasPublicIp": () => undefined,
  "ec2-notebook.opensNotebookPort": (target, value) => {
    const rule = { IpProtocol: "tcp", FromPort: 8888, ToPort: 8888, IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
    target["OpenGroups"] = listAt(target, "SecurityGroups").map((group) => ({
      ...(isObject(group) ? group : {}),
      IpPermissions: value === true ? [rule] : [],
    }));
  },
  "route-table.main": (target, value) => {
    if (value === true) target["Associations"] = [...listAt(target, "Associations"), { Main: true }];
  },
  "route-table.subnetIds": (target, value) => {
    const ids = Array.isArray(value) ? value : [];
    target["Associations"] = [...listAt(target, "Associations"), ...ids.map((SubnetId) => ({ Main: false, SubnetId }))];
  },
  "security-group.ingress.rule": () => undefined,
  "security-group.egress.rule": () => undefined,
  "emr-block-public-access.permittedPorts.ports": () => undefined,
  "vpc-endpoint.policy": (target, value) => put(target, ["PolicyDocument"], value),
  "vpc-endpoint.allowedPrincipals": () => undefined,
  // With its groups and fleets, which ask for as many as they have.
  "emr-cluster.instanceTypes": () => undefined,
  "emr-cluster.groupNodes": () => undefined,
  "emr-cluster.fleetNodes": () => undefined,
  "emr-cluster.instanceGroups.runningCount": alike("RunningInstanceCount", "RequestedInstanceCount"),
  "emr-cluster.instanceFleets.onDemandUnits": alike("ProvisionedOnDemandCapacity", "TargetOnDemandCapacity"),
  "emr-cluster.instanceFleets.spotUnits": alike("ProvisionedSpotCapacity", "TargetSpotCapacity"),
  "emr-security-configuration.inTransitEncryption": secured("EncryptionConfiguration.EnableInTransitEncryption"),
  "emr-security-configuration.atRestEncryption": secured("EncryptionConfiguration.EnableAtRestEncryption"),
  "emr-security-configuration.s3EncryptionMode": secured(`${atRest}.S3EncryptionConfiguration.EncryptionMode`),
  "emr-security-configuration.s3KmsKeyId": secured(`${atRest}.S3EncryptionConfiguration.AwsKmsKey`),
  "emr-security-configuration.s3Overrides": (target, value, config) => {
    const overrides = listFrom(value).filter(isObject);
    const written = overrides.map(({ bucket, encryptionMode, kmsKeyId }) => ({
      BucketName: bucket ?? null,
      EncryptionMode: encryptionMode ?? null,
      AwsKmsKey: kmsKeyId ?? null,
    }));
    secured(`${atRest}.S3EncryptionConfiguration.Overrides`)(target, written, config);
  },
  "emr-security-configuration.localDiskKeyProvider": secured(`${atRest}.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType`),
  "emr-security-configuration.localDiskKmsKeyId": secured(`${atRest}.LocalDiskEncryptionConfiguration.AwsKmsKey`),
  "emr-security-configuration.ebsEncryption": secured(`${atRest}.LocalDiskEncryptionConfiguration.EnableEbsEncryption`),
  "emr-security-configuration.certificateProvider": secured(
    "EncryptionConfiguration.InTransitEncryptionConfiguration.TLSCertificateConfiguration.CertificateProviderType",
  ),
  "emr-security-configuration.imdsVersion": secured("InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion"),
  "emr-security-configuration.imdsHopLimit": secured("InstanceMetadataServiceConfiguration.HttpPutResponseHopLimit"),
  "emr-security-configuration.kerberosProvider": secured("AuthenticationConfiguration.KerberosConfiguration.Provider"),
};
