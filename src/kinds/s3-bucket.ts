import { keyBy } from "./around.ts";
import { elements, flag, type Leaf, optionalCount, optionalText, tags, text } from "./field.ts";
import type { Describe, Kind } from "./kind.ts";
import { s3 } from "./operation.ts";
import { resourceStatements } from "./policy-statements.ts";

type Getter = Parameters<typeof s3>[0];

const part = (operation: Getter, ...gives: string[]): Describe => ({ operation: s3(operation), input: { Bucket: "Name" }, gives });

const access = "PublicAccessBlockConfiguration";
const encryption = "ServerSideEncryptionConfiguration.Rules[0]";

/** One of the four switches against public access, which are all off where nobody set them. */
const blocks = (member: string): Leaf => flag({ api: `${access}.${member}`, change: "in-place", default: false });

const kind: Kind = {
  name: "s3-bucket",
  title: "S3 bucket",
  plural: "S3 buckets",
  service: "s3",
  // SageMaker's default buckets by their names, the others by the tags of projects and of Studio.
  ours: {
    names: /^(?:sagemaker|aws-emr|aws-glue|elasticmapreduce|amazon-sagemaker|amazon-datazone)-|sagemaker|mlspace/,
    tagKeys: ["project", "system", "sagemaker:domain-arn", "sagemaker:project-id", "sagemaker:project-name", "AmazonDataZoneProject"],
  },
  identity: { name: "Name", arn: "BucketArn", template: "{name}", createdAt: "CreationDate", key: ["name"] },
  // Terraform and CloudFormation write a bucket's settings as resources of their own or leave them to AWS, so that only its name is read.
  fields: {
    name: text({
      api: "Name",
      terraform: "bucket",
      cloudformation: "BucketName",
      change: "recreate",
      samples: ["sagemaker-eu-central-1-111122223333", "churn-data"],
    }),
    encryption: optionalText({
      api: `${encryption}.ApplyServerSideEncryptionByDefault.SSEAlgorithm`,
      change: "in-place",
      samples: ["AES256", "aws:kms"],
    }),
    kmsKeyId: optionalText({
      api: `${encryption}.ApplyServerSideEncryptionByDefault.KMSMasterKeyID`,
      change: "in-place",
      samples: ["arn:aws:kms:eu-central-1:123456789012:key/0f1e2d3c-1111-2222-3333-444455556666"],
    }),
    bucketKey: flag({ api: `${encryption}.BucketKeyEnabled`, change: "in-place", default: false }),
    blocksPublicAcls: blocks("BlockPublicAcls"),
    ignoresPublicAcls: blocks("IgnorePublicAcls"),
    blocksPublicPolicy: blocks("BlockPublicPolicy"),
    restrictsPublicBuckets: blocks("RestrictPublicBuckets"),
    policy: resourceStatements({ api: ["Policy"] }),
    versioning: optionalText({ api: "Status", change: "in-place", values: ["Enabled", "Suspended"] }),
    mfaDelete: optionalText({ api: "MFADelete", change: "in-place", values: ["Enabled", "Disabled"] }),
    loggingBucket: optionalText({ api: "LoggingEnabled.TargetBucket", change: "in-place", samples: ["access-logs"] }),
    ownership: optionalText({
      api: "OwnershipControls.Rules[0].ObjectOwnership",
      change: "in-place",
      values: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
    }),
    lifecycleRules: elements({
      key: "id",
      api: ["Rules"],
      fields: {
        id: text({ api: "ID", change: "in-place", samples: ["expire", "archive"] }),
        status: text({ api: "Status", change: "in-place", values: ["Enabled", "Disabled"] }),
        expirationDays: optionalCount({ api: "Expiration.Days", change: "in-place", minimum: 1, samples: [30, 365] }),
      },
    }),
    tags,
  },
  list: {
    operation: s3("ListBuckets"),
    items: "Buckets",
    pageSize: { member: "MaxBuckets", maximum: 1000 },
    token: { input: "ContinuationToken", output: "ContinuationToken" },
    region: "BucketRegion",
    gives: ["Name", "CreationDate", "BucketArn"],
  },
  describe: [
    part("GetBucketEncryption", "ServerSideEncryptionConfiguration"),
    part("GetPublicAccessBlock", access),
    part("GetBucketPolicy", "Policy"),
    part("GetBucketLogging", "LoggingEnabled"),
    part("GetBucketOwnershipControls", "OwnershipControls"),
    part("GetBucketLifecycleConfiguration", "Rules"),
    part("GetBucketTagging", "TagSet"),
    part("GetBucketVersioning", "Status", "MFADelete"),
  ],
  tags: { from: "description", member: "TagSet" },
  search: null,
  taggingType: "s3:bucket",
  states: null,
  verbs: {},
  relations: { kmsKey: keyBy("kmsKeyId") },
  history: null,
  unchanging: null,
  terraform: { type: "aws_s3_bucket" },
  cloudformation: { type: "AWS::S3::Bucket" },
};

export default kind;
