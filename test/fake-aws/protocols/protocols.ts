import type { ServiceName } from "../shapes.ts";
import { ec2QueryProtocol } from "./ec2-query.ts";
import { jsonProtocol } from "./json.ts";
import type { Protocol } from "./protocol.ts";
import { queryProtocol } from "./query.ts";
import { restJsonProtocol } from "./rest-json.ts";
import { restXmlProtocol } from "./rest-xml.ts";

/** How each service is spoken to. */
export const protocols: Readonly<Partial<Record<ServiceName, Protocol>>> = {
  sagemaker: jsonProtocol,
  emr: jsonProtocol,
  tagging: jsonProtocol,
  ecr: jsonProtocol,
  kms: jsonProtocol,
  organizations: jsonProtocol,
  pricing: jsonProtocol,
  ssm: jsonProtocol,
  iam: queryProtocol,
  sts: queryProtocol,
  ec2: ec2QueryProtocol,
  s3: restXmlProtocol,
  efs: restJsonProtocol,
  "emr-serverless": restJsonProtocol,
};

/** By the prefix of the operation's name in its header. */
export const targets: Readonly<Record<string, ServiceName>> = {
  SageMaker: "sagemaker",
  ElasticMapReduce: "emr",
  ResourceGroupsTaggingAPI_20170126: "tagging",
  AmazonEC2ContainerRegistry_V20150921: "ecr",
  TrentService: "kms",
  AWSOrganizationsV20161128: "organizations",
  AmazonSSM: "ssm",
  AWSPriceListService: "pricing",
};

/** By the name that a signature is made for. */
export const signed: Readonly<Record<string, ServiceName>> = {
  iam: "iam",
  sts: "sts",
  s3: "s3",
  ec2: "ec2",
  elasticfilesystem: "efs",
  "emr-serverless": "emr-serverless",
};
