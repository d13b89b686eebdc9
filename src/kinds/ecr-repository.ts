import { keyBy } from "./around.ts";
import { flag, optionalText, tags, text } from "./field.ts";
import type { Kind } from "./kind.ts";
import { ecr } from "./operation.ts";
import { resourceStatements } from "./policy-statements.ts";

const byName = { repositoryName: "repositoryName" };

const kind: Kind = {
  name: "ecr-repository",
  title: "ECR repository",
  plural: "ECR repositories",
  surrounds: true,
  service: "ecr",
  identity: { name: "repositoryName", arn: "repositoryArn", template: "repository/{name}", createdAt: "createdAt", key: ["arn"] },
  fields: {
    name: text({
      api: "repositoryName",
      terraform: "name",
      cloudformation: "RepositoryName",
      change: "recreate",
      samples: ["churn", "ml/base"],
    }),
    arn: text({ api: "repositoryArn", terraform: "arn", cloudformation: "Arn", change: "read-only" }),
    scanOnPush: flag({
      api: "imageScanningConfiguration.scanOnPush",
      terraform: "image_scanning_configuration[0].scan_on_push",
      cloudformation: "ImageScanningConfiguration.ScanOnPush",
      change: "in-place",
      default: false,
    }),
    tagMutability: text({
      api: "imageTagMutability",
      terraform: "image_tag_mutability",
      cloudformation: "ImageTagMutability",
      change: "in-place",
      default: "MUTABLE",
      values: ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
    }),
    encryption: text({
      api: "encryptionConfiguration.encryptionType",
      terraform: "encryption_configuration[0].encryption_type",
      cloudformation: "EncryptionConfiguration.EncryptionType",
      change: "recreate",
      default: "AES256",
      values: ["AES256", "KMS", "KMS_DSSE"],
    }),
    kmsKeyId: optionalText({
      api: "encryptionConfiguration.kmsKey",
      terraform: "encryption_configuration[0].kms_key",
      cloudformation: "EncryptionConfiguration.KmsKey",
      change: "recreate",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    // Terraform has this policy as a resource of its own.
    policy: resourceStatements({ api: ["policyText"], cloudformation: ["RepositoryPolicyText"] }),
    // So has it this one.
    lifecyclePolicy: optionalText({
      api: "lifecyclePolicyText",
      cloudformation: "LifecyclePolicy.LifecyclePolicyText",
      change: "in-place",
      samples: ['{"rules":[]}'],
    }),
    tags,
  },
  list: {
    operation: ecr("DescribeRepositories"),
    items: "repositories",
    pageSize: { member: "maxResults", maximum: 1000 },
    token: { input: "nextToken", output: "nextToken" },
    gives: ["repositoryName", "repositoryArn", "createdAt", "imageTagMutability", "imageScanningConfiguration", "encryptionConfiguration"],
  },
  describe: [
    { operation: ecr("GetRepositoryPolicy"), input: byName, gives: ["policyText"] },
    { operation: ecr("GetLifecyclePolicy"), input: byName, gives: ["lifecyclePolicyText"] },
  ],
  tags: { from: "operation", operation: ecr("ListTagsForResource"), input: "resourceArn", items: "tags" },
  search: null,
  taggingType: "ecr:repository",
  states: null,
  verbs: {},
  relations: { kmsKey: keyBy("kmsKeyId") },
  history: null,
  unchanging: null,
  terraform: { type: "aws_ecr_repository" },
  cloudformation: { type: "AWS::ECR::Repository" },
};

export default kind;
