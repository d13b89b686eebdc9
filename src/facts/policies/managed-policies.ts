// Generated from rules/tables/managed-policies.yaml by `npm run generate`. Do not edit.
import type { JsonObject } from "../../estate/json.ts";

/** By name. Not whole: what a policy allows beyond these statements is left out. None of them denies anything. */
export const managedPolicies: Readonly<Record<string, { version: string; whole: boolean; statements: readonly JsonObject[] }>> = {
  AdministratorAccess: { version: "v1", whole: true, statements: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  PowerUserAccess: {
    version: "v12",
    whole: true,
    statements: [
      { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
      {
        Effect: "Allow",
        Action: [
          "account:GetAccountInformation",
          "account:GetGovCloudAccountInformation",
          "account:GetPrimaryEmail",
          "account:ListRegions",
          "iam:CreateServiceLinkedRole",
          "iam:DeleteServiceLinkedRole",
          "iam:ListRoles",
          "organizations:DescribeEffectivePolicy",
          "organizations:DescribeOrganization",
        ],
        Resource: "*",
      },
    ],
  },
  AWSLambdaBasicExecutionRole: {
    version: "v1",
    whole: true,
    statements: [{ Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" }],
  },
  AmazonElasticMapReduceforEC2Role: {
    version: "v3",
    whole: false,
    statements: [
      { Effect: "Allow", Action: ["cloudwatch:*", "dynamodb:*", "ec2:Describe*", "s3:*", "sdb:*", "sns:*", "sqs:*"], Resource: "*" },
    ],
  },
  IAMFullAccess: { version: "v2", whole: false, statements: [{ Effect: "Allow", Action: ["iam:*"], Resource: "*" }] },
  AmazonS3FullAccess: {
    version: "v2",
    whole: true,
    statements: [{ Effect: "Allow", Action: ["s3:*", "s3-object-lambda:*"], Resource: "*" }],
  },
  AmazonSageMakerFullAccess: {
    version: "v29",
    whole: false,
    statements: [
      {
        Sid: "AllowAllNonAdminSageMakerActions",
        Effect: "Allow",
        Action: ["sagemaker:*", "sagemaker-geospatial:*"],
        NotResource: [
          "arn:aws:sagemaker:*:*:domain/*",
          "arn:aws:sagemaker:*:*:user-profile/*",
          "arn:aws:sagemaker:*:*:app/*",
          "arn:aws:sagemaker:*:*:space/*",
          "arn:aws:sagemaker:*:*:partner-app/*",
          "arn:aws:sagemaker:*:*:flow-definition/*",
          "arn:aws:sagemaker:*:*:training-plan/*",
          "arn:aws:sagemaker:*:*:reserved-capacity/*",
        ],
      },
      {
        Sid: "AllowStudioActions",
        Effect: "Allow",
        Action: [
          "sagemaker:CreatePresignedDomainUrl",
          "sagemaker:DescribeDomain",
          "sagemaker:DescribeUserProfile",
          "sagemaker:DescribeSpace",
        ],
        Resource: "*",
      },
      {
        Sid: "AllowAWSServiceActions",
        Effect: "Allow",
        Action: ["glue:CreateJob", "glue:UpdateJob", "glue:StartJobRun", "ecr:CreateRepository", "iam:ListRoles"],
        Resource: "*",
      },
      {
        Sid: "AllowS3ObjectActions",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: ["arn:aws:s3:::*SageMaker*", "arn:aws:s3:::*Sagemaker*", "arn:aws:s3:::*sagemaker*", "arn:aws:s3:::*aws-glue*"],
      },
      {
        Sid: "AllowS3GetObjectWithSageMakerExistingObjectTag",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::*"],
        Condition: { StringEqualsIgnoreCase: { "s3:ExistingObjectTag/SageMaker": "true" } },
      },
      {
        Sid: "AllowS3BucketActions",
        Effect: "Allow",
        Action: ["s3:CreateBucket", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListAllMyBuckets", "s3:GetBucketCors", "s3:PutBucketCors"],
        Resource: "*",
      },
      {
        Sid: "AllowPassRoleForSageMakerRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: "arn:aws:iam::*:role/*AmazonSageMaker*",
        Condition: { StringEquals: { "iam:PassedToService": ["glue.amazonaws.com", "robomaker.amazonaws.com", "states.amazonaws.com"] } },
      },
      {
        Sid: "AllowPassRoleToSageMaker",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: "arn:aws:iam::*:role/*",
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      },
    ],
  },
};
