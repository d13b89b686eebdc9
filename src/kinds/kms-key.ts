import { flag, optionalTime, tags, text, texts } from "./field.ts";
import type { Kind } from "./kind.ts";
import { kms } from "./operation.ts";

const byArn = { KeyId: "KeyArn" };

const kind: Kind = {
  name: "kms-key",
  title: "KMS key",
  plural: "KMS keys",
  surrounds: true,
  service: "kms",
  identity: { name: "KeyId", arn: "KeyArn", template: "key/{keyId}", createdAt: "CreationDate", key: ["arn"] },
  fields: {
    keyId: text({
      api: "KeyId",
      terraform: "key_id",
      cloudformation: "KeyId",
      change: "read-only",
      samples: ["0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    arn: text({ api: ["Arn", "KeyArn"], terraform: "arn", cloudformation: "Arn", change: "read-only" }),
    // What others refer to it by: id, ARN, or an alias by name or ARN.
    names: texts({ api: ["KeyId", "KeyArn", "Aliases[*].AliasName", "Aliases[*].AliasArn"], change: "read-only" }),
    aliases: texts({ api: "Aliases[*].AliasName", change: "in-place", samples: ["alias/ml-data", "alias/aws/sagemaker"] }),
    // AWS: it makes and turns such keys itself, and their policies cannot be changed.
    manager: text({ api: "KeyManager", change: "read-only", runtime: true, values: ["CUSTOMER", "AWS"] }),
    state: text({
      api: "KeyState",
      change: "read-only",
      runtime: true,
      values: ["Enabled", "Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable", "Creating", "Updating"],
    }),
    // Only symmetric keys can be rotated by AWS.
    rotation: flag({
      api: "KeyRotationEnabled",
      terraform: "enable_key_rotation",
      cloudformation: "EnableKeyRotation",
      change: "in-place",
      default: false,
    }),
    spec: text({
      api: "KeySpec",
      terraform: "customer_master_key_spec",
      cloudformation: "KeySpec",
      change: "recreate",
      default: "SYMMETRIC_DEFAULT",
      samples: ["SYMMETRIC_DEFAULT", "RSA_2048"],
    }),
    origin: text({ api: "Origin", change: "recreate", values: ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"] }),
    multiRegion: flag({ api: "MultiRegion", terraform: "multi_region", cloudformation: "MultiRegion", change: "recreate", default: false }),
    deletionAt: optionalTime({ api: "DeletionDate", change: "read-only", runtime: true }),
    tags,
  },
  list: {
    operation: kms("ListKeys"),
    items: "Keys",
    pageSize: { member: "Limit", maximum: 1000 },
    token: { input: "Marker", output: "NextMarker" },
    gives: ["KeyId", "KeyArn"],
  },
  describe: [
    { operation: kms("DescribeKey"), input: byArn, root: "KeyMetadata" },
    { operation: kms("GetKeyRotationStatus"), input: byArn, gives: ["KeyRotationEnabled"] },
    { operation: kms("ListAliases"), input: byArn, gives: ["Aliases"], token: { input: "Marker", output: "NextMarker" } },
  ],
  tags: { from: "operation", operation: kms("ListResourceTags"), input: "KeyId", items: "Tags" },
  search: null,
  taggingType: "kms:key",
  states: null,
  verbs: {},
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_kms_key" },
  cloudformation: { type: "AWS::KMS::Key" },
};

export default kind;
