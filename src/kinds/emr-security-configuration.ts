import { keyBy } from "./around.ts";
import { elements, flag, optionalCount, optionalText, text } from "./field.ts";
import { elementsIn, inDocument, inJson } from "./json-text.ts";
import { emrPaging, type Kind } from "./kind.ts";
import { emr } from "./operation.ts";
import { withKeys } from "./with-keys.ts";

const s3Overrides = "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.Overrides";

const ofOverride = (member: string) => ({ api: member, terraform: member, cloudformation: member, change: "recreate" }) as const;

const kind: Kind = {
  name: "emr-security-configuration",
  title: "EMR security configuration",
  plural: "EMR security configurations",
  service: "emr",
  identity: { name: "Name", arn: null, template: "security-configuration/{name}", createdAt: "CreationDateTime", key: ["name"] },
  fields: {
    name: text({ api: "Name", terraform: "name", cloudformation: "Name", change: "recreate", samples: ["acme-imdsv2", "acme-encrypted"] }),
    inTransitEncryption: flag({
      api: inJson("SecurityConfiguration", "EncryptionConfiguration.EnableInTransitEncryption"),
      terraform: inJson("configuration", "EncryptionConfiguration.EnableInTransitEncryption"),
      cloudformation: inDocument("SecurityConfiguration", "EncryptionConfiguration.EnableInTransitEncryption"),
      change: "recreate",
      default: false,
    }),
    atRestEncryption: flag({
      api: inJson("SecurityConfiguration", "EncryptionConfiguration.EnableAtRestEncryption"),
      terraform: inJson("configuration", "EncryptionConfiguration.EnableAtRestEncryption"),
      cloudformation: inDocument("SecurityConfiguration", "EncryptionConfiguration.EnableAtRestEncryption"),
      change: "recreate",
      default: false,
    }),
    // Null here and below: nothing is said of it.
    s3EncryptionMode: optionalText({
      api: inJson(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode",
      ),
      terraform: inJson("configuration", "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode"),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode",
      ),
      change: "recreate",
      samples: ["SSE-KMS", "SSE-S3", "CSE-KMS"],
    }),
    s3KmsKeyId: optionalText({
      api: inJson("SecurityConfiguration", "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.AwsKmsKey"),
      terraform: inJson("configuration", "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.AwsKmsKey"),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.AwsKmsKey",
      ),
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    // What holds for some buckets in place of that.
    s3Overrides: elements({
      key: "bucket",
      api: ["SecurityConfiguration"],
      terraform: ["configuration"],
      cloudformation: ["SecurityConfiguration"],
      as: elementsIn(s3Overrides),
      reads: [`${s3Overrides}[*].BucketName`, `${s3Overrides}[*].EncryptionMode`, `${s3Overrides}[*].AwsKmsKey`],
      fields: {
        bucket: text({ ...ofOverride("BucketName"), samples: ["acme-raw", "acme-scratch"] }),
        encryptionMode: text({ ...ofOverride("EncryptionMode"), samples: ["SSE-KMS", "SSE-S3", "CSE-KMS"] }),
        kmsKeyId: optionalText({
          ...ofOverride("AwsKmsKey"),
          samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
        }),
      },
    }),
    localDiskKeyProvider: optionalText({
      api: inJson(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType",
      ),
      terraform: inJson(
        "configuration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType",
      ),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType",
      ),
      change: "recreate",
      samples: ["AwsKms", "Custom"],
    }),
    localDiskKmsKeyId: optionalText({
      api: inJson(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.AwsKmsKey",
      ),
      terraform: inJson(
        "configuration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.AwsKmsKey",
      ),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.AwsKmsKey",
      ),
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    ebsEncryption: flag({
      api: inJson(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EnableEbsEncryption",
      ),
      terraform: inJson(
        "configuration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EnableEbsEncryption",
      ),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EnableEbsEncryption",
      ),
      change: "recreate",
      default: false,
    }),
    certificateProvider: optionalText({
      api: inJson(
        "SecurityConfiguration",
        "EncryptionConfiguration.InTransitEncryptionConfiguration.TLSCertificateConfiguration.CertificateProviderType",
      ),
      terraform: inJson(
        "configuration",
        "EncryptionConfiguration.InTransitEncryptionConfiguration.TLSCertificateConfiguration.CertificateProviderType",
      ),
      cloudformation: inDocument(
        "SecurityConfiguration",
        "EncryptionConfiguration.InTransitEncryptionConfiguration.TLSCertificateConfiguration.CertificateProviderType",
      ),
      change: "recreate",
      samples: ["PEM", "Custom"],
    }),
    imdsVersion: optionalCount({
      api: inJson("SecurityConfiguration", "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion"),
      terraform: inJson("configuration", "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion"),
      cloudformation: inDocument("SecurityConfiguration", "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion"),
      change: "recreate",
      values: [1, 2],
    }),
    imdsHopLimit: optionalCount({
      api: inJson("SecurityConfiguration", "InstanceMetadataServiceConfiguration.HttpPutResponseHopLimit"),
      terraform: inJson("configuration", "InstanceMetadataServiceConfiguration.HttpPutResponseHopLimit"),
      cloudformation: inDocument("SecurityConfiguration", "InstanceMetadataServiceConfiguration.HttpPutResponseHopLimit"),
      change: "recreate",
      minimum: 1,
      maximum: 64,
      samples: [1, 2],
    }),
    kerberosProvider: optionalText({
      api: inJson("SecurityConfiguration", "AuthenticationConfiguration.KerberosConfiguration.Provider"),
      terraform: inJson("configuration", "AuthenticationConfiguration.KerberosConfiguration.Provider"),
      cloudformation: inDocument("SecurityConfiguration", "AuthenticationConfiguration.KerberosConfiguration.Provider"),
      change: "recreate",
      samples: ["ClusterDedicatedKdc", "ExternalKdc"],
    }),
  },
  list: {
    operation: emr("ListSecurityConfigurations"),
    items: "SecurityConfigurations",
    ...emrPaging,
    gives: ["Name", "CreationDateTime"],
  },
  describe: [{ operation: emr("DescribeSecurityConfiguration"), input: { Name: "Name" } }],
  // It has neither tags nor an ARN.
  tags: { from: "nowhere" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {
    delete: {
      operation: emr("DeleteSecurityConfiguration"),
      input: { Name: "name" },
      type: "irreversible",
      from: [],
      done: [],
      to: null,
      loses: "the configuration; clusters that run keep what it said",
      keepsBilling: "nothing",
    },
  },
  relations: {
    clusters: { to: "emr-cluster", many: true, on: { name: "securityConfiguration" } },
    s3Key: keyBy("s3KmsKeyId"),
    localDiskKey: keyBy("localDiskKmsKeyId"),
  },
  history: null,
  unchanging: "always",
  terraform: { type: "aws_emr_security_configuration" },
  cloudformation: { type: "AWS::EMR::SecurityConfiguration" },
};

export default withKeys(kind);
